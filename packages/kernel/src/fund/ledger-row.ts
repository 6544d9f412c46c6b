import type { Day } from '../base/day.ts'
import type { Fen } from '../base/money.ts'
import {
  type LedgerCell,
  type LedgerSheetRow,
  type Reading,
  readAmount,
  readDay,
  readLine,
  readText,
  readVoucher,
  readYes,
} from './ledger-cell.ts'
import type { LedgerColumn, LedgerHead } from './ledger-column.ts'
import { type Finding, finding } from './ledger-finding.ts'

/** A row as it stands in the sheet, every cell read by itself. */
export interface RawRow {
  readonly row: number
  readonly day: Day | null
  readonly voucher: string | null
  readonly line: number | null
  readonly summary: string | null
  readonly subject: string | null
  /** Negative: money that came back. */
  readonly amount: Fen | null
  readonly project: string | null
  readonly payee: string | null
  readonly of: string | null
  readonly fixedAsset: boolean
  readonly findings: readonly Finding[]
}

/** Sums that accounting packages print between the vouchers. */
const TOTAL =
  /^(合计|小计|总计|本[日月年季]?(合计|累计)|累计|期初余额|期末余额|上年结转|承前页|过次页|转下页)$/

export const isTotalRow = (head: LedgerHead, row: LedgerSheetRow): boolean => {
  const voucher = cellOf(head, row, 'voucher')
  return (
    (voucher?.text ?? '').trim() === '' &&
    row.cells.some((cell) => cell.kind === 'text' && TOTAL.test(cell.text.replace(/\s/g, '')))
  )
}

const cellOf = (
  head: LedgerHead,
  row: LedgerSheetRow,
  column: LedgerColumn,
): LedgerCell | undefined => {
  const at = head.columns.get(column)
  return at === undefined ? undefined : row.cells.find((cell) => cell.column === at)
}

export const readRow = (head: LedgerHead, row: LedgerSheetRow): RawRow => {
  const cell = (column: LedgerColumn) => cellOf(head, row, column)
  const findings: Finding[] = []
  const take = <T>(reading: Reading<T>): T | null => {
    findings.push(...reading.findings)
    return reading.value
  }
  const owed = (reading: Reading<string | null>, empty: Finding): string | null => {
    if (reading.value === null && reading.findings.length === 0) findings.push(empty)
    return take(reading)
  }
  const text = (column: LedgerColumn, longest: number): string | null =>
    take(readText(cell(column), column, longest))
  return {
    row: row.number,
    day: take(readDay(cell('day'))),
    voucher: owed(readVoucher(cell('voucher')), finding('voucher', 'VOUCHER_EMPTY')),
    line: take(readLine(cell('line'))),
    summary: owed(readText(cell('summary'), 'summary', 200), finding('summary', 'SUMMARY_EMPTY')),
    subject: owed(readText(cell('subject'), 'subject', 100), finding('subject', 'SUBJECT_EMPTY')),
    amount: take(readAmount(cell('amount'), head.unit)),
    project: text('project', 100),
    payee: text('payee', 120),
    of: text('of', 40),
    fixedAsset: take(readYes(cell('fixedAsset'))) ?? false,
    findings,
  }
}
