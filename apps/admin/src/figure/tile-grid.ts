import type { Tile } from '@qiangji/gazetteer/tile.ts'

/** The part of the grid that some tiles take up: its first column and row, and its size. */
export const gridOf = (cells: readonly Tile[]) => {
  const cols = cells.map((t) => t.col)
  const rows = cells.map((t) => t.row)
  const [col, row] = [Math.min(...cols), Math.min(...rows)]
  return { col, row, columns: Math.max(...cols) - col + 1, rows: Math.max(...rows) - row + 1 }
}
