import { type Block, blockOf, LAST_COLUMN, LAST_ROW, type Place, placeOf } from './address.ts'
import { cellOf, type RawCell } from './cell.ts'
import type { Limits } from './limits.ts'
import { markMerged } from './merged.ts'
import { scanPart } from './part.ts'
import { richText } from './shared-strings.ts'
import { type Cell, hasContent, type Row } from './sheet.ts'
import { damaged, Stop } from './stop.ts'
import type { Parts } from './unpack.ts'
import type { Workbook } from './workbook.ts'
import type { Attributes } from './xml.ts'

/** More blocks than a table that people fill in can have. */
const MOST_MERGED = 5_000

/** Reads the rows with content of one worksheet. */
export const readWorksheet = (
  parts: Parts,
  part: string,
  workbook: Workbook,
  limits: Limits,
): readonly Row[] => {
  const rows: Row[] = []
  const blocks: Block[] = []
  let root = ''
  let at: Place = { row: 0, column: 0 }
  let cells: Cell[] = []
  let raw: RawCell | undefined
  let piece: 'v' | 'f' | undefined
  const inline = richText((text) => {
    if (raw !== undefined) raw.inline = text
  }, 'is')

  const openCell = (attributes: Attributes): void => {
    at = nextPlace(part, at, attributes.get('r'))
    raw = { place: at, type: attributes.get('t') ?? 'n', style: Number(attributes.get('s') ?? 0) }
  }
  const closeCell = (): void => {
    if (raw === undefined) return
    const cell = cellOf(part, raw, workbook)
    raw = undefined
    if (cell.column <= limits.columns && cell.kind !== 'empty') cells.push(cell)
    else if (hasContent(cell))
      throw new Stop('SHEET_TOO_MANY_COLUMNS', { limit: limits.columns, address: cell.address })
  }
  const closeRow = (): void => {
    if (cells.some(hasContent)) rows.push({ number: at.row, cells })
    if (rows.length > limits.rows) throw new Stop('SHEET_TOO_MANY_ROWS', { limit: limits.rows })
    cells = []
  }

  scanPart(parts, part, {
    open: (tag, attributes) => {
      root ||= tag
      if (tag === 'row') at = { row: nextRow(part, at.row, attributes.get('r')), column: 0 }
      else if (tag === 'c') openCell(attributes)
      else if (tag === 'mergeCell') blocks.push(blockIn(part, attributes, blocks.length))
      else if (raw !== undefined && (tag === 'v' || tag === 'f')) {
        piece = tag
        if (tag === 'f') raw.formula ??= ''
      } else if (raw !== undefined) inline.open(tag)
    },
    close: (tag) => {
      piece = undefined
      if (tag === 'c') closeCell()
      else if (tag === 'row') closeRow()
      else if (raw !== undefined) inline.close(tag)
    },
    text: (text) => {
      if (raw === undefined) return
      if (piece === 'v') raw.value = (raw.value ?? '') + text
      else if (piece === 'f') raw.formula = (raw.formula ?? '') + text
      else inline.text(text)
    },
  })
  if (root !== 'worksheet') throw damaged(part)
  return markMerged(rows, blocks)
}

const nextRow = (part: string, last: number, written: string | undefined): number => {
  const row = written === undefined ? last + 1 : Number(written)
  if (!Number.isInteger(row) || row <= last || row > LAST_ROW) throw damaged(part)
  return row
}

/** A cell without an address stands right of the last one; addresses may only go onward in their row. */
const nextPlace = (part: string, last: Place, written: string | undefined): Place => {
  const place =
    written === undefined ? { row: last.row, column: last.column + 1 } : placeOf(written)
  const fits = place && place.row === last.row && place.column > last.column
  if (!fits || place.row === 0 || place.column > LAST_COLUMN) throw damaged(part)
  return place
}

const blockIn = (part: string, attributes: Attributes, count: number): Block => {
  const block = blockOf(attributes.get('ref') ?? '')
  if (block === undefined || count >= MOST_MERGED) throw damaged(part)
  return block
}
