import { type Fen, fen, formatWan, WAN } from '@qiangji/kernel/base/money.ts'
import { rate } from '@qiangji/kernel/fund/figure.ts'
import type { TileFigure, TileScale } from '../figure/tile-class.ts'
import type { BoardTile } from './board-view.ts'
import { scaleOf } from './plan-scale.ts'

export const MEASURES = {
  received: { word: '已到账', base: '各收款单位已到账，万元' },
  spend: { word: '支出进度', base: '支出进度 = 已支出 ÷ 已到账' },
  stay: { word: '滞留市级', base: '最早一笔在市级的自然日，先到先出' },
  each: { word: '人均', base: '人均 = 已到账 ÷ 会员数，元' },
} as const
export type Measure = keyof typeof MEASURES
export const MEASURE_CHOICES = [
  { value: 'received', word: MEASURES.received.word },
  { value: 'spend', word: MEASURES.spend.word },
  { value: 'stay', word: MEASURES.stay.word },
  { value: 'each', word: MEASURES.each.word },
] as const

/** Fen per member of what has arrived; null without a figure of members. */
export const perMember = (tile: Pick<BoardTile, 'received' | 'members'>): Fen | null =>
  tile.members === null || tile.members === 0 || tile.received === 0
    ? null
    : fen(Math.round(tile.received / tile.members))

const measured = (tile: BoardTile, measure: Measure): number | null => {
  switch (measure) {
    case 'received':
      return tile.received === 0 ? null : tile.received
    case 'spend':
      return rate(tile.spent, tile.received).basisPoints
    case 'stay':
      return tile.stayDays
    case 'each':
      return perMember(tile)
  }
}

const write = (value: number, measure: Measure): string => {
  switch (measure) {
    case 'received':
      return formatWan(fen(value), 0)
    case 'spend':
      return `${Math.round(value / 100)}%`
    case 'stay':
      return `${value}天`
    case 'each':
      return (value / 100).toFixed(1)
  }
}

/** A recipient without a value is hatched; who is not on the list has no figure at all. */
export const tileFigures = (
  tiles: readonly BoardTile[],
  measure: Measure,
): ReadonlyMap<string, TileFigure> =>
  new Map(
    tiles.map((tile): [string, TileFigure] => {
      const value = measured(tile, measure)
      return [tile.code, { value, text: value === null ? '—' : write(value, measure) }]
    }),
  )

const SPEND = { title: '支出进度', none: '未到账' } as const
/** Bands of 支出进度 by how far the year is: the first in which the middle county is not at the top. */
const SPEND_BANDS: readonly Pick<TileScale, 'limits' | 'words'>[] = [
  {
    limits: [500, 1000, 2000, 3000],
    words: ['不足 5%', '5–10%', '10–20%', '20–30%', '30% 以上'],
  },
  {
    limits: [2000, 4000, 6000, 8000],
    words: ['不足 20%', '20–40%', '40–60%', '60–80%', '80% 以上'],
  },
]
const LATE_BAND: Pick<TileScale, 'limits' | 'words'> = {
  limits: [6000, 8000, 9000, 9500],
  words: ['不足 60%', '60–80%', '80–90%', '90–95%', '95% 以上'],
}
const spendScale = (values: readonly number[]): TileScale => {
  const middle = [...values].sort((x, y) => x - y)[Math.floor(values.length / 2)] ?? 0
  return { ...SPEND, ...(SPEND_BANDS.find(({ limits }) => middle < limits[3]) ?? LATE_BAND) }
}
const STAY: TileScale = {
  title: '滞留市级',
  limits: [6, 11, 21, 31],
  words: ['5 天以内', '6–10 天', '11–20 天', '21–30 天', '超 30 天'],
  none: '无滞留',
}

/** Fixed classes for what has a rule; about as many counties in each for amounts. */
export const scaleOfMeasure = (tiles: readonly BoardTile[], measure: Measure): TileScale => {
  if (measure === 'stay') return STAY
  const values = tiles.map((tile) => measured(tile, measure)).filter((value) => value !== null)
  if (measure === 'spend') return spendScale(values)
  const step = measure === 'received' ? WAN : 10
  const title = measure === 'received' ? '已到账（万元）' : '人均（元）'
  const none = measure === 'received' ? '未到账' : '没有数'
  return { ...scaleOf(title, values, step, (value) => write(value, measure)), none }
}
