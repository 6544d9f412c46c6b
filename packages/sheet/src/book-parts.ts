import { assert } from '@qiangji/kernel/base/decision.ts'
import type { Book, BookSheet } from './book.ts'
import { headRowOf, sheetXml, tableRange } from './book-sheet.ts'
import { encodeAttribute, encodeCellText } from './cell-text.ts'
import { newStyleTable } from './style-table.ts'
import { tabNames } from './tab-name.ts'

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const SHEETS = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/**
 * The parts of a workbook (.xlsx, plain features that WPS and Excel share), before they are packed into one file; server
 * and browser pack them each in its own way. The same book gives the same parts. Text is never a formula; amounts are
 * numbers and exact to the fen.
 */
export const bookParts = async (book: Book): Promise<ReadonlyMap<string, string>> => {
  assert(book.sheets.length > 0, 'a workbook has a sheet')
  const styles = newStyleTable()
  const names = tabNames(book.sheets.map((sheet) => sheet.name))
  const parts = new Map<string, string>()
  const add = (name: string, xml: string) => parts.set(name, DECLARATION + xml)
  add('[Content_Types].xml', contentTypes(names.length))
  add('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']]))
  add('xl/workbook.xml', workbookXml(book.sheets, names))
  const targets = names.map((_, i) => ['worksheet', `worksheets/sheet${i + 1}.xml`] as const)
  add('xl/_rels/workbook.xml.rels', relations([...targets, ['styles', 'styles.xml']]))
  for (const [i, sheet] of book.sheets.entries())
    add(`xl/worksheets/sheet${i + 1}.xml`, await sheetXml(sheet, styles))
  add('xl/styles.xml', styles.xml())
  return parts
}

const contentTypes = (count: number): string => {
  const override = (part: string, type: string): string =>
    `<Override PartName="/xl/${part}" ContentType="${SHEET_TYPE}.${type}+xml"/>`
  return [
    `<Types xmlns="${PACKAGE}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    override('workbook.xml', 'sheet.main'),
    override('styles.xml', 'styles'),
    ...Array.from({ length: count }, (_, i) =>
      override(`worksheets/sheet${i + 1}.xml`, 'worksheet'),
    ),
    '</Types>',
  ].join('')
}

const relations = (all: readonly (readonly [kind: string, target: string])[]): string => {
  const lines = all.map(
    ([kind, target], i) =>
      `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${kind}" Target="${target}"/>`,
  )
  return `<Relationships xmlns="${PACKAGE}/relationships">${lines.join('')}</Relationships>`
}

const workbookXml = (sheets: readonly BookSheet[], names: readonly string[]): string => {
  const tabs = names.map(
    (name, i) => `<sheet name="${encodeAttribute(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
  )
  const defined = sheets.flatMap((sheet, i) => definedNames(sheet, names[i] ?? '', i))
  return [
    `<workbook xmlns="${SHEETS}" xmlns:r="${OFFICE}"><bookViews><workbookView/></bookViews>`,
    `<sheets>${tabs.join('')}</sheets><definedNames>${defined.join('')}</definedNames></workbook>`,
  ].join('')
}

/** The filter's range, which Excel keeps as a hidden name, and the head that print repeats on every page. */
const definedNames = (sheet: BookSheet, name: string, at: number): readonly string[] => {
  const quoted = `'${encodeCellText(name.replaceAll("'", "''"))}'`
  const head = headRowOf(sheet)
  const define = (what: string, to: string): string =>
    `<definedName name="_xlnm.${what} localSheetId="${at}"${to}</definedName>`
  return [
    define('_FilterDatabase"', ` hidden="1">${quoted}!${tableRange(sheet)}`),
    define('Print_Titles"', `>${quoted}!$${head}:$${head}`),
  ]
}
