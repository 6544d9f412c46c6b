import { type Fen, fen, negateFen, sumFen } from '../base/money.ts'
import type { Route, Tier } from './account.ts'
import { isFundStage, type Stage } from './stage.ts'

/** A balance as the figures see it: every figure is the sum of a set of these. */
export interface Stock {
  readonly stage: Stage
  readonly tier: Tier
  readonly route: Route
  readonly amount: Fen
}

type Belongs = (stock: Pick<Stock, 'stage' | 'tier' | 'route'>) => boolean

const beyondFund: Belongs = (s) => !isFundStage(s.stage)
const received: Belongs = (s) => beyondFund(s) && s.tier === 'recipient' && s.stage !== 'returning'

/**
 * The sets of accounts behind the figures, for accounts whose beneficiary lies in the scope.
 * A fen is in exactly one account, so always 已下达 ≥ 已拨付 ≥ 已到账 ≥ 已支出, and the prefectures sum
 * to the province.
 */
export const FIGURE_SETS = {
  /** 调整后预算数: the mirror of the source. */
  budget: (s) => s.stage === 'source',
  available: (s) => s.stage === 'available',
  arranged: (s) => s.stage === 'arranged',
  issued: beyondFund,
  remitted: (s) => beyondFund(s) && !(s.stage === 'issued' && s.tier === 'province'),
  returned: (s) => s.stage === 'returning' || s.stage === 'returned',
  received,
  spent: (s) => s.stage === 'spent',
  occupied: (s) => s.stage === 'occupied',
  /** 可用: received and neither signed for nor spent. */
  free: (s) => s.stage === 'held',
  carried: (s) => s.stage === 'carried',
  surplus: (s) => s.stage === 'surplus',
  /** 滞留市级: confirmed by a prefecture and not yet passed on. */
  relayed: (s) => s.stage === 'relayed',
  /** Paid by the province and not yet confirmed by whom it paid. */
  underwayFromProvince: (s) => s.stage === 'remitted' && s.tier === 'province',
  /** Passed on by a prefecture and not yet confirmed. */
  underwayFromPrefecture: (s) => s.stage === 'remitted' && s.tier === 'relay',
  /** 已到账 of the recipients that are paid through a prefecture. */
  receivedThroughRelay: (s) => received(s) && s.route === 'relay',
} as const satisfies Record<string, Belongs>

export type FigureName = keyof typeof FIGURE_SETS
export const FIGURE_NAMES: readonly FigureName[] = [
  'budget',
  'available',
  'arranged',
  'issued',
  'remitted',
  'returned',
  'received',
  'spent',
  'occupied',
  'free',
  'carried',
  'surplus',
  'relayed',
  'underwayFromProvince',
  'underwayFromPrefecture',
  'receivedThroughRelay',
]
export type Figures = Readonly<Record<FigureName, Fen>>

export const FIGURE_WORDS: Record<FigureName, string> = {
  budget: '调整后预算数',
  available: '待分配',
  arranged: '已安排',
  issued: '已下达',
  remitted: '已拨付',
  returned: '已退',
  received: '已到账',
  spent: '已支出',
  occupied: '已占用',
  free: '可用',
  carried: '结转',
  surplus: '结余',
  relayed: '市级待转拨',
  underwayFromProvince: '省级已拨待市级确认',
  underwayFromPrefecture: '市级已转拨待确认',
  receivedThroughRelay: '经市级已到账',
}

const passedOn: Belongs = (s) =>
  FIGURE_SETS.underwayFromPrefecture(s) || FIGURE_SETS.receivedThroughRelay(s)

/** The sets that a number on screen opens to: every figure, and the bases of two rates that no figure has. */
const OPENED_SETS = {
  ...FIGURE_SETS,
  /** 已拨付 − 已退, what 到账率 is measured against. */
  kept: (s) => FIGURE_SETS.remitted(s) && !FIGURE_SETS.returned(s),
  passedOn,
  toPassOn: (s) => FIGURE_SETS.relayed(s) || passedOn(s),
} as const satisfies Record<string, Belongs>

export type OpenedName = keyof typeof OPENED_SETS
export const OPENED_NAMES: readonly OpenedName[] = [...FIGURE_NAMES, 'kept', 'passedOn', 'toPassOn']
export const OPENED_WORDS: Record<OpenedName, string> = {
  ...FIGURE_WORDS,
  kept: '已拨付减已退',
  passedOn: '市级已转拨',
  toPassOn: '市级应转拨',
}
export const isOpened = (
  name: OpenedName,
  stock: Pick<Stock, 'stage' | 'tier' | 'route'>,
): boolean => OPENED_SETS[name](stock)

/** What an opened number comes to; the budget positive, though its account is negative. */
export const openedSum = (name: OpenedName, stocks: readonly Stock[]): Fen => {
  const sum = sumFen(
    stocks.filter((stock) => isOpened(name, stock)),
    (stock) => stock.amount,
  )
  return name === 'budget' ? negateFen(sum) : sum
}

/** 分解在途: what a recipient has shared out to its townships and is not yet on their accounts; part of 已到账. */
export const underwayToTownships = (stocks: readonly Stock[]): Fen =>
  sumFen(
    stocks.filter((s) => received(s) && (s.stage === 'issued' || s.stage === 'remitted')),
    (s) => s.amount,
  )

/** All figures of one scope from its stocks; the budget is shown positive though its account is negative. */
export const figures = (stocks: readonly Stock[]): Figures => {
  const sum = (name: FigureName): Fen => sumFen(stocks.filter(FIGURE_SETS[name]), (s) => s.amount)
  const source = sum('budget')
  return {
    budget: fen(source === 0 ? 0 : -source),
    available: sum('available'),
    arranged: sum('arranged'),
    issued: sum('issued'),
    remitted: sum('remitted'),
    returned: sum('returned'),
    received: sum('received'),
    spent: sum('spent'),
    occupied: sum('occupied'),
    free: sum('free'),
    carried: sum('carried'),
    surplus: sum('surplus'),
    relayed: sum('relayed'),
    underwayFromProvince: sum('underwayFromProvince'),
    underwayFromPrefecture: sum('underwayFromPrefecture'),
    receivedThroughRelay: sum('receivedThroughRelay'),
  }
}

/** A rate travels with its numerator and denominator; a zero denominator shows "—" (null). */
export interface Rate {
  readonly numerator: Fen
  readonly denominator: Fen
  /** Hundredths of a percent, rounded half up; null when there is nothing to divide by. */
  readonly basisPoints: number | null
}

export const rate = (numerator: Fen, denominator: Fen): Rate => ({
  numerator,
  denominator,
  basisPoints:
    denominator === 0
      ? null
      : Number((BigInt(numerator) * 20_000n + BigInt(denominator)) / (2n * BigInt(denominator))),
})

export const RATE_WORDS = {
  issue: { name: '下达率', base: '已下达 ÷ 调整后预算数' },
  remit: { name: '拨付率', base: '已拨付 ÷ 已下达' },
  relay: { name: '市级转拨率', base: '已转拨 ÷ 应转拨' },
  receive: { name: '到账率', base: '已到账 ÷（已拨付 − 已退）' },
  spend: { name: '支出进度', base: '已支出 ÷ 已到账' },
} as const
export type RateName = keyof typeof RATE_WORDS
export type Rates = Readonly<Record<RateName, Rate>>

/** The five rates; 市级转拨率 = 1 − relayed ÷ (relayed + passed on + 已到账 of the routed). */
export const rates = (f: Figures): Rates => {
  const passed = fen(f.underwayFromPrefecture + f.receivedThroughRelay)
  return {
    issue: rate(f.issued, f.budget),
    remit: rate(f.remitted, f.issued),
    relay: rate(passed, fen(f.relayed + passed)),
    receive: rate(f.received, fen(f.remitted - f.returned)),
    spend: rate(f.spent, f.received),
  }
}

/** "17.44%", or "—" without a base. */
export const formatRate = (r: Rate): string =>
  r.basisPoints === null ? '—' : `${(r.basisPoints / 100).toFixed(2)}%`
