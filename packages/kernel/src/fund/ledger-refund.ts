import type { Day } from '../base/day.ts'
import { type Fen, fen, negateFen } from '../base/money.ts'
import { type Finding, finding } from './ledger-finding.ts'
import { plainWriting, voucherNumber } from './voucher.ts'

/** A spending that a negative row may name: in the books already, or in the same file. */
export interface Refundable {
  /** Public id of a spending in the books; null for a row of the same file. */
  readonly id: string | null
  /** Row of the same file; null for a spending in the books. */
  readonly row: number | null
  readonly voucher: string
  readonly line: number
  readonly day: Day
  readonly use: string
  readonly amount: Fen
  /** What may still flow back. */
  readonly left: Fen
}

/** Candidates by voucher number; what one row takes back is left no more for the next. */
export type RefundBook = Map<string, Refundable[]>

export const refundBook = (refundables: readonly Refundable[]): RefundBook => {
  const book: RefundBook = new Map()
  for (const one of refundables) enter(book, one)
  return book
}

export const enter = (book: RefundBook, one: Refundable): void => {
  const known = book.get(one.voucher)
  if (known) known.push(one)
  else book.set(one.voucher, [one])
}

export interface NegativeRow {
  readonly day: Day
  readonly voucher: string
  readonly summary: string
  readonly of: string | null
  readonly use: string
  /** Below zero. */
  readonly amount: Fen
}

export type Named =
  | { readonly found: Refundable; readonly finding: null }
  | { readonly found: null; readonly finding: Finding }

/** Finds the spending that a negative row names, by its 原凭证号 or in its summary, and takes the amount from it. */
export const takeBack = (book: RefundBook, row: NegativeRow): Named => {
  const asked = negateFen(row.amount)
  const name = nameIn(book, row)
  if (name === null) return none(finding('summary', 'REFUND_UNNAMED'))
  const lines = (book.get(name.voucher) ?? []).filter(
    (one) => name.line === null || one.line === name.line,
  )
  if (lines.length === 0)
    return none(finding('summary', 'REFUND_UNKNOWN', { voucher: name.voucher }))
  const found = only(lines) ?? only(lines.filter((one) => one.use === row.use && one.left >= asked))
  if (!found)
    return none(
      finding('summary', 'REFUND_AMBIGUOUS', { voucher: name.voucher, count: lines.length }),
    )
  if (found.left < asked)
    return none(
      finding('amount', 'REFUND_EXCEEDED', { voucher: name.voucher, left: found.left, asked }),
    )
  if (row.day < found.day) return none(finding('day', 'REFUND_BEFORE_SPENDING', { day: found.day }))
  replace(book, found, { ...found, left: fen(found.left - asked) })
  return { found, finding: null }
}

const none = (found: Finding): Named => ({ found: null, finding: found })
const only = (list: readonly Refundable[]): Refundable | undefined =>
  list.length === 1 ? list[0] : undefined

const replace = (book: RefundBook, old: Refundable, now: Refundable): void => {
  const lines = book.get(old.voucher) ?? []
  lines[lines.indexOf(old)] = now
}

interface Name {
  readonly voucher: string
  readonly line: number | null
}

const nameIn = (book: RefundBook, row: NegativeRow): Name | null => {
  if (row.of !== null) {
    const [voucher = '', line] = voucherNumber(row.of).split('#')
    return { voucher, line: line ? Number(line) : null }
  }
  for (const match of plainWriting(row.summary).matchAll(NUMBERED)) {
    const voucher = known(book, voucherNumber(match[1] ?? ''), row.voucher)
    if (voucher !== null) return { voucher, line: match[2] ? Number(match[2]) : null }
  }
  return null
}

/** 记-0631, 现付 12, 0631#2: letters, perhaps a dash or a blank, digits, perhaps a line. */
const NUMBERED = /(\p{L}*\s?-?\s?\d{1,8})(?:#(\d{1,4}))?/gu

/** The words before a number run into it (“退回记-0631”): the longest ending that is a voucher counts. */
const known = (book: RefundBook, token: string, own: string): string | null => {
  for (let from = 0; from < token.length; from++) {
    const voucher = token.slice(from)
    if (voucher !== own && book.has(voucher)) return voucher
    if (/^\d/.test(voucher)) return null
  }
  return null
}
