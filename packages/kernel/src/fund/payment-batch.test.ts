import { describe, expect, test } from 'vitest'
import { PersonId } from '../access/person.ts'
import { day } from '../base/day.ts'
import { fen } from '../base/money.ts'
import { bankFileCsv, bankFileRows, bankFileTotal } from './bank-file.ts'
import {
  COUNTY_A,
  COUNTY_B,
  FUND,
  PREFECTURE,
  PROVINCE,
  paymentTo,
  TOWNSHIP,
} from './payment.sample.ts'
import {
  batchNumber,
  groupPayments,
  makingPosts,
  mayRelease,
  type Payable,
  type PayeeNow,
  payeeOf,
  paymentNumber,
  purposeFrom,
  releasingPosts,
} from './payment-batch.ts'

const payable = (beneficiaryId: typeof COUNTY_A, more: Partial<Payable> = {}): Payable => ({
  fundId: FUND,
  act: 'remit',
  beneficiaryId,
  payeeId: PREFECTURE,
  balance: fen(100),
  drafted: fen(0),
  paused: false,
  ...more,
})
const ask = (beneficiaryId: typeof COUNTY_A, amount = 100) => ({
  fundId: FUND,
  beneficiaryId,
  amount: fen(amount),
})
const facts = (payables: readonly Payable[], hasAccount = () => true) => ({
  payables,
  hasAccount,
  nameOf: () => '环县',
})
const form = (lines: ReturnType<typeof ask>[]) => ({ lines, document: null, purpose: null })

describe('the next holder', () => {
  test('comes from the recipient list, not from the tree', () => {
    const routed = { organizationId: COUNTY_A, viaId: PREFECTURE }
    expect(payeeOf(COUNTY_A, PROVINCE, routed)).toBe(PREFECTURE)
    expect(payeeOf(COUNTY_A, PREFECTURE, routed)).toBe(COUNTY_A)
    expect(payeeOf(COUNTY_A, PROVINCE, { organizationId: COUNTY_A, viaId: null })).toBe(COUNTY_A)
    expect(payeeOf(TOWNSHIP, COUNTY_A, null)).toBe(TOWNSHIP)
  })
})

describe('making a batch', () => {
  test('joins the counties of one prefecture in one payment and keeps others apart', () => {
    const grouped = groupPayments(
      form([ask(COUNTY_A), ask(COUNTY_B), ask(TOWNSHIP)]),
      facts([payable(COUNTY_A), payable(COUNTY_B), payable(TOWNSHIP, { payeeId: TOWNSHIP })]),
    )
    expect(grouped.ok && grouped.value.map((g) => [g.payeeId, g.lines.length])).toEqual([
      [PREFECTURE, 2],
      [TOWNSHIP, 1],
    ])
  })

  test('pays any part up to the balance less what waits for release', () => {
    const some = facts([payable(COUNTY_A, { drafted: fen(40) })])
    expect(groupPayments(form([ask(COUNTY_A, 60)]), some)).toMatchObject({ ok: true })
    expect(groupPayments(form([ask(COUNTY_A, 61)]), some)).toMatchObject({
      refusal: 'PAYMENT_ABOVE_BALANCE',
      facts: { available: 60, asked: 61 },
    })
  })

  test('refuses a line twice, a stranger, a pause and a payee without an account', () => {
    const some = facts([payable(COUNTY_A)])
    expect(groupPayments(form([ask(COUNTY_A, 1), ask(COUNTY_A, 1)]), some)).toMatchObject({
      refusal: 'PAYMENT_LINE_TWICE',
    })
    expect(groupPayments(form([ask(COUNTY_B)]), some)).toMatchObject({
      refusal: 'PAYMENT_NOTHING_TO_PAY',
    })
    expect(
      groupPayments(form([ask(COUNTY_A)]), facts([payable(COUNTY_A, { paused: true })])),
    ).toMatchObject({ refusal: 'PAYMENT_PAUSED' })
    expect(
      groupPayments(
        form([ask(COUNTY_A)]),
        facts([payable(COUNTY_A)], () => false),
      ),
    ).toMatchObject({ refusal: 'PAYEE_ACCOUNT_MISSING' })
  })

  test('asks a prefecture for its own document', () => {
    const some = facts([payable(COUNTY_A, { act: 'relay', payeeId: COUNTY_A })])
    expect(groupPayments(form([ask(COUNTY_A)]), some)).toMatchObject({
      refusal: 'RELAY_DOCUMENT_MISSING',
    })
    const document = { number: '演示总工发〔2024〕3号', day: day('2024-06-03'), title: '转拨' }
    expect(groupPayments({ ...form([ask(COUNTY_A)]), document }, some)).toMatchObject({ ok: true })
  })
})

describe('releasing a batch', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((l) => PersonId.parse(l.repeat(20)))
  if (!a || !b || !c) throw new Error('no persons')
  const maker = { personId: a, onBehalfOf: null }
  const other = { personId: b, onBehalfOf: null }
  const asMade: PayeeNow = (payment) => payment.payeeId
  const waiting = [paymentTo(PREFECTURE), paymentTo(PREFECTURE, { state: 'rejected' })]

  test('takes another person, also behind a delegation', () => {
    expect(mayRelease({ maker }, waiting, other, asMade)).toMatchObject({
      ok: true,
      value: [{ state: 'drafted' }],
    })
    for (const hand of [
      { personId: a, onBehalfOf: null },
      { personId: b, onBehalfOf: a },
      { personId: a, onBehalfOf: c },
    ])
      expect(mayRelease({ maker }, waiting, hand, asMade)).toMatchObject({ refusal: 'SAME_PERSON' })
  })

  test('of a batch without waiting payments is refused', () => {
    const none = [paymentTo(PREFECTURE, { state: 'released' })]
    expect(mayRelease({ maker }, none, other, asMade)).toMatchObject({
      refusal: 'PAYMENT_NOTHING_DRAFTED',
    })
  })

  test('is refused once the list sends a line elsewhere, but only for what still waits', () => {
    const elsewhere: PayeeNow = (payment) =>
      payment.state === 'drafted' ? COUNTY_A : payment.payeeId
    expect(mayRelease({ maker }, waiting, other, elsewhere)).toMatchObject({
      refusal: 'PAYEE_CHANGED',
    })
    const rejected: PayeeNow = (payment) =>
      payment.state === 'rejected' ? COUNTY_A : payment.payeeId
    expect(mayRelease({ maker }, waiting, other, rejected)).toMatchObject({ ok: true })
  })

  test('is done at the payer or, below the province, by the union above it', () => {
    expect(makingPosts('province')).toEqual(['cashier'])
    expect(releasingPosts('province', 'above')).toEqual([])
    expect(releasingPosts('prefecture', 'above')).toEqual(['finance-reviewer'])
    expect(releasingPosts('county', 'payer')).toEqual(['county-reviewer'])
  })
})

describe('numbers and the bank file', () => {
  test('carry day, payer and place', () => {
    const batch = batchNumber(day('2024-06-03'), '620000', 1)
    expect(batch).toBe('20240603-620000-01')
    expect(paymentNumber(batch, 12)).toBe('20240603-620000-01-012')
  })

  test('write what waits for the bank, numbers of accounts as text', () => {
    const released = paymentTo(PREFECTURE, { state: 'released' })
    const all = [paymentTo(PREFECTURE), released, paymentTo(PREFECTURE, { state: 'paid' })]
    expect(bankFileRows(all)).toEqual([
      [
        1,
        '演示市总工会',
        '6200123456783310',
        '演示银行',
        '102821000001',
        300,
        '2024年县区专项补助',
        '20240603-620000-01-001',
      ],
    ])
    expect(bankFileTotal(all)).toEqual({ count: 1, amount: 300 })
    expect(bankFileCsv(bankFileRows(all)).split('\r\n')[1]).toBe(
      '1,演示市总工会,6200123456783310,演示银行,102821000001,3.00,2024年县区专项补助,20240603-620000-01-001',
    )
  })

  test('cut a long fund name to what a bank takes', () => {
    expect(purposeFrom('2024年县级工会加强年暨强县级工会行动专项补助资金')).toHaveLength(20)
  })
})
