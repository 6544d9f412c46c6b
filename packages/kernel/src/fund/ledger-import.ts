import { type Day, yearOf } from '../base/day.ts'
import { type Fen, fen, NO_FEN, negateFen, sumFen } from '../base/money.ts'
import type { FundUse, Prohibition } from './fund.ts'
import type { LedgerSheetRow } from './ledger-cell.ts'
import type { LedgerHead } from './ledger-column.ts'
import { type Finding, finding, markOf } from './ledger-finding.ts'
import { enter, type Refundable, refundBook, takeBack } from './ledger-refund.ts'
import { isTotalRow, type RawRow, readRow } from './ledger-row.ts'
import { prohibitedBy } from './prohibition.ts'

/** A voucher line that is registered already, under its key. */
export interface KnownLine {
  readonly day: Day
  /** Signed. */
  readonly amount: Fen
  readonly registeredOn: Day
}

export interface OpenAdvance {
  readonly id: string
  readonly title: string
  readonly left: Fen
}

/** What the books know when a list is read. */
export interface LedgerFacts {
  readonly today: Day
  readonly receivedOn: Day | null
  readonly uses: readonly FundUse[]
  readonly prohibitions: readonly Prohibition[]
  /** 科目 → 用途 as the county answered once; null: this subject is not of the fund. */
  readonly mapping: ReadonlyMap<string, string | null>
  /** The projects of the fund, where the list has such a column; null: every row is of the fund. */
  readonly projects: ReadonlySet<string> | null
  readonly known: ReadonlyMap<string, KnownLine>
  /** Lines of this fund that were registered and reversed: a list that grows brings them again. */
  readonly reversed: ReadonlyMap<string, KnownLine>
  readonly refundables: readonly Refundable[]
  readonly advances: readonly OpenAdvance[]
}

/** A row that will be registered. */
export interface LedgerEntry {
  readonly row: number
  readonly kind: 'spend' | 'refund'
  readonly day: Day
  readonly voucher: string
  readonly line: number
  readonly summary: string
  readonly use: string
  readonly payee: string | null
  /** Above zero. */
  readonly amount: Fen
  readonly fixedAsset: boolean
  readonly advanceId: string | null
  /** The spending that a refund names: in the books, or the row of it in this list. */
  readonly ofId: string | null
  readonly ofRow: number | null
}

/** good: will be registered. doubtful: will be, once a person says yes. bad: refused. passed: left out. */
export type RowMark = 'good' | 'doubtful' | 'bad' | 'passed'

export interface LedgerRow {
  readonly row: number
  readonly mark: RowMark
  readonly findings: readonly Finding[]
  /** Signed, as read; null where it could not be. */
  readonly amount: Fen | null
  readonly entry: LedgerEntry | null
}

export interface LedgerReading {
  readonly rows: readonly LedgerRow[]
  readonly entries: readonly LedgerEntry[]
}

export const lineKey = (year: number, voucher: string, line: number): string =>
  `${year}/${voucher}/${line}`

/**
 * Reads a whole list. The line of a voucher is its 分录号 or, without that column, its place among the rows of
 * the same voucher in the file. Nothing is guessed: what cannot be read is bad, what was read through
 * full-width digits or a likely advance is doubtful.
 */
export const readLedger = (
  head: LedgerHead,
  rows: readonly LedgerSheetRow[],
  facts: LedgerFacts,
): LedgerReading => {
  const reader = startReading(facts)
  const read = rows
    .filter((row) => row.number > head.row)
    .map((row): LedgerRow => {
      if (isTotalRow(head, row))
        return { ...passed(row.number, finding(null, 'TOTAL_ROW')), amount: null }
      const raw = readRow(head, row)
      return { ...judge(reader, raw), amount: raw.amount }
    })
  return { rows: read, entries: read.flatMap((row) => (row.entry ? [row.entry] : [])) }
}

interface Reader {
  readonly facts: LedgerFacts
  readonly uses: ReadonlySet<string>
  readonly lines: Map<string, number>
  readonly seen: Map<string, number>
  readonly book: ReturnType<typeof refundBook>
  readonly advances: OpenAdvance[]
}

const startReading = (facts: LedgerFacts): Reader => ({
  facts,
  uses: new Set(facts.uses.map((one) => one.code)),
  lines: new Map(),
  seen: new Map(),
  book: refundBook(facts.refundables),
  advances: [...facts.advances],
})

const passed = (row: number, ...findings: readonly Finding[]): Judged => ({
  row,
  mark: 'passed',
  findings,
  entry: null,
})
type Judged = Omit<LedgerRow, 'amount'>

const bad = (row: number, findings: readonly Finding[]): Judged => ({
  row,
  mark: 'bad',
  findings,
  entry: null,
})

const judge = (reader: Reader, raw: RawRow): Judged => {
  const { facts } = reader
  const line = lineOf(reader, raw)
  if (facts.projects && raw.project !== null && !facts.projects.has(raw.project))
    return passed(raw.row, finding('project', 'OTHER_PROJECT', { project: raw.project }))
  if (raw.subject !== null && facts.mapping.get(raw.subject) === null)
    return passed(raw.row, finding('subject', 'OTHER_SUBJECT', { subject: raw.subject }))
  const known = registered(facts, raw, line)
  if (known) return known
  const findings = [...raw.findings, ...findingsOf(reader, raw, line)]
  const { day, voucher, summary, amount } = raw
  const use = raw.subject === null ? null : (facts.mapping.get(raw.subject) ?? null)
  if (day === null || voucher === null || summary === null || amount === null || use === null)
    return bad(raw.row, findings)
  if (findings.some((one) => markOf(one.code) === 'bad')) return bad(raw.row, findings)
  return amount < 0
    ? judgeRefund(reader, raw, findings, { day, voucher, line, summary, use, amount })
    : judgePayment(reader, raw, findings, { day, voucher, line, summary, use, amount })
}

const lineOf = ({ lines }: Reader, raw: RawRow): number => {
  if (raw.line !== null || raw.voucher === null) return raw.line ?? 0
  const key = `${raw.day === null ? '' : yearOf(raw.day)}/${raw.voucher}`
  const line = (lines.get(key) ?? 0) + 1
  lines.set(key, line)
  return line
}

const registered = (facts: LedgerFacts, raw: RawRow, line: number): Judged | null => {
  if (raw.day === null || raw.voucher === null) return null
  const key = lineKey(yearOf(raw.day), raw.voucher, line)
  const known = facts.known.get(key)
  const reversed = facts.reversed.get(key)
  if (!known)
    return reversed && isSame(reversed, raw)
      ? passed(raw.row, finding(null, 'KNOWN_REVERSED', { on: reversed.registeredOn }))
      : null
  return isSame(known, raw)
    ? passed(raw.row, finding(null, 'KNOWN', { on: known.registeredOn }))
    : {
        ...passed(
          raw.row,
          finding('voucher', 'KNOWN_DIFFERENTLY', { day: known.day, amount: known.amount }),
        ),
        mark: 'doubtful',
      }
}

const isSame = (known: KnownLine, raw: RawRow): boolean =>
  known.day === raw.day && known.amount === raw.amount

const findingsOf = (reader: Reader, raw: RawRow, line: number): readonly Finding[] => {
  const { facts } = reader
  const found: Finding[] = []
  if (raw.voucher !== null && raw.day !== null) {
    const key = lineKey(yearOf(raw.day), raw.voucher, line)
    const first = reader.seen.get(key)
    if (first === undefined) reader.seen.set(key, raw.row)
    else found.push(finding('voucher', 'TWICE_IN_FILE', { row: first }))
    const reversed = facts.reversed.get(key)
    if (reversed)
      found.push(
        finding('voucher', 'REVERSED_BEFORE', { day: reversed.day, amount: reversed.amount }),
      )
  }
  if (raw.day !== null && raw.day > facts.today)
    found.push(finding('day', 'DAY_IN_FUTURE', { today: facts.today }))
  const use = raw.subject === null ? undefined : facts.mapping.get(raw.subject)
  if (raw.subject !== null && (use === undefined || use === null || !reader.uses.has(use)))
    found.push(finding('subject', 'SUBJECT_UNMAPPED', { subject: raw.subject }))
  const hit =
    raw.summary === null || (raw.amount ?? 0) < 0
      ? null
      : prohibitedBy(raw.summary, facts.prohibitions)
  if (hit) found.push(finding('summary', 'PROHIBITED', { ...hit }))
  if (facts.receivedOn === null) found.push(finding(null, 'NOTHING_RECEIVED'))
  return found
}

type Line = Pick<LedgerEntry, 'day' | 'voucher' | 'line' | 'summary' | 'use' | 'amount'>

const judgeRefund = (
  reader: Reader,
  raw: RawRow,
  findings: readonly Finding[],
  line: Line,
): Judged => {
  const named = takeBack(reader.book, { ...line, of: raw.of })
  if (!named.found) return bad(raw.row, [...findings, named.finding])
  return accepted(raw, findings, {
    ...line,
    kind: 'refund',
    use: named.found.use,
    amount: negateFen(line.amount),
    advanceId: null,
    ofId: named.found.id,
    ofRow: named.found.row,
  })
}

const judgePayment = (
  reader: Reader,
  raw: RawRow,
  findings: readonly Finding[],
  line: Line,
): Judged => {
  const repaid = line.summary.includes('归垫') ? nameAdvance(reader, line.amount) : null
  if (repaid && !repaid.id) return bad(raw.row, [...findings, ...repaid.findings])
  const { receivedOn } = reader.facts
  if (!repaid && receivedOn !== null && line.day < receivedOn)
    return bad(raw.row, [...findings, finding('day', 'DAY_BEFORE_RECEIPT', { receivedOn })])
  const all = [...findings, ...(repaid?.findings ?? [])]
  enter(reader.book, { ...line, id: null, row: raw.row, left: line.amount })
  return accepted(raw, all, {
    ...line,
    kind: 'spend',
    advanceId: repaid?.id ?? null,
    ofId: null,
    ofRow: null,
  })
}

const accepted = (
  raw: RawRow,
  findings: readonly Finding[],
  line: Omit<LedgerEntry, 'row' | 'payee' | 'fixedAsset'>,
): Judged => ({
  row: raw.row,
  mark: findings.some((one) => markOf(one.code) === 'doubtful') ? 'doubtful' : 'good',
  findings,
  entry: {
    ...line,
    row: raw.row,
    payee: raw.payee,
    fixedAsset: raw.fixedAsset,
  },
})

/** The advance of exactly this amount, or the only one that is large enough (then to be confirmed). */
const nameAdvance = (
  { advances }: Reader,
  amount: Fen,
): { readonly id: string | null; readonly findings: readonly Finding[] } => {
  const exact = advances.filter((one) => one.left === amount)
  const large = advances.filter((one) => one.left >= amount)
  const one = exact.length === 1 ? exact[0] : large.length === 1 ? large[0] : undefined
  if (!one)
    return {
      id: null,
      findings: [
        large.length === 0
          ? finding('summary', 'ADVANCE_UNKNOWN')
          : finding('summary', 'ADVANCE_AMBIGUOUS', { count: large.length }),
      ],
    }
  advances[advances.indexOf(one)] = { ...one, left: fen(one.left - amount) }
  return {
    id: one.id,
    findings:
      one.left === amount ? [] : [finding('summary', 'ADVANCE_READ_AS', { title: one.title })],
  }
}

export interface LedgerCounts {
  readonly rows: number
  readonly entries: number
  readonly amount: Fen
  readonly bad: number
  readonly doubtful: number
  readonly passed: number
  readonly passedAmount: Fen
}

/** Counts for the head of the result; amounts are net of what came back. */
export const countLedger = (reading: LedgerReading): LedgerCounts => {
  const count = (mark: RowMark) => reading.rows.filter((row) => row.mark === mark).length
  const sum = (rows: readonly LedgerRow[]) => sumFen(rows, (row) => row.amount ?? NO_FEN)
  return {
    rows: reading.rows.length,
    entries: reading.entries.length,
    amount: sum(reading.rows.filter((row) => row.entry !== null)),
    bad: count('bad'),
    doubtful: count('doubtful'),
    passed: count('passed'),
    passedAmount: sum(reading.rows.filter((row) => row.mark === 'passed')),
  }
}
