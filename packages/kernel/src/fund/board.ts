import {
  addWorkingDays,
  type Calendar,
  type CalendarRefusal,
  workingDaysBetween,
} from '../base/calendar.ts'
import { type Day, day, daysBetween } from '../base/day.ts'
import { accept, type Decision } from '../base/decision.ts'
import { type Fen, fen, sumFen } from '../base/money.ts'
import { type Layer, layers } from './age.ts'
import { FIGURE_SETS, type Stock } from './figure.ts'

/** Natural days after which money that waits at a prefecture is asked about. */
export const STAY_LIMIT = 30
/** Working days after which an unconfirmed payment is asked about. */
export const CONFIRM_LIMIT = 5

/** What somebody must ask about, in the order of the board. */
export const CONCERN_WORDS = {
  stay: '滞留市级超 30 天',
  bounced: '退票待重拨',
  unconfirmed: '到账待确认超 5 个工作日',
  discrepancy: '金额不符待核实',
} as const
export const CONCERN_KINDS = ['stay', 'bounced', 'unconfirmed', 'discrepancy'] as const

/**
 * Whether a payment has been unconfirmed for more than CONFIRM_LIMIT working days. A day without a calendar is
 * refused, never guessed; what was late before it stays late.
 */
export const isConfirmationLate = (
  calendar: Calendar,
  since: Day,
  today: Day,
): Decision<boolean, CalendarRefusal> => {
  const late = addWorkingDays(calendar, since, CONFIRM_LIMIT + 1)
  if (late.ok) return accept(today >= late.value)
  const waited = workingDaysBetween(calendar, since, today)
  return waited.ok ? accept(waited.value > CONFIRM_LIMIT) : waited
}

/** Where money is that was issued and has not arrived. */
export const UNREACHED_WORDS = {
  unpaid: '省级未拨付',
  bounced: '省级退票',
  toPrefecture: '待市级确认',
  relayed: '市级未转拨',
  toRecipient: '待收款单位确认',
} as const
export type UnreachedPlace = keyof typeof UNREACHED_WORDS
export const UNREACHED_PLACES = [
  'relayed',
  'toRecipient',
  'toPrefecture',
  'bounced',
  'unpaid',
] as const satisfies readonly UnreachedPlace[]

type Belongs = (stock: Pick<Stock, 'stage' | 'tier' | 'route'>) => boolean
const BELONGS: Record<Exclude<UnreachedPlace, 'bounced'>, Belongs> = {
  unpaid: (s) => s.stage === 'issued' && s.tier === 'province',
  toPrefecture: (s) => s.stage === 'remitted' && s.tier === 'province' && s.route === 'relay',
  relayed: (s) => s.stage === 'relayed',
  toRecipient: (s) =>
    s.stage === 'remitted' &&
    (s.tier === 'relay' || (s.tier === 'province' && s.route === 'direct')),
}

export type Unreached = Readonly<Record<UnreachedPlace, Fen>>

/**
 * 未到账在哪里: 已下达 that has neither arrived nor come back, by the place where it waits. What a bank sent back
 * to the province stands in 已下达未拨 like the rest, so `bounced` (open 退票) is taken out of it.
 */
export const unreached = (stocks: readonly Stock[], bounced: Fen): Unreached => {
  const sum = (place: keyof typeof BELONGS) =>
    sumFen(stocks.filter(BELONGS[place]), (s) => s.amount)
  const unpaid = sum('unpaid')
  const back = fen(Math.min(unpaid, bounced))
  return {
    unpaid: fen(unpaid - back),
    bounced: back,
    toPrefecture: sum('toPrefecture'),
    relayed: sum('relayed'),
    toRecipient: sum('toRecipient'),
  }
}

/** What came to a place, or the net of what left it, on a day. */
export interface Flow {
  readonly day: Day
  readonly arrival: boolean
  readonly amount: Fen
}

/** What is left at a place, first in first out. */
export const layersOf = (flows: readonly Flow[]): readonly Layer[] => {
  const left = sumFen(
    flows.filter((flow) => !flow.arrival),
    (flow) => flow.amount,
  )
  return layers(
    flows.filter((flow) => flow.arrival),
    fen(left === 0 ? 0 : -left),
  )
}

export interface Stay {
  /** Natural days of the oldest fen; null when nothing is there. */
  readonly days: number | null
  readonly amount: Fen
  /** What has been there for more than STAY_LIMIT days. */
  readonly late: Fen
}

/** How long the money of several places has been there. */
export const stayOf = (left: readonly Layer[], today: Day): Stay => {
  const aged = left.map((layer) => ({ ...layer, days: daysBetween(layer.since, today) }))
  return {
    days: aged.length === 0 ? null : Math.max(...aged.map((layer) => layer.days)),
    amount: sumFen(aged, (layer) => layer.amount),
    late: sumFen(
      aged.filter((layer) => layer.days > STAY_LIMIT),
      (layer) => layer.amount,
    ),
  }
}

export const TREND_LINES = ['issued', 'remitted', 'received', 'spent'] as const
export type TrendLine = (typeof TREND_LINES)[number]

/** The four cumulative figures at the end of a day on which something moved. */
export interface TrendPoint extends Readonly<Record<TrendLine, Fen>> {
  readonly day: Day
}

/** Running totals of what moved per day, in the order of the days. */
export const trend = (moved: readonly (Stock & { readonly day: Day })[]): readonly TrendPoint[] => {
  const running: Record<TrendLine, number> = { issued: 0, remitted: 0, received: 0, spent: 0 }
  const points = new Map<Day, TrendPoint>()
  const inOrder = [...moved].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
  for (const stock of inOrder) {
    for (const line of TREND_LINES) if (FIGURE_SETS[line](stock)) running[line] += stock.amount
    points.set(stock.day, {
      day: stock.day,
      issued: fen(running.issued),
      remitted: fen(running.remitted),
      received: fen(running.received),
      spent: fen(running.spent),
    })
  }
  return [...points.values()]
}

/** 上年同日; the 29th of February is compared with the 28th. */
export const sameDayLastYear = (today: Day): Day => {
  const rest = today.slice(4)
  return day(`${Number(today.slice(0, 4)) - 1}${rest === '-02-29' ? '-02-28' : rest}`)
}
