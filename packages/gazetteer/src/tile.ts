import { assert } from '@qiangji/kernel/base/decision.ts'
import { tileLines } from './tile.data.ts'

/** A county, 嘉峪关市 (6202) or 兰州新区 (620171) as one cell of the tile map; row 0 lies in the north. */
export interface Tile {
  readonly code: string
  readonly col: number
  readonly row: number
}

export const GRID = { columns: 19, rows: 13 } as const

const readTile = (line: string): Tile => {
  const [code = '', col, row] = line.split(' ')
  const tile = { code, col: Number(col), row: Number(row) }
  const inside = tile.col < GRID.columns && tile.row < GRID.rows
  assert(inside, `tile ${line} inside the grid`)
  return tile
}

export const tiles: readonly Tile[] = tileLines.trim().split('\n').map(readTile)

export const prefectureCodeOf = (tile: Tile): string => tile.code.slice(0, 4)

/** The tiles of each prefecture, by its code. */
export const tilesByPrefecture: ReadonlyMap<string, readonly Tile[]> = new Map(
  tiles.map((tile) => {
    const code = prefectureCodeOf(tile)
    return [code, tiles.filter((other) => prefectureCodeOf(other) === code)]
  }),
)
