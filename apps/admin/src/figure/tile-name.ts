import { divisions } from '@qiangji/gazetteer/division.ts'
import { tilesByPrefecture } from '@qiangji/gazetteer/tile.ts'

interface TileName {
  /** 环县 */
  readonly short: string
  /** 庆阳 */
  readonly prefecture: string
}

const shortNames = new Map(divisions.map((d) => [d.code, d.shortName]))

/** The names of every tile by its code. */
export const TILE_NAMES: ReadonlyMap<string, TileName> = new Map(
  [...tilesByPrefecture].flatMap(([prefecture, tiles]) =>
    tiles.map(({ code }): [string, TileName] => [
      code,
      { short: shortNames.get(code) ?? code, prefecture: shortNames.get(prefecture) ?? prefecture },
    ]),
  ),
)

/** Where the name of a prefecture stands on a small map: the middle of its tiles, in tiles; 嘉峪关 is too small for one. */
export const PREFECTURE_PLACES = [...tilesByPrefecture]
  .filter(([, tiles]) => tiles.length > 1)
  .map(([code, tiles]) => ({
    code,
    name: shortNames.get(code) ?? code,
    x: tiles.reduce((sum, t) => sum + t.col + 0.5, 0) / tiles.length,
    y: tiles.reduce((sum, t) => sum + t.row + 0.5, 0) / tiles.length,
  }))
