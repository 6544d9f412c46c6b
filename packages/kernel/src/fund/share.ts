import { placesOf, scaledUp } from '../base/decimal.ts'
import { type Refused, refuse } from '../base/decision.ts'
import type { Fen } from '../base/money.ts'
import { lcm } from '../base/ratio.ts'
import { forClass } from './class.ts'
import {
  type ComputationRefusal,
  fenFact,
  partFacts,
  recipientFacts,
} from './computation-refusal.ts'
import type { FactTable } from './fact.ts'
import { checkColumns, columnsOf, type Scores, scoresOf, sumOf } from './factor.ts'
import { type FixedPart, type FloatingPart, floats, type Part } from './part.ts'
import type { PlanInputs, Roll } from './plan-inputs.ts'
import type { PlanRecipient, RecipientKey } from './plan-recipient.ts'

/** A part whose amounts name their recipient: fen over 10^places (a count may have decimals). */
export interface FixedShare {
  readonly part: FixedPart
  readonly amounts: ReadonlyMap<RecipientKey, bigint>
  readonly places: number
}

/** A part that is shared by score: 1 each for 均分. */
export interface FloatingShare {
  readonly part: FloatingPart
  readonly scores: Scores
}

export type Share = FixedShare | FloatingShare
type Refusal = Refused<ComputationRefusal> | null

export const isFloating = (share: Share): share is FloatingShare => floats(share.part)

/** Reads every part of inputs whose names, classes, weights and facts were checked. */
export const sharesOf = (
  inputs: PlanInputs,
  roll: Roll,
  table: FactTable,
): readonly Share[] | Refused<ComputationRefusal> => {
  const columns = new Map(
    inputs.parts
      .filter((part) => part.method === 'factor')
      .map((part) => [part.id, columnsOf(part, membersOf(roll, part), table)]),
  )
  for (const part of inputs.parts)
    if (part.method === 'factor') {
      const refused = checkColumns(part, columns.get(part.id) ?? [])
      if (refused !== null) return refused
    }
  const shares = inputs.parts.map((part): Share => {
    const members = membersOf(roll, part)
    if (part.method === 'equal') return { part, scores: equalScores(members) }
    if (part.method !== 'factor') return fixedShare(part, members, table)
    const own = columns.get(part.id) ?? []
    return { part, scores: scoresOf(own, members, inputs.rule.coefficients) }
  })
  const unscored = shares.find((share) => isFloating(share) && share.scores.total === 0n)
  return unscored === undefined ? shares : refuse('SCORES_ALL_ZERO', partFacts(unscored.part))
}

const membersOf = (roll: Roll, { id }: Part): readonly PlanRecipient[] => roll.members.get(id) ?? []

const equalScores = (members: readonly PlanRecipient[]): Scores => ({
  columns: [],
  scores: new Map(members.map(({ id }) => [id, 1n])),
  total: BigInt(members.length),
  scale: 1n,
})

const fixedShare = (
  part: FixedPart,
  members: readonly PlanRecipient[],
  table: FactTable,
): FixedShare => {
  if (part.method === 'quota') {
    const counts = members.flatMap(({ id }) => table.get(part.count.key)?.get(id)?.value ?? [])
    const places = counts.reduce((most, count) => Math.max(most, placesOf(count)), 0)
    const each = BigInt(part.each)
    const amounts = members.map(({ id }, at) => {
      const count = counts[at]
      return [id, count === undefined ? 0n : each * scaledUp(count, places)] as const
    })
    return { part, places, amounts: new Map(amounts) }
  }
  if (part.method === 'class')
    return {
      part,
      places: 0,
      amounts: new Map(
        members.map(({ id, className }) => [id, BigInt(forClass(part.amounts, className) ?? 0)]),
      ),
    }
  const amounts = new Map<RecipientKey, bigint>()
  for (const { recipient, amount } of part.lines)
    amounts.set(recipient, (amounts.get(recipient) ?? 0n) + BigInt(amount))
  return { part, places: 0, amounts }
}

/** PART_NOT_IN_UNITS: a typed amount, or what a fixed part comes to for one recipient. */
export const checkPartUnits = (shares: readonly Share[], roll: Roll, unit: Fen): Refusal => {
  for (const share of shares) {
    const facts = { ...partFacts(share.part), unit }
    if (isFloating(share)) {
      const { amount } = share.part
      if (amount !== 'rest' && amount % unit !== 0)
        return refuse('PART_NOT_IN_UNITS', { ...facts, amount })
      continue
    }
    const step = BigInt(unit) * 10n ** BigInt(share.places)
    const odd = roll.recipients.find(({ id }) => (share.amounts.get(id) ?? 0n) % step !== 0n)
    if (odd !== undefined) return refuse('PART_NOT_IN_UNITS', { ...facts, ...recipientFacts(odd) })
  }
  return null
}

/** Fen of a fixed part for one recipient, once its units were checked. */
export const fixedFen = ({ amounts, places }: FixedShare, id: RecipientKey): bigint =>
  (amounts.get(id) ?? 0n) / 10n ** BigInt(places)

/** Fen of every part, the rest included; PARTS_ABOVE_POT counts the reserve that is held back. */
export const partAmounts = (
  { pot, rule }: PlanInputs,
  shares: readonly Share[],
): readonly bigint[] | Refused<ComputationRefusal> => {
  const typed = shares.map((share) =>
    isFloating(share)
      ? share.part.amount === 'rest'
        ? null
        : BigInt(share.part.amount)
      : sumOf(share.amounts) / 10n ** BigInt(share.places),
  )
  const parts = typed.reduce<bigint>((sum, amount) => sum + (amount ?? 0n), 0n)
  const rest = BigInt(pot) - BigInt(rule.reserve) - parts
  if (rest < 0n)
    return refuse('PARTS_ABOVE_POT', {
      parts: fenFact(parts),
      reserve: rule.reserve,
      pot,
      above: fenFact(-rest),
    })
  return typed.map((amount) => amount ?? rest)
}

/** w_i by part: amount · score_i / Σ score over the floating parts' least common denominator. */
export interface Weights {
  readonly denominator: bigint
  readonly of: (id: RecipientKey) => readonly bigint[]
}

export const weightsOf = (shares: readonly Share[], amounts: readonly bigint[]): Weights => {
  const denominator = lcm(shares.filter(isFloating).map(({ scores }) => scores.total))
  const terms = shares.map((share, at) =>
    isFloating(share)
      ? {
          scores: share.scores.scores,
          each: (amounts[at] ?? 0n) * (denominator / share.scores.total),
        }
      : null,
  )
  return {
    denominator,
    of: (id) => terms.map((term) => (term === null ? 0n : (term.scores.get(id) ?? 0n) * term.each)),
  }
}
