import { addressOf, type Block } from './address.ts'
import { type Cell, hasContent, type Row } from './sheet.ts'

/**
 * Marks the cells of merged blocks in the rows that have content. Cells that a block covers get no
 * content of their own: whether it holds for all of them is for the caller to ask.
 */
export const markMerged = (rows: readonly Row[], blocks: readonly Block[]): readonly Row[] => {
  if (blocks.length === 0) return rows
  const width = columnsOf(rows)
  return rows.map((row) => {
    const here = blocks.filter(({ from, to }) => from.row <= row.number && row.number <= to.row)
    if (here.length === 0) return row
    const cells = new Map<number, Cell>(row.cells.map((cell) => [cell.column, cell]))
    for (const { from, to } of here)
      for (let column = from.column; column <= Math.min(to.column, width); column += 1) {
        const empty = emptyCell(row.number, column)
        cells.set(column, { ...(cells.get(column) ?? empty), merged: true })
      }
    return { ...row, cells: [...cells.values()].toSorted((a, b) => a.column - b.column) }
  })
}

/** The last column with content. */
export const columnsOf = (rows: readonly Row[]): number =>
  rows.reduce((most, { cells }) => Math.max(most, cells.findLast(hasContent)?.column ?? 0), 0)

const emptyCell = (row: number, column: number): Cell => ({
  kind: 'empty',
  address: addressOf({ row, column }),
  column,
  text: '',
})
