import { addressOf } from './address.ts'
import type { Limits } from './limits.ts'
import { type Cell, hasContent, type Row } from './sheet.ts'
import { damaged, Stop } from './stop.ts'

/**
 * Reads comma, tab or semicolon separated text (RFC 4180). Every cell is text: "=1+1" stays what it
 * says, "00123" keeps its zeros. A row's number is its place among the records, as a spreadsheet shows it.
 */
export const readCsv = (text: string, limits: Limits): readonly Row[] => {
  const separator = separatorOf(text)
  const rows: Row[] = []
  let number = 0
  for (const fields of recordsOf(text, separator)) {
    number += 1
    const cells = fields.flatMap((field, i) => cellsOf(field, number, i + 1))
    const last = cells.findLast(hasContent)
    if (last === undefined) continue
    if (last.column > limits.columns)
      throw new Stop('SHEET_TOO_MANY_COLUMNS', { limit: limits.columns, address: last.address })
    if (rows.length === limits.rows) throw new Stop('SHEET_TOO_MANY_ROWS', { limit: limits.rows })
    rows.push({ number, cells: cells.slice(0, cells.indexOf(last) + 1) })
  }
  return rows
}

const cellsOf = (text: string, row: number, column: number): readonly Cell[] =>
  text === '' ? [] : [{ kind: 'text', address: addressOf({ row, column }), column, text }]

/** The separator that the first line uses most; a lone column has none and the comma does no harm. */
const separatorOf = (text: string): string => {
  const [line = ''] = text.replace(/"[^"]*"/g, '').split(/\r?\n/, 1)
  const count = (separator: string): number => line.split(separator).length
  return [',', '\t', ';'].reduce((best, other) => (count(other) > count(best) ? other : best))
}

function* recordsOf(text: string, separator: string): Generator<readonly string[]> {
  let fields: string[] = []
  let at = 0
  while (at < text.length) {
    const { field, end } =
      text[at] === '"' ? quoted(text, at, separator) : bare(text, at, separator)
    fields.push(field)
    if (text[end] === separator) {
      at = end + 1
      if (at === text.length) fields.push('')
      continue
    }
    yield fields
    fields = []
    at = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1
  }
  if (fields.length > 0) yield fields
}

interface Field {
  readonly field: string
  readonly end: number
}

const bare = (text: string, at: number, separator: string): Field => {
  let end = at
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r')
    end += 1
  return { field: text.slice(at, end), end }
}

/** Quotes are doubled inside; text behind the closing quote belongs to no field. */
const quoted = (text: string, at: number, separator: string): Field => {
  let field = ''
  let from = at + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) throw damaged('quotes')
    field += text.slice(from, quote)
    if (text[quote + 1] !== '"') return closed(text, field, quote + 1, separator)
    field += '"'
    from = quote + 2
  }
}

const closed = (text: string, field: string, end: number, separator: string): Field => {
  const next = text[end] ?? '\n'
  if (next !== separator && next !== '\r' && next !== '\n') throw damaged('quotes')
  return { field, end }
}
