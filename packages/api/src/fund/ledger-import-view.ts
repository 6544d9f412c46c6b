import { columnName } from '@qiangji/kernel/fund/ledger-column.ts'
import { findingSentence, markOf, reasonOf } from '@qiangji/kernel/fund/ledger-finding.ts'
import type { LedgerReading, LedgerRow } from '@qiangji/kernel/fund/ledger-import.ts'
import { columnLetters } from '@qiangji/sheet/address.ts'
import type { Annotation, Mark, Tone } from '@qiangji/sheet/annotation.ts'
import { cellAt } from '@qiangji/sheet/sheet.ts'
import { z } from 'zod'
import type { LedgerSheet } from './ledger-sheet.ts'

export const ROW_MARKS = ['good', 'doubtful', 'bad', 'passed'] as const

/** A column of the user's own sheet: its letter, its head, and what it was read as. */
export const ColumnView = z.strictObject({
  letter: z.string(),
  head: z.string(),
  column: z.string().nullable(),
  name: z.string().nullable(),
})
/** A row of the user's own sheet with what is to be said about it. */
export const RowView = z.strictObject({
  row: z.int().min(1),
  mark: z.enum(ROW_MARKS),
  cells: z.array(z.strictObject({ text: z.string(), tone: z.enum(['bad', 'doubtful', 'plain']) })),
  reason: z.string(),
})

/** At most this many columns are shown; the sheet itself may be wider. */
const WIDEST = 14

export const columnsOf = ({ sheet, head }: LedgerSheet): z.output<typeof ColumnView>[] => {
  const headRow = sheet.rows.find((row) => row.number === head.row)
  const read = new Map([...head.columns].map(([column, at]) => [at, column]))
  return Array.from({ length: Math.min(sheet.columns, WIDEST) }, (_, at) => {
    const column = read.get(at + 1)
    return {
      letter: columnLetters(at + 1),
      head: headRow ? cellAt(headRow, at + 1).text : '',
      column: column ?? null,
      name: column ? columnName(column) : null,
    }
  })
}

export const rowView = (of: LedgerSheet, row: LedgerRow): z.output<typeof RowView> => {
  const source = of.sheet.rows.find((one) => one.number === row.row)
  return {
    row: row.row,
    mark: row.mark,
    cells: Array.from({ length: Math.min(of.sheet.columns, WIDEST) }, (_, at) => ({
      text: source ? cellAt(source, at + 1).text : '',
      tone: toneAt(of, row, at + 1),
    })),
    reason: reasonOf(row.findings),
  }
}

const toneAt = ({ head }: LedgerSheet, row: LedgerRow, at: number) => {
  const marks = row.findings
    .filter((found) => found.column !== null && head.columns.get(found.column) === at)
    .map((found) => markOf(found.code))
  if (marks.includes('bad')) return 'bad'
  return marks.includes('doubtful') ? 'doubtful' : 'plain'
}

/** Rows that need a look, each with the row before and after it. */
export const problemRows = (reading: LedgerReading): readonly LedgerRow[] => {
  const { rows } = reading
  const isOdd = (row: LedgerRow | undefined) => row !== undefined && row.mark !== 'good'
  return rows.filter((row, at) => isOdd(row) || isOdd(rows[at - 1]) || isOdd(rows[at + 1]))
}

const TONES = { bad: 'refused', doubtful: 'confirm', passed: 'posted' } as const

/** The same workbook with its errors in red, doubts in amber, and what is left out in grey. */
export const annotationOf = ({ sheet, head }: LedgerSheet, reading: LedgerReading): Annotation => {
  const marks: Mark[] = []
  const reasons: { row: number; tone: Tone; text: string }[] = []
  for (const { row, mark, findings } of reading.rows) {
    if (mark === 'good') continue
    reasons.push({ row, tone: TONES[mark], text: reasonOf(findings) })
    for (const found of findings) {
      const at = found.column === null ? undefined : head.columns.get(found.column)
      if (at !== undefined)
        marks.push({
          address: `${columnLetters(at)}${row}`,
          tone: TONES[markOf(found.code)],
          text: findingSentence(found),
        })
    }
  }
  return { sheetName: sheet.name, headRow: head.row, marks, reasons }
}
