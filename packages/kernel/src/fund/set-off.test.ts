import { describe, expect, test } from 'vitest'
import { fen, PositiveFen } from '../base/money.ts'
import { sentence } from '../refusals.ts'
import {
  COUNTY,
  FUND,
  facts,
  line,
  NEXT_FUND,
  order,
  PAPER,
  PROVINCE,
  TOWNSHIP,
} from './order.sample.ts'
import type { Order } from './order.ts'
import { type OrderFacts, orderPostings } from './order-posting.ts'
import { type StandingSetOff, setOffsByLine } from './set-off.ts'

const NEXT = { id: NEXT_FUND, year: 2024, source: 'union-own' } as const
const newLine = (amount: number, taken = 0) => ({ amount: fen(amount), taken: fen(taken) })

const setOff = (more: Partial<OrderFacts> = {}, change: Partial<Order> = {}) =>
  orderPostings(
    order('set-off', {
      organizationId: PROVINCE,
      lines: [line('surplus')],
      newFundId: NEXT_FUND,
      newDocument: PAPER,
      ...change,
    }),
    facts({ newFund: NEXT, newLine: newLine(2_000), ...more }),
  )

describe('a set-off', () => {
  test('posts equal amounts in both funds', () => {
    expect(setOff()).toMatchObject({
      value: [
        {
          fundId: FUND,
          postings: [
            { act: 'set-off-old', amount: 500, to: { stage: 'returned', holder: PROVINCE } },
          ],
        },
        {
          fundId: NEXT_FUND,
          postings: [
            { act: 'set-off-new', amount: 500, from: { stage: 'issued' }, to: { stage: 'held' } },
          ],
        },
      ],
    })
  })

  test('stays within one 资金来源 and between two funds, with both documents', () => {
    expect(setOff({ newFund: { ...NEXT, source: 'donation' } })).toMatchObject({
      refusal: 'SOURCE_DIFFERS',
    })
    expect(setOff({ newFund: { ...NEXT, id: FUND } })).toMatchObject({ refusal: 'SAME_FUND' })
    expect(setOff({}, { newDocument: null })).toMatchObject({ refusal: 'ORDER_INCOMPLETE' })
    expect(setOff({ newFund: null })).toMatchObject({ refusal: 'ORDER_INCOMPLETE' })
  })

  test.each([2022, 2023])('is not made from 2023 into a fund of %i', (year) => {
    expect(setOff({ newFund: { ...NEXT, year } })).toMatchObject({
      refusal: 'NEW_FUND_NOT_LATER',
      facts: { year: 2023 },
    })
  })

  test('names an issued document with a line of the recipient', () => {
    const made = setOff({ newLine: null })
    expect(made).toMatchObject({ refusal: 'NEW_LINE_UNKNOWN', facts: { number: PAPER.number } })
    expect(made.ok || sentence(made.refusal, made.facts)).toContain(PAPER.number)
  })

  test('stays within that line, with what others already set off against it', () => {
    expect(setOff({ newLine: newLine(500) }).ok).toBe(true)
    expect(setOff({ newLine: newLine(900, 400) }).ok).toBe(true)
    const made = setOff({ newLine: newLine(90_000, 89_501) })
    expect(made).toMatchObject({
      refusal: 'SET_OFF_ABOVE_LINE',
      facts: { line: 90_000, taken: 89_501, left: 499 },
    })
    expect(made.ok || sentence(made.refusal, made.facts)).toBe(
      `文号“${PAPER.number}”下达该单位 900.00 元，已登记抵扣 895.01 元，本次抵扣不能超过 4.99 元。`,
    )
  })
})

describe('what the notice prints as 其中抵扣', () => {
  const one = (amount: number, pending: boolean, organizationId = COUNTY): StandingSetOff => ({
    organizationId,
    amount: PositiveFen.parse(amount),
    pending,
    paper: PAPER.number,
  })
  const lines = [
    { organizationId: COUNTY, amount: fen(1_000) },
    { organizationId: TOWNSHIP, amount: fen(300) },
  ]
  const of = (standing: readonly StandingSetOff[]) => setOffsByLine(lines, standing).get(COUNTY)

  test('is the sum of what is posted and of what waits for the recipient, told apart', () => {
    expect(of([one(200, false), one(100, false), one(250, true)])).toEqual({
      amount: 550,
      pending: 250,
    })
    expect(of([one(200, false, TOWNSHIP)])).toEqual({ amount: 0, pending: 0 })
  })

  test('is never more than the line: a draft that can no longer be released is left out', () => {
    expect(of([one(600, true), one(700, false)])).toEqual({ amount: 700, pending: 0 })
    expect(of([one(600, true), one(500, true), one(400, true)])).toEqual({
      amount: 1_000,
      pending: 1_000,
    })
  })
})
