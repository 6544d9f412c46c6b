import { assert } from '@qiangji/kernel/base/decision.ts'
import { addressOf, columnLetters } from './address.ts'
import type { BookRow, BookSheet } from './book.ts'
import { cellXml, formatOf, TEXT_FORMAT, textXml } from './book-cell.ts'
import type { StyleTable, Weight } from './style-table.ts'

/** Rows between two turns of the event loop: a long table must not hold up other requests. */
const ROWS_AT_ONCE = 500
const turn = (): Promise<void> => new Promise((go) => setTimeout(go, 0))

/** Where the head of the table stands, from 1. */
export const headRowOf = (sheet: BookSheet): number => (sheet.heading?.length ?? 0) + 1

/** The table with its head, as "$A$3:$F$90". */
export const tableRange = (sheet: BookSheet): string => {
  const head = headRowOf(sheet)
  const last = columnLetters(Math.max(1, sheet.columns.length))
  return `$A$${head}:$${last}$${head + sheet.rows.length}`
}

export const sheetXml = async (sheet: BookSheet, styles: StyleTable): Promise<string> => {
  const rows = await rowsXml(sheet, styles)
  return [
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    paneXml(sheet),
    '<sheetFormatPr defaultRowHeight="18" customHeight="1"/>',
    columnsXml(sheet, styles),
    `<sheetData>${rows.join('')}</sheetData>`,
    `<autoFilter ref="${tableRange(sheet).replaceAll('$', '')}"/>`,
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
    '<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>',
    '</worksheet>',
  ].join('')
}

const paneXml = (sheet: BookSheet): string => {
  const [down, right] = [headRowOf(sheet), sheet.frozenColumns ?? 0]
  const corner = addressOf({ row: down + 1, column: right + 1 })
  const split = `${right > 0 ? `xSplit="${right}" ` : ''}ySplit="${down}"`
  const pane = right > 0 ? 'bottomRight' : 'bottomLeft'
  return [
    '<sheetViews><sheetView workbookViewId="0">',
    `<pane ${split} topLeftCell="${corner}" activePane="${pane}" state="frozen"/>`,
    `<selection pane="${pane}" activeCell="${corner}" sqref="${corner}"/>`,
    '</sheetView></sheetViews>',
  ].join('')
}

/** The style of a whole column holds for rows that people add: an id number typed there stays text. */
const columnsXml = (sheet: BookSheet, styles: StyleTable): string => {
  const columns = sheet.columns.map((column, i) => {
    const width = Math.min(Math.max(column.width, 1), 255)
    const style = styles.styleOf(formatOf(column), 'plain')
    return `<col min="${i + 1}" max="${i + 1}" width="${width}" style="${style}" customWidth="1"/>`
  })
  return columns.length === 0 ? '' : `<cols>${columns.join('')}</cols>`
}

const rowsXml = async (sheet: BookSheet, styles: StyleTable): Promise<readonly string[]> => {
  const lines = headingXml(sheet, styles)
  const first = headRowOf(sheet) + 1
  for (const [i, row] of sheet.rows.entries()) {
    if (i % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await turn()
    lines.push(rowXml(sheet, row, first + i, styles))
  }
  return lines
}

const headingXml = (sheet: BookSheet, styles: StyleTable): string[] => {
  const line = (row: number, texts: readonly string[], weight: Weight, height: number): string => {
    const style = styles.styleOf(TEXT_FORMAT, weight)
    const cells = texts.map((text, i) => textXml(addressOf({ row, column: i + 1 }), text, style))
    return `<row r="${row}" ht="${height}" customHeight="1">${cells.join('')}</row>`
  }
  const heading = (sheet.heading ?? []).map((text, i) =>
    line(i + 1, [text], i === 0 ? 'title' : 'note', i === 0 ? 30 : 18),
  )
  const headers = sheet.columns.map((column) => column.header)
  return [...heading, line(headRowOf(sheet), headers, 'head', 24)]
}

const rowXml = (sheet: BookSheet, row: BookRow, number: number, styles: StyleTable): string => {
  assert(row.values.length === sheet.columns.length, `row ${number} has a value per column`)
  const style = (format: string): number => styles.styleOf(format, row.weight ?? 'plain')
  const cells = sheet.columns.map((column, i) =>
    cellXml(addressOf({ row: number, column: i + 1 }), row.values[i] ?? null, column, style),
  )
  return `<row r="${number}">${cells.join('')}</row>`
}
