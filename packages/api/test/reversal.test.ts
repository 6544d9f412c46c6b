import type { Actor } from '@qiangji/kernel/access/actor.ts'
import { day } from '@qiangji/kernel/base/day.ts'
import { PositiveFen } from '@qiangji/kernel/base/money.ts'
import { describe, expect, test } from 'vitest'
import { BatchId } from '../src/fund/journal.ts'
import { wan } from './board-stage.ts'
import { FUND_FORM, refusalOf } from './fund-stage.ts'
import { orderStage, PAPER } from './order-stage.ts'

const MARCH = day('2024-03-04')

const begin = async () => {
  const b = await orderStage()
  const people = {
    cashier: await b.hire('62', 'cashier'),
    accountant: await b.hire('62', 'accountant'),
    finance: await b.hire('62', 'finance-clerk'),
    chief: await b.hire('62', 'finance-reviewer'),
    prefecture: await b.hire('6210', 'prefecture-finance'),
    second: await b.hire('6210', 'prefecture-finance'),
    clerk: await b.hire('621022', 'county-finance'),
    reviewer: await b.hire('621022', 'county-reviewer'),
    /** The office of 宁县 has one person. */
    alone: await b.hire('621002', 'county-finance'),
  }
  const as = (name: keyof typeof people) => b.s.as(people[name]).fund
  const reverse = (name: keyof typeof people | Actor, batch: string | null) =>
    b.s
      .as(typeof name === 'string' ? people[name] : name)
      .fund.journal.reverse({ batch: BatchId.parse(batch), reason: '办理有误' })
  const no = async (name: keyof typeof people | Actor, batch: string | null) =>
    (await refusalOf(reverse(name, batch))).refusal
  return { ...b, people, as, reverse, no }
}
type Begun = Awaited<ReturnType<typeof begin>>

/** Accounts for everybody who is paid. */
const withAccounts = async (b: Begun, ...codes: string[]) => {
  for (const code of codes) {
    const { id, revision } = await b.as('finance').bankAccount.propose({
      organizationId: b.s.at(code).id,
      holderName: b.s.at(code).name,
      number: '6200000000000001',
      bankName: '演示银行',
      bankCode: '102821000001',
      kind: 'basic',
      validFrom: MARCH,
      reason: '首次登记',
      fileId: null,
    })
    await b.as('chief').bankAccount.confirm({ id, revision })
  }
}

const pay = async (
  b: Begun,
  [maker, releaser]: readonly [keyof Begun['people'], keyof Begun['people']],
  code: string,
  document: typeof PAPER | null = null,
) => {
  const { id, revision } = await b.as(maker).payment.make({
    lines: [{ fundId: b.fundId, beneficiaryId: b.s.at(code).id, amount: wan(30) }],
    purpose: null,
    document,
  })
  await b.as(releaser).payment.release({ id, revision })
}

let numbers = 0
const receive = async (b: Begun, name: keyof Begun['people']): Promise<string | null> => {
  const [expected] = await b.as(name).receipt.expected({})
  if (expected === undefined) throw new Error('nothing is expected')
  numbers += 1
  const confirmed = await b.as(name).receipt.confirm({
    paymentId: expected.payment.id,
    creditDay: b.s.clock.today,
    number: `收${numbers}`,
    fileId: null,
    lines: null,
    surplus: 0,
    note: '',
  })
  return confirmed.postingBatch
}

const spend = async (b: Begun, name: 'clerk' | 'alone', by: keyof Begun['people']) => {
  const made = await b.as(name).spending.record({
    fundId: b.fundId,
    form: {
      beneficiaryId: b.people[name].organization.organizationId,
      day: b.s.clock.today,
      voucher: '记-1',
      line: 1,
      summary: '宣传折页',
      amount: 5_000,
      use: 'building',
      payee: '印务部',
      roster: null,
      fixedAsset: false,
      commitmentId: null,
      advanceId: null,
    },
    fileIds: [],
  })
  const { results } = await b.as(by).spending.release({ ids: [made.id] })
  expect(results).toMatchObject([{ outcome: 'posted' }])
  return made.batch
}

describe('a posted act is reversed where it was done', () => {
  test('a receipt by another person of the union that confirmed it, never by who paid', async () => {
    const b = await begin()
    await withAccounts(b, '6210', '621022')
    await b.issue({ '621022': 30 }, MARCH)
    await pay(b, ['cashier', 'accountant'], '621022')
    const first = await receive(b, 'prefecture')
    expect(await b.no('accountant', first)).toBe('UPPER_REVIEW_NOT_NEEDED')
    expect(await b.no('clerk', first)).toBe('NOT_FOUND')
    expect(await b.no('prefecture', first)).toBe('SAME_PERSON')
    await b.reverse('second', first)
    await receive(b, 'prefecture')
    await pay(b, ['prefecture', 'second'], '621022', {
      ...PAPER,
      number: '演示庆工发〔2024〕9号',
    })
    const last = await receive(b, 'clerk')
    expect(await b.no('second', last)).toBe('UPPER_REVIEW_NOT_NEEDED')
    expect(await b.no('accountant', last)).toBe('NOT_FOUND')
    await b.reverse('reviewer', last)
    expect(await b.lying('621022')).toEqual(['6210/remitted=30'])
  })

  test('收到缴回 by the prefecture, not by the county that paid it', async () => {
    const b = await begin()
    await b.issue({ '621022': 30 }, MARCH)
    await b.send('621022', 30, MARCH)
    const made = await b.make(b.people.clerk, 'return', {
      lines: [b.line('621022', '621022', 'held', 10)],
    })
    const back = await b.release(b.people.reviewer, made)
    const received = await b.make(b.people.prefecture, 'return-receive', {
      document: null,
      continuesId: back.id,
    })
    expect(await b.no('reviewer', received.batch)).toBe('NOT_FOUND')
    expect(await b.no('chief', received.batch)).toBe('UPPER_REVIEW_NOT_NEEDED')
    await b.reverse('second', received.batch)
  })

  test('a county’s spending by the county, not by the province above its prefecture', async () => {
    const b = await begin()
    await b.issue({ '621022': 30 }, MARCH)
    await b.send('621022', 30, MARCH)
    const batch = await spend(b, 'clerk', 'reviewer')
    expect(await b.no('accountant', batch)).toBe('NOT_FOUND')
    expect(await b.no('prefecture', batch)).toBe('UPPER_REVIEW_NOT_NEEDED')
    expect(await b.no('reviewer', batch)).toBe('SAME_PERSON')
    await b.reverse('clerk', batch)
  })

  test('in an office with one person by the union above, or by that person what the union above released', async () => {
    const b = await begin()
    await withAccounts(b, '621002')
    await b.changeList(b.people.finance, '621002', MARCH, 'direct')
    await b.issue({ '621002': 30 }, MARCH)
    await pay(b, ['cashier', 'accountant'], '621002')
    const receipt = await receive(b, 'alone')
    const batch = await spend(b, 'alone', 'prefecture')
    expect(await b.no('second', batch)).toBe('UPPER_REVIEW_NOT_NEEDED')
    await b.reverse('alone', batch)
    expect(await b.no('alone', receipt)).toBe('SAME_PERSON')
    await b.reverse('second', receipt)
    expect(await b.lying('621002')).toEqual(['62/remitted=30'])
  })

  test('not by the one in whose place it was posted', async () => {
    const b = await begin()
    const standIn = await b.standIn('62', 'finance-reviewer', b.people.chief)
    const opened = await b.as('finance').fund.open({
      form: { ...FUND_FORM, name: '另一专项' },
      recipients: { from: 'none' },
    })
    const made = await b.make(b.people.finance, 'budget', {
      fundId: opened.id,
      total: PositiveFen.parse(9_000),
      basis: 'resolution',
    })
    const { batch } = await b.release(standIn, made)
    expect(await b.no('chief', batch)).toBe('SAME_PERSON')
    expect(await b.no(standIn, batch)).toBe('SAME_PERSON')
    await b.reverse('accountant', batch)
  })
})

describe('a resolution that changes no amount', () => {
  test('is undone like any other, before the paper under it, once and with its reason', async () => {
    const b = await begin()
    const { id: fundId } = await b.as('finance').fund.open({
      form: { ...FUND_FORM, name: '另一专项' },
      recipients: { from: 'none' },
    })
    const decide = async (basis: 'leaders' | 'resolution') => {
      const total = PositiveFen.parse(9_000)
      const made = await b.make(b.people.finance, 'budget', { fundId, total, basis })
      return b.release(b.people.chief, made)
    }
    const state = async () => (await b.as('finance').fund.detail({ id: fundId })).fund.budgetState
    const leaders = await decide('leaders')
    const resolution = await decide('resolution')
    expect(await b.no('accountant', leaders.batch)).toBe('LATER_ACT')
    expect(await b.no('chief', resolution.batch)).toBe('SAME_PERSON')
    expect(await b.no('clerk', resolution.batch)).toBe('NOT_FOUND')
    const shown = () => b.as('finance').order.detail({ id: resolution.id })
    expect(await shown()).toMatchObject({ state: 'released', reversal: null })
    await b.reverse('accountant', resolution.batch)
    expect(await state()).toBe('provisional')
    expect(await shown()).toMatchObject({
      state: 'reversed',
      reversal: {
        personName: b.people.accountant.name,
        day: b.s.clock.today,
        reason: '办理有误',
      },
    })
    expect(await b.no('accountant', resolution.batch)).toBe('REVERSED_ALREADY')
    await b.reverse('accountant', leaders.batch)
    expect(await state()).toBe('none')
  })
})
