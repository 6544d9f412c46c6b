import { z } from 'zod'
import { type Fen, fen, PositiveFen, WAN, YUAN } from '../base/money.ts'

/** 取整: the unit in fen and what happens to what is cut. */
export const ROUNDING_MODES = { floor: '舍去', 'largest-remainder': '最大余数' } as const
export const Rounding = z
  .strictObject({ unit: PositiveFen, mode: z.enum(['floor', 'largest-remainder']) })
  .readonly()
export type Rounding = z.infer<typeof Rounding>

/** 1 万元, 舍去: equals stay equal and the rest stays in reserve. */
export const DEFAULT_ROUNDING: Rounding = { unit: fen(WAN), mode: 'floor' }

/** The units a form offers: 1 万元, 1 千元, 1 百元, 1 元, 1 分. */
export const ROUNDING_UNITS: readonly Fen[] = [WAN, WAN / 10, 100 * YUAN, YUAN, 1].map(fen)

/** An amount cut to whole units, and where its remainder stands among all. */
export interface Rounded {
  /** The amount before rounding and what was cut, in fen over the common denominator. */
  readonly exact: bigint
  readonly remainder: bigint
  /** Fen after rounding, a multiple of the unit. */
  readonly amount: bigint
  /** 1 for the largest remainder; ties go to the earlier amount. */
  readonly rank: number
  readonly raised: boolean
}

/**
 * Rounds exact amounts (fen over one denominator, ties broken by their order) to the unit. With
 * 舍去 all are cut; with 最大余数 the whole units that the cuts add up to go to the largest
 * remainders, one each. No amount moves by a unit or more.
 */
export const roundAll = (
  exact: readonly bigint[],
  denominator: bigint,
  { unit, mode }: Rounding,
): readonly Rounded[] => {
  const step = BigInt(unit) * denominator
  const cut = exact.map((amount, at) => ({ amount, at, remainder: amount % step }))
  const ranked = cut.toSorted((a, b) => descending(a.remainder, b.remainder) || a.at - b.at)
  const rank = new Map(ranked.map(({ at }, place) => [at, place + 1]))
  const spare = cut.reduce((sum, { remainder }) => sum + remainder, 0n) / step
  const raises = mode === 'floor' ? 0 : Number(spare)
  return cut.map(({ amount, at, remainder }) => {
    const place = rank.get(at) ?? 0
    const raised = place <= raises
    const units = amount / step + (raised ? 1n : 0n)
    return { exact: amount, remainder, amount: units * BigInt(unit), rank: place, raised }
  })
}

/** Splits a whole amount by weight, to the fen, by largest remainder; ties to the earlier. */
export const splitFen = (amount: bigint, weights: readonly bigint[]): readonly bigint[] => {
  const total = weights.reduce((a, b) => a + b, 0n)
  if (total === 0n) return weights.map((_, at) => (at === 0 ? amount : 0n))
  return roundAll(
    weights.map((weight) => amount * weight),
    total,
    { unit: fen(1), mode: 'largest-remainder' },
  ).map((rounded) => rounded.amount)
}

const descending = (a: bigint, b: bigint): number => (a > b ? -1 : a < b ? 1 : 0)
