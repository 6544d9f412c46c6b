import { type Day, isDay } from '../base/day.ts'
import { accept, type Decision, type RefusalFacts, refuse } from '../base/decision.ts'
import { type Fen, parseAmount } from '../base/money.ts'
import { readableText } from '../base/text.ts'
import { isUnderway, outstanding, PAYMENT_STATES, type Payment, paymentAmount } from './payment.ts'

/** Columns of a bank's result by the heads that banks print; the first that fits is taken. */
export const RESULT_HEADS = {
  number: ['支付单编号', '支付编号', '客户业务编号', '业务编号', '备注'],
  amount: ['金额', '交易金额', '支付金额', '付款金额'],
  outcome: ['支付状态', '交易状态', '状态', '处理结果', '处理状态', '交易结果'],
  reason: ['失败原因', '退票原因', '原因', '银行反馈', '返回信息', '说明'],
  day: ['支付日期', '交易日期', '处理日期', '日期', '退票日期'],
} as const
export type ResultColumn = keyof typeof RESULT_HEADS
export const RESULT_COLUMN_WORDS: Readonly<Record<ResultColumn, string>> = {
  number: '支付单编号',
  amount: '金额',
  outcome: '支付状态',
  reason: '原因',
  day: '支付日期',
}

export type ResultColumns = Readonly<Record<ResultColumn, number | null>>

/** Finds the columns in a head row; number, amount and state must be there. */
export const readResultHead = (
  cells: readonly string[],
): Decision<ResultColumns, 'RESULT_HEAD_MISSING'> => {
  const heads = cells.map(headOf)
  const find = (column: ResultColumn): number | null => {
    for (const name of RESULT_HEADS[column]) {
      const at = heads.indexOf(name)
      if (at >= 0) return at
    }
    return null
  }
  const columns: ResultColumns = {
    number: find('number'),
    amount: find('amount'),
    outcome: find('outcome'),
    reason: find('reason'),
    day: find('day'),
  }
  const missing = (['number', 'amount', 'outcome'] as const).filter((c) => columns[c] === null)
  return missing.length === 0
    ? accept(columns)
    : refuse('RESULT_HEAD_MISSING', {
        heads: missing.map((c) => RESULT_COLUMN_WORDS[c]).join('、'),
      })
}

/** "金额（元）" and "金额 (元)" are the head 金额. */
const headOf = (cell: string): string => cell.replace(/[\s*]/g, '').replace(/[（(].*[）)]$/, '')

/** Rows of one result; a bank cuts a longer answer into several files. */
export const RESULT_MOST_ROWS = 2_000

/** A longer file is refused whole: a row left out would pass for one that is registered. */
export const checkResultLength = (rows: number): Decision<null, 'RESULT_TOO_LONG'> =>
  rows > RESULT_MOST_ROWS
    ? refuse('RESULT_TOO_LONG', { rows, most: RESULT_MOST_ROWS })
    : accept(null)

export type ResultOutcome = 'paid' | 'failed' | 'pending'

/** A row of the bank's result as far as it could be read; what could not is null and has a refusal. */
export interface ResultRow {
  /** Row of the sheet, from 1. */
  readonly row: number
  readonly number: string
  readonly amount: Fen | null
  readonly outcome: ResultOutcome | null
  readonly reason: string
  readonly day: Day | null
}

export const RESULT_ROW_REFUSALS = [
  'RESULT_NUMBER_EMPTY',
  'RESULT_AMOUNT_UNREADABLE',
  'RESULT_STATE_UNKNOWN',
  'RESULT_DAY_UNREADABLE',
  'RESULT_PAYMENT_UNKNOWN',
  'RESULT_AMOUNT_DIFFERS',
  'RESULT_TWICE_DIFFERENT',
  'RESULT_NOT_RELEASED',
  'RESULT_ALREADY_FAILED',
  'RESULT_ALREADY_RECEIVED',
  'RESULT_DAY_LATE',
  'RESULT_DAY_EARLY',
] as const
export type ResultRowRefusal = (typeof RESULT_ROW_REFUSALS)[number]

export interface RowError {
  readonly code: ResultRowRefusal
  /** The cell at fault. */
  readonly column: ResultColumn
  readonly facts: RefusalFacts
}

export interface ReadRow {
  readonly row: ResultRow
  readonly errors: readonly RowError[]
}

/** Reads one row, its cells as text in the order of the sheet (days as YYYY-MM-DD); an empty row is null. */
export const readResultRow = (
  cells: readonly string[],
  columns: ResultColumns,
  row: number,
): ReadRow | null => {
  if (cells.every((cell) => cell.trim() === '')) return null
  const text = (column: ResultColumn): string => {
    const at = columns[column]
    return at === null ? '' : readableText(cells[at] ?? '').trim()
  }
  const errors: RowError[] = []
  const fail = (code: ResultRowRefusal, column: ResultColumn): void => {
    errors.push({ code, column, facts: { typed: text(column) } })
  }
  const number = text('number')
  if (number === '') fail('RESULT_NUMBER_EMPTY', 'number')
  const amount = amountOf(text('amount'))
  if (amount === null) fail('RESULT_AMOUNT_UNREADABLE', 'amount')
  const outcome = outcomeOf(text('outcome'))
  if (outcome === null) fail('RESULT_STATE_UNKNOWN', 'outcome')
  const on = dayOf(text('day'))
  if (on === null && text('day') !== '') fail('RESULT_DAY_UNREADABLE', 'day')
  return { row: { row, number, amount, outcome, reason: text('reason'), day: on }, errors }
}

const amountOf = (text: string): Fen | null => {
  const read = parseAmount(text.replace(/^[¥￥]\s*/, ''))
  return read.ok && read.value > 0 ? read.value : null
}

const OUTCOMES: readonly (readonly [ResultOutcome, RegExp])[] = [
  ['failed', /失败|退票|退回|拒绝|异常/],
  ['pending', /处理中|待处理|待支付|受理|排队/],
  ['paid', /^(支付|交易|付款|转账|处理)?成功$|^已支付$|^已付款$/],
]

const outcomeOf = (text: string): ResultOutcome | null =>
  OUTCOMES.find(([, words]) => words.test(text))?.[0] ?? null

/** 2024-06-03, 2024/6/3, 2024.6.3, 20240603 or 2024年6月3日, with or without a time of day. */
const dayOf = (text: string): Day | null => {
  const match =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (!match) return null
  const [, year = '', month = '', date = ''] = match
  const written = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  return isDay(written) ? written : null
}

/** What a row of the result does: pays, fails (with a bounce), is known already, is not decided by the bank yet. */
export type ResultVerdict = 'pay' | 'fail' | 'same' | 'pending' | 'error'

export interface JudgedRow extends ReadRow {
  readonly verdict: ResultVerdict
  readonly paymentId: string | null
}

/** Judges all rows against the payer's payments of those numbers, in the order of the sheet. */
export const judgeResult = (
  rows: readonly ReadRow[],
  payments: ReadonlyMap<string, Payment>,
  today: Day,
): readonly JudgedRow[] => {
  const seen = new Map<string, ResultRow>()
  return rows.map((read) => {
    const { row } = read
    const earlier = seen.get(row.number)
    if (row.number !== '') seen.set(row.number, earlier ?? row)
    const payment = payments.get(row.number) ?? null
    const paymentId = payment?.id ?? null
    if (read.errors.length > 0) return { ...read, verdict: 'error', paymentId }
    if (earlier && sameResult(earlier, row)) return { ...read, verdict: 'same', paymentId }
    const judged: Judged = earlier
      ? wrong('RESULT_TWICE_DIFFERENT', 'number', { row: earlier.row })
      : judgeRow(row, payment, today)
    return typeof judged === 'string'
      ? { ...read, verdict: judged, paymentId }
      : { ...read, errors: [judged], verdict: 'error', paymentId }
  })
}

type Judged = Exclude<ResultVerdict, 'error'> | RowError

const wrong = (
  code: ResultRowRefusal,
  column: ResultColumn,
  facts: RefusalFacts = {},
): RowError => ({ code, column, facts })

const sameResult = (a: ResultRow, b: ResultRow): boolean =>
  a.amount === b.amount && a.outcome === b.outcome

const judgeRow = (row: ResultRow, payment: Payment | null, today: Day): Judged => {
  if (payment === null) return wrong('RESULT_PAYMENT_UNKNOWN', 'number', { number: row.number })
  const due = paymentAmount(payment)
  if (row.amount !== due)
    return wrong('RESULT_AMOUNT_DIFFERS', 'amount', { due, told: row.amount ?? 0 })
  if (row.outcome === 'pending') return 'pending'
  if (row.outcome === 'paid' && payment.state === 'paid') return 'same'
  if (row.outcome === 'failed' && payment.state === 'failed') return 'same'
  if (payment.state === 'failed') return wrong('RESULT_ALREADY_FAILED', 'outcome')
  if (!isUnderway(payment))
    return wrong('RESULT_NOT_RELEASED', 'number', { state: PAYMENT_STATES[payment.state] })
  if (row.outcome === 'failed' && outstanding(payment) !== due)
    return wrong('RESULT_ALREADY_RECEIVED', 'outcome')
  if (row.day !== null && row.day > today) return wrong('RESULT_DAY_LATE', 'day', { today })
  if (row.day !== null && payment.releasedOn !== null && row.day < payment.releasedOn)
    return wrong('RESULT_DAY_EARLY', 'day', { day: payment.releasedOn })
  return row.outcome === 'paid' ? 'pay' : 'fail'
}

/** The result as one text that does not depend on the order of its rows: what is hashed to know it again. */
export const canonicalResult = (rows: readonly ReadRow[]): string =>
  JSON.stringify(
    rows
      .map(({ row }) => JSON.stringify([row.number, row.amount, row.outcome, row.reason, row.day]))
      .toSorted(),
  )
