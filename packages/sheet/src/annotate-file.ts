import { type Cell, Workbook, type Worksheet } from '@cj-tech-master/excelts'
import { assert } from '@qiangji/kernel/base/decision.ts'
import { type Annotation, REASON_HEADER, type Reason, type Tone } from './annotation.ts'
import type { Limits } from './limits.ts'
import { pack } from './pack.ts'
import { parseSheet } from './parse.ts'
import type { Sheet } from './sheet.ts'
import { Stop } from './stop.ts'
import { unpack } from './unpack.ts'
import { writeWorkbook } from './write.ts'

const FILLS: Readonly<Record<Tone, string>> = {
  refused: 'FFFBD9D6',
  confirm: 'FFFDEBC8',
  posted: 'FFE7E8EA',
}
const INKS: Readonly<Record<Tone, string>> = {
  refused: 'FFB3261E',
  confirm: 'FF8A5A00',
  posted: 'FF5F6368',
}
/** Begins our line of a note; the user's own lines below it stay. */
const NOTE_HEAD = '【导入检查】'

/** Marks a file in this thread; `annotate` calls it in a thread of its own. */
export const annotateFile = async (
  bytes: Uint8Array,
  limits: Limits,
  annotation: Annotation,
): Promise<Uint8Array> => {
  const sheet = parseSheet(bytes, limits, annotation.sheetName)
  const workbook = await openWorkbook(bytes, limits, sheet)
  const worksheet = workbook.getWorksheet(
    sheet.source === 'csv' ? sheet.name : annotation.sheetName,
  )
  if (worksheet === undefined) throw new Stop('SHEET_NO_SUCH_SHEET', { name: annotation.sheetName })
  clearMarks(worksheet)
  for (const { address, tone, text } of annotation.marks)
    mark(worksheet.getCell(address), tone, text)
  writeReasons(worksheet, sheet.columns, annotation)
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

/** The library sees only parts that were verified, packed anew, or a plain copy of a text file. */
const openWorkbook = async (bytes: Uint8Array, limits: Limits, sheet: Sheet): Promise<Workbook> => {
  const file = sheet.source === 'csv' ? await plainCopy(sheet) : bytes
  const parts = new Map(unpack(file, limits))
  if (!parts.has(THEME)) parts.set(THEME, await defaultTheme(limits))
  const workbook = new Workbook()
  await workbook.xlsx.load(await pack(parts, 'stored'))
  return workbook
}

const THEME = 'xl/theme/theme1.xml'

/** The library always refers to a theme but writes none for a file that came without: Excel would call it damaged. */
const defaultTheme = async (limits: Limits): Promise<Uint8Array> => {
  const blank = new Workbook()
  blank.addWorksheet()
  const theme = unpack(new Uint8Array(await blank.xlsx.writeBuffer()), limits).get(THEME)
  assert(theme !== undefined, 'a new workbook has a theme')
  return theme
}

/** A text file as a workbook, row for row, every cell as text. */
const plainCopy = (sheet: Sheet): Promise<Uint8Array> => {
  const width = Array.from({ length: sheet.columns }, (_, i) => i + 1)
  const byNumber = new Map(sheet.rows.map((row) => [row.number, row.cells]))
  const texts = (row: number): readonly string[] => {
    const cells = byNumber.get(row) ?? []
    return width.map((column) => cells.find((cell) => cell.column === column)?.text ?? '')
  }
  const last = sheet.rows.at(-1)?.number ?? 1
  return writeWorkbook({
    sheets: [
      {
        name: sheet.name,
        columns: texts(1).map((header) => ({ header, width: 16, kind: 'text' })),
        rows: Array.from({ length: last - 1 }, (_, i) => ({ values: texts(i + 2) })),
      },
    ],
  })
}

const mark = (cell: Cell, tone: Tone, text: string | undefined): void => {
  cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: FILLS[tone] } }
  if (text === undefined) return
  const own = noteText(cell)
  const ours = NOTE_HEAD + text.replace(/\s*\n\s*/g, ' ')
  cell.note = own === '' ? ours : `${ours}\n${own}`
}

/** The library keeps a note in the cell's model too, and would write it again. */
const removeNote = (cell: Cell): void => {
  cell.comment = undefined
  delete cell.model.comment
}

const noteText = (cell: Cell): string => {
  const { note } = cell
  if (note === undefined || typeof note === 'string') return note ?? ''
  return (note.texts ?? []).map((run) => run.text).join('')
}

/** A file that comes back corrected must not keep the colours of the errors it no longer has. */
const clearMarks = (worksheet: Worksheet): void => {
  const ours = new Set(Object.values(FILLS))
  worksheet.eachRow((row) => {
    row.eachCell({ includeEmpty: true }, (cell) => {
      const { fill } = cell
      const colour = fill?.type === 'pattern' ? fill.fgColor?.argb : undefined
      if (colour !== undefined && ours.has(colour)) cell.fill = { type: 'pattern', pattern: 'none' }
      if (noteText(cell).startsWith(NOTE_HEAD)) {
        const own = noteText(cell).split('\n').slice(1).join('\n')
        if (own === '') removeNote(cell)
        else cell.note = own
      }
    })
  })
}

const writeReasons = (
  worksheet: Worksheet,
  columns: number,
  { headRow, reasons }: Annotation,
): void => {
  const column = reasonColumn(worksheet, columns, headRow)
  worksheet.eachRow((row) => {
    if (row.number > headRow) row.getCell(column).value = null
  })
  const head = worksheet.getRow(headRow).getCell(column)
  head.value = REASON_HEADER
  head.font = { ...head.font, bold: true }
  worksheet.getColumn(column).width = 48
  for (const reason of reasons) writeReason(worksheet.getRow(reason.row).getCell(column), reason)
}

/** The column of an earlier round, else the first one behind all content. */
const reasonColumn = (worksheet: Worksheet, columns: number, headRow: number): number => {
  let column = columns + 1
  worksheet.getRow(headRow).eachCell((cell, at) => {
    if (cell.text === REASON_HEADER) column = at
  })
  return column
}

const writeReason = (cell: Cell, { text, tone }: Reason): void => {
  cell.value = text
  cell.font = { color: { argb: INKS[tone] } }
  cell.numFmt = '@'
  cell.alignment = { wrapText: true, vertical: 'middle' }
}
