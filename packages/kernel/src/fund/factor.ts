import { z } from 'zod'
import { Decimal, placesOf, scaledDown, scaledUp } from '../base/decimal.ts'
import { type Refused, refuse } from '../base/decision.ts'
import { lcm } from '../base/ratio.ts'
import { type Coefficients, forClass } from './class.ts'
import { type ComputationRefusal, partFacts } from './computation-refusal.ts'
import { FactKey, type FactTable } from './fact.ts'
import type { FactorPart, Part } from './part.ts'
import type { PlanRecipient, RecipientKey } from './plan-recipient.ts'

/** 因素: a fact with its weight; the weights of a part are at least zero and sum to one. */
export const Factor = z
  .strictObject({ key: FactKey, name: z.string().trim().min(1).max(30), weight: Decimal })
  .readonly()
export type Factor = z.infer<typeof Factor>

/** FACTOR_TWICE, WEIGHT_NEGATIVE, WEIGHTS_NOT_ONE. */
export const checkWeights = (parts: readonly Part[]): Refused<ComputationRefusal> | null => {
  const weighted = parts.filter((part) => part.method === 'factor')
  return (
    firstFactor(weighted, 'FACTOR_TWICE', ({ key }, at, factors) =>
      factors.slice(0, at).some((other) => other.key === key),
    ) ??
    firstFactor(weighted, 'WEIGHT_NEGATIVE', ({ weight }) => weight.startsWith('-')) ??
    notOne(weighted)
  )
}

const firstFactor = (
  parts: readonly FactorPart[],
  refusal: ComputationRefusal,
  wrong: (factor: Factor, at: number, factors: readonly Factor[]) => boolean,
): Refused<ComputationRefusal> | null => {
  for (const part of parts) {
    const factor = part.factors.find(wrong)
    if (factor !== undefined) {
      const { key, name, weight } = factor
      return refuse(refusal, { ...partFacts(part), fact: key, factName: name, weight })
    }
  }
  return null
}

const notOne = (parts: readonly FactorPart[]): Refused<ComputationRefusal> | null => {
  for (const part of parts) {
    const places = mostPlaces(part.factors.map(({ weight }) => weight))
    const sum = part.factors.reduce((to, { weight }) => to + scaledUp(weight, places), 0n)
    const above = sum - 10n ** BigInt(places)
    if (above !== 0n)
      return refuse('WEIGHTS_NOT_ONE', {
        ...partFacts(part),
        sum: scaledDown(sum, places),
        above: scaledDown(above, places),
      })
  }
  return null
}

/** A factor over the recipients of its part: every value and the total, times 10^places. */
export interface FactorColumn {
  readonly factor: Factor
  readonly places: number
  readonly values: ReadonlyMap<RecipientKey, bigint>
  readonly total: bigint
}

/** The scores of a factor part: `scores` over `scale` is score_i, exact. */
export interface Scores {
  readonly columns: readonly FactorColumn[]
  readonly scores: ReadonlyMap<RecipientKey, bigint>
  readonly total: bigint
  readonly scale: bigint
}

/** Reads the columns of a part whose facts were checked. */
export const columnsOf = (
  part: FactorPart,
  members: readonly PlanRecipient[],
  table: FactTable,
): readonly FactorColumn[] =>
  part.factors.map((factor) => {
    const facts = table.get(factor.key)
    const typed = members.flatMap(({ id }) => {
      const value = facts?.get(id)?.value
      return value === undefined ? [] : [{ id, value }]
    })
    const places = mostPlaces(typed.map(({ value }) => value))
    const values = new Map(typed.map(({ id, value }) => [id, scaledUp(value, places)]))
    return { factor, places, values, total: sumOf(values) }
  })

/** FACTOR_SUM_ZERO: a factor that nobody has shares nothing, whatever its weight. */
export const checkColumns = (
  part: FactorPart,
  columns: readonly FactorColumn[],
): Refused<ComputationRefusal> | null => {
  const empty = columns.find(({ total }) => total === 0n)
  if (empty === undefined) return null
  const { key, name } = empty.factor
  return refuse('FACTOR_SUM_ZERO', { ...partFacts(part), fact: key, factName: name })
}

/**
 * score_i = c_class(i) · Σ_k w_k · x_ik / Σ_j x_jk, all over one denominator, so that a recipient
 * costs one product a factor.
 */
export const scoresOf = (
  columns: readonly FactorColumn[],
  members: readonly PlanRecipient[],
  coefficients: Coefficients | null,
): Scores => {
  const common = lcm(columns.map(({ total }) => total))
  const weightPlaces = mostPlaces(columns.map(({ factor }) => factor.weight))
  const terms = columns.map(({ factor, values, total }) => ({
    values,
    each: scaledUp(factor.weight, weightPlaces) * (common / total),
  }))
  const coefficientPlaces = mostPlaces(Object.values(coefficients ?? {}))
  const scores = new Map<RecipientKey, bigint>()
  for (const { id, className } of members) {
    const typed = coefficients === null ? undefined : forClass(coefficients, className)
    const coefficient = typed === undefined ? 1n : scaledUp(typed, coefficientPlaces)
    const weighed = terms.reduce((to, { values, each }) => to + each * (values.get(id) ?? 0n), 0n)
    scores.set(id, coefficient * weighed)
  }
  const scale = common * 10n ** BigInt(weightPlaces + coefficientPlaces)
  return { columns, scores, total: sumOf(scores), scale }
}

export const sumOf = (amounts: ReadonlyMap<RecipientKey, bigint>): bigint => {
  let sum = 0n
  for (const amount of amounts.values()) sum += amount
  return sum
}

const mostPlaces = (decimals: readonly Decimal[]): number =>
  decimals.reduce((most, decimal) => Math.max(most, placesOf(decimal)), 0)
