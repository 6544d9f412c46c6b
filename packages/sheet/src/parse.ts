import { readCsv } from './csv.ts'
import type { Limits } from './limits.ts'
import { columnsOf } from './merged.ts'
import { recognise } from './recognise.ts'
import type { Row, Sheet } from './sheet.ts'
import { Stop } from './stop.ts'
import { type Parts, unpack } from './unpack.ts'
import { readWorkbook, type Tab } from './workbook.ts'
import { readWorksheet } from './worksheet.ts'

/**
 * Reads a file in this thread and stops with a refusal; `readSheet` calls it in a thread of its own.
 * Without a name the first visible worksheet with content is taken.
 */
export const parseSheet = (bytes: Uint8Array, limits: Limits, name?: string): Sheet => {
  const recognised = recognise(bytes)
  if (recognised.format === 'archive') return parseWorkbook(unpack(bytes, limits), limits, name)
  const rows = readCsv(recognised.text, limits)
  if (rows.length === 0) throw new Stop('SHEET_EMPTY')
  return { name: CSV_NAME, names: [CSV_NAME], source: 'csv', rows, columns: columnsOf(rows) }
}

/** A text file has no worksheets; this is what its only one is called. */
export const CSV_NAME = '数据'

const parseWorkbook = (parts: Parts, limits: Limits, name?: string): Sheet => {
  const workbook = readWorkbook(parts)
  const names = workbook.tabs.map((tab) => tab.name)
  const found = ({ name }: Tab, rows: readonly Row[]): Sheet => ({
    name,
    names,
    source: 'xlsx',
    rows,
    columns: columnsOf(rows),
  })
  const wanted = workbook.tabs.filter((tab) => name === undefined || tab.name === name)
  if (name !== undefined && wanted.length === 0) throw new Stop('SHEET_NO_SUCH_SHEET', { name })
  for (const tab of wanted) {
    const rows = readWorksheet(parts, tab.part, workbook, limits)
    if (rows.length > 0) return found(tab, rows)
  }
  throw new Stop('SHEET_EMPTY')
}
