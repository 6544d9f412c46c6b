import { addFen, type Fen, fen } from '@qiangji/kernel/base/money.ts'
import { type Figures, type Rate, rate } from '@qiangji/kernel/fund/figure.ts'
import type { Level } from '@qiangji/kernel/organization/organization.ts'
import type { ShownStage } from '../figure/stage-colour.ts'

export type FundStock = Pick<
  Figures,
  | 'issued'
  | 'remitted'
  | 'returned'
  | 'received'
  | 'spent'
  | 'occupied'
  | 'free'
  | 'carried'
  | 'surplus'
  | 'relayed'
  | 'underwayFromProvince'
  | 'underwayFromPrefecture'
>

/** Where a fund's money for one place is: coloured lengths, and the words of every piece that is not zero. */
export interface FundShare {
  readonly total: Fen
  /** Paid by the province: this share of the total is coloured, 0 to 1. */
  readonly paid: number
  readonly parts: readonly {
    readonly stage: ShownStage
    readonly word: string
    readonly amount: Fen
  }[]
  readonly words: readonly { readonly word: string; readonly amount: Fen }[]
  readonly progress: Rate
}

/** Money on its way to a county is named by who must act; a recipient paid straight has no prefecture between. */
const underwayWords = (level: Level): Record<'province' | 'relayed' | 'prefecture', string> => ({
  province: level === 'prefecture' ? '省级已拨待确认' : '省级已拨待市级确认',
  relayed: '市级待转拨',
  prefecture: '市级已转拨待确认',
})

/** The share of a fund for a place below the province; the pieces and 已退 add up to 已下达. */
export const fundShare = (f: FundStock, level: Level, direct: boolean): FundShare => {
  const kept = addFen(f.free, f.carried, f.surplus)
  const underway = addFen(f.underwayFromProvince, f.relayed, f.underwayFromPrefecture)
  const parts = [
    { stage: 'spent' as const, word: '已支出', amount: f.spent },
    { stage: 'occupied' as const, word: '已占用', amount: f.occupied },
    { stage: 'held' as const, word: '可用', amount: kept },
    { stage: 'underway' as const, word: '待转拨、待确认', amount: underway },
  ]
  const words = underwayWords(level)
  const total = f.issued
  const shown = addFen(...parts.map((p) => p.amount))
  return {
    total,
    paid: total > 0 ? Math.min(1, shown / total) : 0,
    parts,
    words: [
      { word: '省级未拨', amount: fen(f.issued - f.remitted) },
      { word: direct ? '省级已拨待确认' : words.province, amount: f.underwayFromProvince },
      { word: words.relayed, amount: f.relayed },
      { word: words.prefecture, amount: f.underwayFromPrefecture },
      { word: '已支出', amount: f.spent },
      { word: '已占用', amount: f.occupied },
      { word: '可用', amount: f.free },
      { word: '结转', amount: f.carried },
      { word: '结余', amount: f.surplus },
      { word: '已退', amount: f.returned },
    ].filter((w) => w.amount !== 0),
    progress: rate(f.spent, f.received),
  }
}
