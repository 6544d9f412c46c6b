import type { Day } from '@qiangji/kernel/base/day.ts'
import { addressOf } from './address.ts'

interface Placed {
  /** "B7" */
  readonly address: string
  /** From 1. */
  readonly column: number
  /** What the cell says; numbers in full, days as YYYY-MM-DD. */
  readonly text: string
  /** Belongs to a merged block; only its first cell has content. */
  readonly merged?: true
}

export interface EmptyCell extends Placed {
  readonly kind: 'empty'
}
export interface TextCell extends Placed {
  readonly kind: 'text'
}
/** `text` is the shortest decimal, "12.3" for 12.30: read amounts from it, never from a float. */
export interface NumberCell extends Placed {
  readonly kind: 'number'
  /** Number format of the cell, "General" where there is none; "0.00%" shows the value × 100. */
  readonly format: string
  /** Beyond 15 digits: the workbook itself has lost the rest, as with an id number typed as a number. */
  readonly lossy?: true
}
export interface DateCell extends Placed {
  readonly kind: 'date'
  readonly day: Day
}
export interface BooleanCell extends Placed {
  readonly kind: 'boolean'
}
/** "#N/A" and the like. */
export interface ErrorCell extends Placed {
  readonly kind: 'error'
}
/** Never calculated here: the caller refuses it or lets a person confirm what the workbook last showed. */
export interface FormulaCell extends Placed {
  readonly kind: 'formula'
  /** Without the equals sign; empty for a cell that shares its neighbour's formula. */
  readonly formula: string
  readonly cached: ValueCell
}

/** A cell that holds its value itself. */
export type ValueCell = EmptyCell | TextCell | NumberCell | DateCell | BooleanCell | ErrorCell
export type Cell = ValueCell | FormulaCell

export interface Row {
  /** As in the margin of the sheet, from 1. */
  readonly number: number
  /** Cells with content and cells of merged blocks, from left to right. */
  readonly cells: readonly Cell[]
}

export interface Sheet {
  readonly name: string
  /** All visible worksheets of the file. */
  readonly names: readonly string[]
  readonly source: 'xlsx' | 'csv'
  /** Rows with content: formatted blank rows are left out. */
  readonly rows: readonly Row[]
  /** The last column with content. */
  readonly columns: number
}

/** The cell of a column, empty where the row has none. */
export const cellAt = (row: Row, column: number): Cell =>
  row.cells.find((cell) => cell.column === column) ?? {
    kind: 'empty',
    address: addressOf({ row: row.number, column }),
    column,
    text: '',
  }

export const hasContent = (cell: Cell): boolean =>
  cell.kind === 'formula' || (cell.kind !== 'empty' && cell.text.trim() !== '')
