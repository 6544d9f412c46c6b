import type { Tile } from '@qiangji/gazetteer/tile.ts'

export type Direction = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight'

const AHEAD: Record<Direction, (from: Tile, to: Tile) => readonly [ahead: number, aside: number]> =
  {
    ArrowUp: (a, b) => [a.row - b.row, Math.abs(a.col - b.col)],
    ArrowDown: (a, b) => [b.row - a.row, Math.abs(a.col - b.col)],
    ArrowLeft: (a, b) => [a.col - b.col, Math.abs(a.row - b.row)],
    ArrowRight: (a, b) => [b.col - a.col, Math.abs(a.row - b.row)],
  }

export const isDirection = (key: string): key is Direction => Object.hasOwn(AHEAD, key)

/**
 * The tile that an arrow key leads to: the nearest one ahead, where a step aside counts twice, so that gaps in the map
 * are crossed but a row is not left needlessly. What lies more aside than ahead is not ahead; at the edge it stays.
 */
export const stepFrom = (tiles: readonly Tile[], code: string, direction: Direction): string => {
  const from = tiles.find((t) => t.code === code)
  if (!from) return tiles[0]?.code ?? code
  let best = { code, cost: Number.POSITIVE_INFINITY }
  for (const to of tiles) {
    const [ahead, aside] = AHEAD[direction](from, to)
    const cost = ahead + 2 * aside
    if (ahead > 0 && aside <= ahead && cost < best.cost) best = { code: to.code, cost }
  }
  return best.code
}
