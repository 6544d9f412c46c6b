import { type Day, day, isDay } from '../base/day.ts'
import { type Fen, halfWidth, MOST_VOUCHER_FEN, parseAmount } from '../base/money.ts'
import { readableText } from '../base/text.ts'
import type { LedgerColumn } from './ledger-column.ts'
import { type Finding, finding } from './ledger-finding.ts'
import { voucherNumber } from './voucher.ts'

interface Placed {
  readonly address: string
  readonly column: number
  /** What the cell says; numbers in full, days as YYYY-MM-DD. */
  readonly text: string
  readonly merged?: true
}

/** A cell of the county's own sheet, as the reader of workbooks gives it. */
export type LedgerCell =
  | (Placed & { readonly kind: 'empty' | 'text' | 'boolean' | 'error' })
  | (Placed & { readonly kind: 'number'; readonly format: string; readonly lossy?: true })
  | (Placed & { readonly kind: 'date'; readonly day: Day })
  | (Placed & { readonly kind: 'formula'; readonly formula: string })

export interface LedgerSheetRow {
  readonly number: number
  readonly cells: readonly LedgerCell[]
}

/** What was read from a cell: a value, or why not; a doubtful value waits for a person's yes. */
export interface Reading<T> {
  readonly value: T | null
  readonly findings: readonly Finding[]
}

const good = <T>(value: T, ...findings: readonly Finding[]): Reading<T> => ({ value, findings })
const bad = (found: Finding): Reading<never> => ({ value: null, findings: [found] })

/** What no column accepts: a formula, a merged block, an error value. */
const unreadable = (cell: LedgerCell, column: LedgerColumn): Finding | null => {
  if (cell.kind === 'formula') return finding(column, 'FORMULA', { address: cell.address })
  if (cell.merged) return finding(column, 'MERGED', { address: cell.address })
  if (cell.kind === 'error') return finding(column, 'ERROR_VALUE', { typed: cell.text })
  return null
}

export const readText = (
  cell: LedgerCell | undefined,
  column: LedgerColumn,
  longest: number,
): Reading<string | null> => {
  if (!cell) return good(null)
  const refused = unreadable(cell, column)
  if (refused) return bad(refused)
  const text = readableText(cell.text).trim()
  if (text.length > longest) return bad(finding(column, 'TOO_LONG', { longest }))
  return good(text === '' ? null : text)
}

/** 凭证号 in the one way of writing in which it is a key. */
export const readVoucher = (cell: LedgerCell | undefined): Reading<string | null> => {
  const text = readText(cell, 'voucher', 30)
  const number = text.value === null ? '' : voucherNumber(text.value)
  return { ...text, value: number === '' ? null : number }
}

const WRITTEN_DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?$/
const COMPACT_DAY = /^(\d{4})(\d{2})(\d{2})$/

/** A day as text (2024-06-06, 2024/6/6, 2024年6月6日, 20240606) or as the workbook's own date. */
export const readDay = (cell: LedgerCell | undefined): Reading<Day> => {
  if (!cell || (cell.kind === 'empty' && !cell.merged)) return bad(finding('day', 'DAY_EMPTY'))
  const refused = unreadable(cell, 'day')
  if (refused) return bad(refused)
  if (cell.kind === 'date') return good(cell.day)
  const typed = cell.text.trim()
  const half = halfWidth(typed)
  const match = WRITTEN_DAY.exec(half) ?? COMPACT_DAY.exec(half)
  if (!match) return bad(finding('day', 'DAY_UNREADABLE', { typed }))
  const [, year = '', month = '', date = ''] = match
  const text = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  if (!isDay(text)) return bad(notADay(typed, Number(month), Number(date)))
  return half === typed
    ? good(day(text))
    : good(day(text), finding('day', 'READ_AS', { typed, reads: text }))
}

const notADay = (typed: string, month: number, date: number): Finding =>
  month < 1 || month > 12
    ? finding('day', 'NO_SUCH_MONTH', { typed })
    : finding('day', 'NO_SUCH_DAY', { typed, month, date })

/** An amount in fen; negative means money that came back. */
export const readAmount = (cell: LedgerCell | undefined, unit: 1 | 10_000): Reading<Fen> => {
  if (!cell || (cell.kind === 'empty' && !cell.merged))
    return bad(finding('amount', 'AMOUNT_EMPTY'))
  const refused = unreadable(cell, 'amount')
  if (refused) return bad(refused)
  const typed = cell.text.trim()
  if (cell.kind === 'date' || cell.kind === 'boolean')
    return bad(finding('amount', 'AMOUNT_NOT_A_NUMBER', { typed }))
  if (cell.kind === 'number' && (cell.lossy || cell.format.includes('%')))
    return bad(finding('amount', 'AMOUNT_NOT_A_NUMBER', { typed }))
  const read = parseAmount(typed, unit)
  if (read.ok) {
    if (read.value === 0) return bad(finding('amount', 'AMOUNT_ZERO', { typed }))
    return isTooLarge(read.value)
      ? bad(finding('amount', 'AMOUNT_TOO_LARGE', { typed }))
      : good(read.value)
  }
  if (read.refusal !== 'AMOUNT_FULL_WIDTH') {
    const fix = fixOf(typed)
    return bad(finding('amount', read.refusal, { ...read.facts, ...(fix === null ? {} : { fix }) }))
  }
  const again = parseAmount(halfWidth(typed), unit)
  if (!again.ok || again.value === 0 || isTooLarge(again.value))
    return bad(finding('amount', 'AMOUNT_NOT_A_NUMBER', { typed }))
  return good(again.value, finding('amount', 'AMOUNT_READ_AS', { typed, reads: again.value }))
}

const isTooLarge = (amount: Fen): boolean => Math.abs(amount) > MOST_VOUCHER_FEN

/** 1.2万 is 12000: the writing that would have been read, where there is just one. */
const fixOf = (typed: string): string | null => {
  const match = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?([万千百])?元?$/.exec(halfWidth(typed))
  if (!match?.[1]) return null
  const power = POWERS[match[3] ?? ''] ?? 0
  const fraction = (match[2] ?? '').padEnd(power, '0')
  const whole = (match[1].replace(/,/g, '') + fraction.slice(0, power)).replace(/^0+(?=\d)/, '')
  const rest = fraction.slice(power)
  const fix = rest === '' ? whole : `${whole}.${rest}`
  return parseAmount(fix).ok ? fix : null
}
const POWERS: Readonly<Record<string, number>> = { 万: 4, 千: 3, 百: 2 }

/** A line number; null where the cell is empty. */
export const readLine = (cell: LedgerCell | undefined): Reading<number | null> => {
  const text = readText(cell, 'line', 10)
  if (text.findings.length > 0 || text.value === null) return { ...text, value: null }
  return /^[1-9]\d{0,3}$/.test(text.value)
    ? good(Number(text.value))
    : bad(finding('line', 'LINE_UNREADABLE', { typed: text.value }))
}

const YES = new Set(['是', '√', 'Y', 'y', '1'])
const NO = new Set(['否', '×', 'N', 'n', '0', ''])

export const readYes = (cell: LedgerCell | undefined): Reading<boolean> => {
  const text = readText(cell, 'fixedAsset', 10)
  if (text.findings.length > 0) return { ...text, value: null }
  const typed = text.value ?? ''
  if (YES.has(typed)) return good(true)
  return NO.has(typed) ? good(false) : bad(finding('fixedAsset', 'YES_OR_NO', { typed }))
}
