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
