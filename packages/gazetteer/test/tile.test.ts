import { describe, expect, test } from 'vitest'
import { outlineOf, prefectureOutlines } from '../src/outline.ts'
import { GRID, tiles, tilesByPrefecture } from '../src/tile.ts'
import { unions } from '../src/union.ts'

type Point = readonly [number, number]

/** The corners of each loop of path data made of M, H, V and Z. */
const loopsIn = (path: string): readonly (readonly Point[])[] =>
  [...path.matchAll(/M([\d.]+) ([\d.]+)((?:[HV][\d.]+)+)Z/g)].map(([, x, y, rest = '']) => {
    let at: Point = [Number(x), Number(y)]
    const corners: Point[] = [at]
    for (const [, way, to] of rest.matchAll(/([HV])([\d.]+)/g)) {
      at = way === 'H' ? [Number(to), at[1]] : [at[0], Number(to)]
      corners.push(at)
    }
    return corners
  })

const area = (loop: readonly Point[]): number =>
  loop.reduce((sum, [x, y], i) => {
    const [nx, ny] = loop[(i + 1) % loop.length] ?? [0, 0]
    return sum + (x * ny - nx * y) / 2
  }, 0)

describe('the tile map', () => {
  test('gives every county federation, 嘉峪关 and 兰州新区 one tile, and none to another', () => {
    const expected = unions.filter(
      (u) => u.kind === 'county' || u.kind === 'new-area' || u.code === '6202',
    )
    expect(tiles.map((t) => t.code).toSorted()).toEqual(expected.map((u) => u.code).toSorted())
  })

  test('fills a grid of 19 × 13 without two tiles on one place', () => {
    expect(new Set(tiles.map((t) => `${t.col},${t.row}`)).size).toBe(88)
    expect(Math.max(...tiles.map((t) => t.col)) + 1).toBe(GRID.columns)
    expect(Math.max(...tiles.map((t) => t.row)) + 1).toBe(GRID.rows)
  })

  test.each([...tilesByPrefecture])('prefecture %s is one connected block', (_, members) => {
    const [first, ...rest] = members
    const reached = first === undefined ? [] : [first]
    let waiting = rest
    for (const at of reached) {
      const near = waiting.filter((t) => Math.abs(t.col - at.col) + Math.abs(t.row - at.row) === 1)
      waiting = waiting.filter((t) => !near.includes(t))
      reached.push(...near)
    }
    expect(reached).toHaveLength(members.length)
  })
})

describe('outlines', () => {
  test('one tile is a square', () => {
    expect(outlineOf([{ col: 2, row: 3 }], 10)).toBe('M20 30H30V40H20Z')
  })

  test('a ring has its hole walked the other way round', () => {
    const ring = [0, 1, 2].flatMap((row) => [0, 1, 2].map((col) => ({ col, row })))
    const path = outlineOf(
      ring.filter(({ col, row }) => col !== 1 || row !== 1),
      1,
    )
    expect(loopsIn(path).map(area)).toEqual([9, -1])
  })

  test('two tiles that touch in a corner stay two loops', () => {
    const path = outlineOf(
      [
        { col: 0, row: 0 },
        { col: 1, row: 1 },
      ],
      1,
    )
    expect(loopsIn(path).map(area)).toEqual([1, 1])
  })

  test('every prefecture has one loop around exactly its tiles', () => {
    const outlines = prefectureOutlines(31)
    expect(outlines).toHaveLength(14)
    for (const { code, path } of outlines) {
      const [loop, ...others] = loopsIn(path)
      expect(others).toEqual([])
      expect(area(loop ?? [])).toBe((tilesByPrefecture.get(code)?.length ?? 0) * 31 * 31)
    }
  })
})
