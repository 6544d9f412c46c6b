import { day } from '@qiangji/kernel/base/day.ts'
import type { Order } from '@qiangji/kernel/fund/order.ts'
import { describe, expect, test } from 'vitest'
import { wan } from './board-stage.ts'
import { refusalOf } from './fund-stage.ts'
import { orderStage } from './order-stage.ts'

const [MARCH, JUNE, NEXT, LATER] = [
  day('2024-03-04'),
  day('2024-06-04'),
  day('2024-06-05'),
  day('2024-06-06'),
]

const ACCOUNT = {
  number: '6200000000000001',
  bankName: '演示银行',
  bankCode: '102821000001',
  kind: 'basic' as const,
  validFrom: day('2024-01-02'),
  reason: '首次登记',
  fileId: null,
}

/** 环县 with 40 万 in hand, and everybody through whose hands its return goes. */
const county = async (route: 'relay' | 'direct' = 'relay') => {
  const b = await orderStage(JUNE)
  const people = {
    clerk: await b.hire('621022', 'county-finance'),
    reviewer: await b.hire('621022', 'county-reviewer'),
    prefecture: await b.hire('6210', 'prefecture-finance'),
    finance: await b.hire('62', 'finance-clerk'),
    chief: await b.hire('62', 'finance-reviewer'),
  }
  await b.issue({ '621022': 40 }, MARCH)
  await b.send('621022', 40, MARCH)
  if (route === 'direct') await b.changeList(people.finance, '621022', MARCH, 'direct')
  const changed = async (next: 'off' | 'direct' | 'relay') => {
    await b.changeList(people.finance, '621022', NEXT, next)
    b.s.clock.today = LATER
  }
  const returned = async () => {
    const made = await b.make(people.clerk, 'return', {
      lines: [b.line('621022', '621022', 'held', 10)],
    })
    return b.release(people.reviewer, made)
  }
  const goOn = (by: keyof typeof people, act: 'receive' | 'confirm', back: Order) =>
    b.make(people[by], `return-${act}`, { document: null, continuesId: back.id })
  const asked = async (by: keyof typeof people) =>
    (await b.s.as(people[by]).fund.todo.list({})).filter((t) => t.kind === '缴回').length
  return { ...b, people, changed, returned, goOn, asked }
}

describe('a union that has left the recipient list', () => {
  test('still settles and returns what it holds', async () => {
    const b = await county()
    await b.changed('off')
    for (const act of ['settle', 'return'] as const) {
      const made = await b.make(b.people.clerk, act, {
        lines: [b.line('621022', '621022', 'held', 20)],
      })
      expect(await b.release(b.people.reviewer, made)).toMatchObject({ state: 'released' })
    }
    expect(await b.lying('621022')).toEqual(['621022/returning=20', '621022/surplus=20'])
  })

  test('still gets its money passed on, or back from the prefecture to the province', async () => {
    const b = await county()
    const second = await b.hire('6210', 'prefecture-finance')
    await b.issue({ '621022': 5 }, MARCH)
    await b.send('621022', 5, MARCH, 'relayed')
    await b.changed('off')
    const made = await b.make(b.people.prefecture, 'return', {
      lines: [b.line('621022', '6210', 'relayed', 5)],
    })
    expect(await b.release(second, made)).toMatchObject({ state: 'released', viaId: null })
  })
})

describe('a return on its way', () => {
  for (const next of ['off', 'direct'] as const)
    test(`is confirmed by the road that it took, though the list says ${next}`, async () => {
      const b = await county()
      const back = await b.returned()
      expect(back.viaId).toBe(b.s.at('6210').id)
      expect([await b.asked('prefecture'), await b.asked('finance')]).toEqual([1, 0])
      const received = await b.goOn('prefecture', 'receive', back)
      await b.changed(next)
      expect([await b.asked('prefecture'), await b.asked('finance')]).toEqual([0, 1])
      expect(received.state).toBe('released')
      const confirm = await b.goOn('finance', 'confirm', back)
      expect(await b.release(b.people.chief, confirm)).toMatchObject({ state: 'released' })
      expect(await b.lying('621022')).toEqual(['621022/held=30'])
    })

  test('that went straight is confirmed by the province, though the list now asks for the prefecture', async () => {
    const b = await county('direct')
    const back = await b.returned()
    expect(back.viaId).toBeNull()
    await b.changed('relay')
    expect([await b.asked('prefecture'), await b.asked('finance')]).toEqual([0, 1])
    expect(await refusalOf(b.goOn('prefecture', 'receive', back))).toMatchObject({
      refusal: 'RETURN_NOT_YOURS',
    })
    const confirm = await b.goOn('finance', 'confirm', back)
    expect(await b.release(b.people.chief, confirm)).toMatchObject({ state: 'released' })
  })
})

describe('a payment that waits for release', () => {
  test('does not go where the list no longer sends it, and says so', async () => {
    const b = await orderStage(JUNE)
    const finance = await b.hire('62', 'finance-clerk')
    const chief = await b.hire('62', 'finance-reviewer')
    const cashier = await b.hire('62', 'cashier')
    const accountant = await b.hire('62', 'accountant')
    const as = (who: typeof cashier) => b.s.as(who).fund
    for (const code of ['6210', '621022']) {
      const { id, revision } = await as(finance).bankAccount.propose({
        ...ACCOUNT,
        organizationId: b.s.at(code).id,
        holderName: b.s.at(code).name,
      })
      await as(chief).bankAccount.confirm({ id, revision })
    }
    await b.issue({ '621022': 30 }, MARCH)
    const make = () =>
      as(cashier).payment.make({
        lines: [{ fundId: b.fundId, beneficiaryId: b.s.at('621022').id, amount: wan(30) }],
        purpose: null,
        document: null,
      })
    const { id, revision } = await make()
    await b.changeList(finance, '621022', NEXT, 'direct')
    b.s.clock.today = LATER
    expect(await refusalOf(as(accountant).payment.release({ id, revision }))).toMatchObject({
      refusal: 'PAYEE_CHANGED',
    })
    await as(accountant).payment.reject({ id, revision, paymentIds: null, reason: '名单已变' })
    const again = await make()
    await as(accountant).payment.release({ id: again.id, revision: again.revision })
    expect(await b.lying('621022')).toEqual(['62/remitted=30'])
  })
})

describe('a line of the list that begins later', () => {
  test('does not decide today which road an account counts to', async () => {
    const b = await orderStage(JUNE)
    const finance = await b.hire('62', 'finance-clerk')
    await b.changeList(finance, '621022', day('2025-01-01'), 'direct')
    await b.issue({ '621022': 30 }, MARCH)
    await b.send('621022', 30, MARCH, 'relayed')
    await b.move({
      act: 'relay',
      from: b.key('621022', '6210', 'relayed'),
      to: b.key('621022', '6210', 'remitted'),
      amount: wan(20),
    })
    const { total } = await b.s.as(finance).fund.board.overview({ fundId: b.fundId })
    expect(total.rates.relay).toMatchObject({ numerator: wan(20), denominator: wan(30) })
  })
})
