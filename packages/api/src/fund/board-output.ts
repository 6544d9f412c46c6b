import { Day } from '@qiangji/kernel/base/day.ts'
import { Fen } from '@qiangji/kernel/base/money.ts'
import { CONCERN_KINDS, UNREACHED_PLACES } from '@qiangji/kernel/fund/board.ts'
import { FIGURE_NAMES, OPENED_NAMES } from '@qiangji/kernel/fund/figure.ts'
import { FundId } from '@qiangji/kernel/fund/fund.ts'
import { LEVELS, OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { z } from 'zod'

export const OpenedOf = z.enum(OPENED_NAMES)
export const FiguresOut = z.record(z.enum(FIGURE_NAMES), Fen)
export const RateOut = z.strictObject({
  numerator: Fen,
  denominator: Fen,
  basisPoints: z.int().nullable(),
})
export const RatesOut = z.strictObject({
  issue: RateOut,
  remit: RateOut,
  relay: RateOut,
  receive: RateOut,
  spend: RateOut,
})

/**
 * child: one step below the scope. own: what is for the scope itself, so that the rows sum to it. direct: a
 * recipient paid straight by the province, already inside its prefecture's row.
 */
export const BoardRow = z.strictObject({
  kind: z.enum(['scope', 'child', 'own', 'direct']),
  organizationId: OrganizationId,
  code: z.string(),
  name: z.string(),
  fullName: z.string(),
  level: z.enum(LEVELS),
  /** Lines of the recipient list at or below. */
  recipients: z.int().min(0),
  figures: FiguresOut,
  rates: RatesOut,
  /** 滞留市级: natural days of the oldest fen that waits at a prefecture, and what waits too long. */
  stayDays: z.int().nullable(),
  stayLate: Fen,
  /** Natural days of the oldest unspent fen. */
  unspentDays: z.int().nullable(),
  bounced: Fen,
  paused: z.boolean(),
})
export type BoardRow = z.infer<typeof BoardRow>

/** A recipient as a tile of the map. */
export const BoardTile = z.strictObject({
  organizationId: OrganizationId,
  code: z.string(),
  name: z.string(),
  prefectureId: OrganizationId.nullable(),
  className: z.string().nullable(),
  issued: Fen,
  received: Fen,
  occupied: Fen,
  spent: Fen,
  relayed: Fen,
  stayDays: z.int().nullable(),
  /** The last arrival. */
  receivedOn: Day.nullable(),
  members: z.int().nullable(),
  paused: z.boolean(),
})
export type BoardTile = z.infer<typeof BoardTile>

export const BoardStep = z.strictObject({
  organizationId: OrganizationId,
  name: z.string(),
  level: z.enum(LEVELS),
  figures: FiguresOut,
})

export const UnreachedOut = z.strictObject({
  place: z.enum(UNREACHED_PLACES),
  amount: Fen,
  /** Recipients with money there. */
  count: z.int(),
  details: z.array(
    z.strictObject({
      name: z.string(),
      count: z.int(),
      days: z.int().nullable(),
      reason: z.string().nullable(),
    }),
  ),
})

export const ConcernOut = z.strictObject({
  kind: z.enum(CONCERN_KINDS),
  count: z.int(),
  amount: Fen,
  /** Of how many it cannot be said whether they are late, because this year has no calendar yet. */
  unjudged: z.strictObject({ count: z.int(), year: z.int() }).nullable(),
  items: z.array(
    z.strictObject({
      name: z.string(),
      amount: Fen,
      days: z.int().nullable(),
      text: z.string(),
      organizationId: OrganizationId.nullable(),
    }),
  ),
})
export type ConcernOut = z.infer<typeof ConcernOut>

export const BoardOverview = z.strictObject({
  fund: z.strictObject({
    id: FundId,
    name: z.string(),
    year: z.int(),
    state: z.enum(['open', 'ended']),
    provisional: z.boolean(),
  }),
  asOf: Day,
  trail: z.array(BoardStep).min(1),
  total: BoardRow,
  lastYear: z.strictObject({ day: Day, rates: RatesOut }).nullable(),
  rows: z.array(BoardRow),
  tiles: z.array(BoardTile),
  unreached: z.array(UnreachedOut),
  /** Recipients whose money has not all arrived. */
  unreachedCount: z.int(),
  concerns: z.array(ConcernOut),
  /** 账目核验 of the whole ledger: when it last ran and whether every row agreed. */
  check: z.strictObject({ at: z.string(), day: Day, passed: z.boolean() }).nullable(),
})
export type BoardOverview = z.infer<typeof BoardOverview>
