import { assert } from '@qiangji/kernel/base/decision.ts'
import { type Tile, tilesByPrefecture } from './tile.ts'

type Cell = Pick<Tile, 'col' | 'row'>
interface Corner {
  readonly x: number
  readonly y: number
}
/** A side of one tile, walked so that the tile lies on the right hand. */
interface Side {
  readonly from: Corner
  readonly to: Corner
}

export interface PrefectureOutline {
  /** Code of the prefecture. */
  readonly code: string
  /** The `d` of an SVG path, in the unit of `size`. */
  readonly path: string
}

/** The outline of every prefecture when a tile, its gap included, is `size` wide and high. */
export const prefectureOutlines = (size: number): readonly PrefectureOutline[] =>
  [...tilesByPrefecture].map(([code, cells]) => ({ code, path: outlineOf(cells, size) }))

/** The outline of a set of cells as SVG path data: one closed loop per block and per hole. */
export const outlineOf = (cells: readonly Cell[], size: number): string =>
  loopsOf(outerSides(cells))
    .map((loop) => drawLoop(loop, size))
    .join('')

const keyOf = (c: Corner): string => `${c.x},${c.y}`

const outerSides = (cells: readonly Cell[]): readonly Side[] => {
  const taken = new Set(cells.map(({ col, row }) => keyOf({ x: col, y: row })))
  return cells.flatMap(({ col: x, row: y }) => {
    const [nw, ne, se, sw] = [
      { x, y },
      { x: x + 1, y },
      { x: x + 1, y: y + 1 },
      { x, y: y + 1 },
    ]
    const sides = [
      { from: nw, to: ne, beyond: { x, y: y - 1 } },
      { from: ne, to: se, beyond: { x: x + 1, y } },
      { from: se, to: sw, beyond: { x, y: y + 1 } },
      { from: sw, to: nw, beyond: { x: x - 1, y } },
    ]
    return sides.filter(({ beyond }) => !taken.has(keyOf(beyond)))
  })
}

/** Follows side after side; where two blocks meet in a corner it turns right and stays on its own block. */
const loopsOf = (sides: readonly Side[]): readonly (readonly Side[])[] => {
  const left = new Set(sides)
  const loops: Side[][] = []
  for (const first of sides) {
    if (!left.has(first)) continue
    const loop: Side[] = []
    for (let at: Side | undefined = first; at !== undefined; at = nextOf(at, left)) {
      left.delete(at)
      loop.push(at)
    }
    loops.push(loop)
  }
  return loops
}

const nextOf = (side: Side, left: ReadonlySet<Side>): Side | undefined => {
  const onward = [...left].filter((s) => s.from.x === side.to.x && s.from.y === side.to.y)
  return onward.find((s) => turn(side, s) > 0) ?? onward[0]
}

/** Positive for a right turn, negative for a left turn, 0 straight on (y grows downwards). */
const turn = (a: Side, b: Side): number =>
  (a.to.x - a.from.x) * (b.to.y - b.from.y) - (a.to.y - a.from.y) * (b.to.x - b.from.x)

const drawLoop = (loop: readonly Side[], size: number): string => {
  const [first] = loop
  assert(first !== undefined, 'an outline has sides')
  const corners = loop.filter((side, i) => turn(side, loop[(i + 1) % loop.length] ?? first) !== 0)
  const lines = corners.map(({ from, to }) =>
    from.y === to.y ? `H${to.x * size}` : `V${to.y * size}`,
  )
  const start = corners.at(-1)?.to ?? first.from
  return `M${start.x * size} ${start.y * size}${lines.slice(0, -1).join('')}Z`
}
