import { describe, expect, test } from 'vitest'
import { day } from '../base/day.ts'
import { fen } from '../base/money.ts'
import { canonicalResult, judgeResult, readResultHead, readResultRow } from './bank-result.ts'
import { PREFECTURE, paymentTo } from './payment.sample.ts'

const HEAD = ['序号', '支付单编号', '收款人', '金额（元）', '支付状态', '失败原因', '支付日期']
const NUMBER = '20240603-620000-01-001'
const today = day('2024-06-05')

const columns = (() => {
  const head = readResultHead(HEAD)
  if (!head.ok) throw new Error(head.refusal)
  return head.value
})()

const read = (given: {
  number?: string
  amount?: string
  state?: string
  reason?: string
  on?: string
  row?: number
}) => {
  const row = readResultRow(
    [
      '1',
      given.number ?? NUMBER,
      '演示市总工会',
      given.amount ?? '3.00',
      given.state ?? '支付成功',
      given.reason ?? '',
      given.on ?? '2024-06-04',
    ],
    columns,
    given.row ?? 2,
  )
  if (!row) throw new Error('empty')
  return row
}
const released = paymentTo(PREFECTURE, { state: 'released' })
const judge = (rows: ReturnType<typeof read>[], payment = released) =>
  judgeResult(rows, new Map([[NUMBER, payment]]), today)

describe('reading a bank’s result', () => {
  test('finds the columns by the heads that banks print', () => {
    expect(columns).toEqual({ number: 1, amount: 3, outcome: 4, reason: 5, day: 6 })
    expect(readResultHead(['金额', '姓名'])).toMatchObject({
      refusal: 'RESULT_HEAD_MISSING',
      facts: { heads: '支付单编号、支付状态' },
    })
  })

  test.each([
    '2024-06-04',
    '2024/6/4',
    '2024.6.4',
    '20240604',
    '2024年6月4日',
    '2024-06-04 09:30:00',
  ])('reads the day %s', (on) => {
    expect(read({ on }).row.day).toBe('2024-06-04')
  })

  test.each([
    ['支付成功', 'paid'],
    ['交易成功', 'paid'],
    ['已支付', 'paid'],
    ['支付失败', 'failed'],
    ['支付失败（退票）', 'failed'],
    ['已退票', 'failed'],
    ['处理中', 'pending'],
    ['未成功', null],
  ])('reads the state %s', (state, outcome) => {
    expect(read({ state }).row.outcome).toBe(outcome)
  })

  test.each([
    [{ number: '' }, 'RESULT_NUMBER_EMPTY', 'number'],
    [{ amount: '1.2万' }, 'RESULT_AMOUNT_UNREADABLE', 'amount'],
    [{ amount: '0' }, 'RESULT_AMOUNT_UNREADABLE', 'amount'],
    [{ amount: '-3' }, 'RESULT_AMOUNT_UNREADABLE', 'amount'],
    [{ state: '?' }, 'RESULT_STATE_UNKNOWN', 'outcome'],
    [{ on: '2024/13/06' }, 'RESULT_DAY_UNREADABLE', 'day'],
  ])('names the cell at fault of %o', (given, code, column) => {
    expect(read(given).errors).toMatchObject([{ code, column }])
    expect(judge([read(given)])).toMatchObject([{ verdict: 'error' }])
  })

  test('skips empty rows', () => {
    expect(readResultRow(['', ' '], columns, 9)).toBeNull()
  })
})

describe('judging a bank’s result', () => {
  test('pays, fails with a bounce, or waits while the bank does', () => {
    expect(judge([read({})])).toMatchObject([{ verdict: 'pay' }])
    expect(judge([read({ state: '支付失败', reason: '账号有误' })])).toMatchObject([
      { verdict: 'fail' },
    ])
    expect(judge([read({ state: '处理中' })])).toMatchObject([{ verdict: 'pending' }])
  })

  test('a success that is bounced days later fails', () => {
    expect(judge([read({ state: '退票' })], { ...released, state: 'paid' })).toMatchObject([
      { verdict: 'fail' },
    ])
  })

  test('what is known already is skipped', () => {
    expect(judge([read({})], { ...released, state: 'paid' })).toMatchObject([{ verdict: 'same' }])
    expect(judge([read({ state: '退票' })], { ...released, state: 'failed' })).toMatchObject([
      { verdict: 'same' },
    ])
    expect(judge([read({}), read({ row: 3 })])).toMatchObject([
      { verdict: 'pay' },
      { verdict: 'same' },
    ])
  })

  test.each([
    ['an unknown number', { number: 'X1' }, released, 'RESULT_PAYMENT_UNKNOWN'],
    ['another amount', { amount: '2.99' }, released, 'RESULT_AMOUNT_DIFFERS'],
    ['an unreleased payment', {}, { ...released, state: 'drafted' }, 'RESULT_NOT_RELEASED'],
    ['a success after a bounce', {}, { ...released, state: 'failed' }, 'RESULT_ALREADY_FAILED'],
    ['a day to come', { on: '2024-06-06' }, released, 'RESULT_DAY_LATE'],
    ['a day before the release', { on: '2024-06-02' }, released, 'RESULT_DAY_EARLY'],
  ] as const)('refuses %s', (_, given, payment, code) => {
    expect(judge([read(given)], payment)).toMatchObject([{ verdict: 'error', errors: [{ code }] }])
  })

  test('refuses a failure of what the payee has confirmed', () => {
    const [first, ...rest] = released.lines
    if (!first) throw new Error('no line')
    const received = { ...released, lines: [{ ...first, received: fen(100) }, ...rest] }
    expect(judge([read({ state: '支付失败' })], received)).toMatchObject([
      { errors: [{ code: 'RESULT_ALREADY_RECEIVED' }] },
    ])
  })

  test('refuses the second of two rows that contradict each other', () => {
    expect(judge([read({}), read({ state: '支付失败', row: 3 })])).toMatchObject([
      { verdict: 'pay' },
      { verdict: 'error', errors: [{ code: 'RESULT_TWICE_DIFFERENT', facts: { row: 2 } }] },
    ])
  })

  test('is the same text in any order of its rows, and another for another amount', () => {
    const [one, two] = [read({}), read({ number: 'X1', row: 3 })]
    expect(canonicalResult([one, two])).toBe(canonicalResult([two, one]))
    expect(canonicalResult([one])).not.toBe(canonicalResult([read({ amount: '3.01' })]))
  })
})
