import { z } from 'zod'
import { accept, assert, type Decision } from '../base/decision.ts'
import { type Fen, fen, NaturalFen } from '../base/money.ts'
import { type Ratio, ratio, ratioText } from '../base/ratio.ts'
import { type Claim, checkBoundUnits, checkClaims, claimOf } from './bounds.ts'
import { type BoundSide, denominatorOf, type Settlement, settle, settled } from './clamp.ts'
import { checkClasses } from './class.ts'
import type { ComputationRefusal } from './computation-refusal.ts'
import { checkFacts, decidingFacts, type FactTable, factTable } from './fact.ts'
import { checkWeights } from './factor.ts'
import { checkPlan } from './plan-check.ts'
import { type PlanInputs, type Roll, rollOf } from './plan-inputs.ts'
import { RecipientKey } from './plan-recipient.ts'
import { type Rounded, roundAll, splitFen } from './rounding.ts'
import {
  checkPartUnits,
  fixedFen,
  isFloating,
  partAmounts,
  type Share,
  sharesOf,
  type Weights,
  weightsOf,
} from './share.ts'

export const ComputedLine = z
  .strictObject({
    recipient: RecipientKey,
    amount: NaturalFen,
    /** 其中: one amount for every part, in part order; together the line's amount. */
    byPart: z.array(NaturalFen).readonly(),
    /** Where the line stands on a bound: 保底 or 封顶. */
    bound: z.enum(['floor', 'cap']).nullable(),
  })
  .readonly()
export type ComputedLine = z.infer<typeof ComputedLine>

/** The lines of a plan by code; total + reserve is the pot, to the fen. */
export const Computation = z
  .strictObject({
    lines: z.array(ComputedLine).readonly(),
    total: NaturalFen,
    /** 预留: stays available for a later document. */
    reserve: NaturalFen,
    rounds: z.int().min(0),
    /** The scale of all free floating amounts, exact ("1", "20000/43"); null when none floats freely. */
    t: z.string().nullable(),
  })
  .readonly()
export type Computation = z.infer<typeof Computation>

/** Everything that led to the lines, kept for explaining them. */
export interface Workings {
  readonly inputs: PlanInputs
  readonly roll: Roll
  readonly facts: FactTable
  readonly shares: readonly Share[]
  /** Fen of every part, in part order. */
  readonly amounts: readonly bigint[]
  readonly weights: Weights
  readonly settlement: Settlement
  readonly t: Ratio | null
  readonly lines: readonly WorkedLine[]
}

export interface WorkedLine {
  readonly claim: Claim
  readonly bound: BoundSide | null
  readonly rounded: Rounded
}

/**
 * Shares the pot. Every amount is exact until the rounding; fixed, class, quota, project and manual
 * amounts are never changed; equal and factor amounts give way to floors and caps. The pot, all
 * amounts and units are fen. Refuses with the first of COMPUTATION_REFUSALS that applies.
 */
export const compute = (inputs: PlanInputs): Decision<Computation, ComputationRefusal> => {
  const worked = workOut(inputs)
  return worked.ok ? accept(computationOf(worked.value)) : worked
}

/** The same with its workings: a screen that explains lines keeps them. */
export const workOut = (inputs: PlanInputs): Decision<Workings, ComputationRefusal> => {
  const misnamed = checkPlan(inputs)
  if (misnamed !== null) return misnamed
  const roll = rollOf(inputs)
  const unweighed = checkClasses(inputs, roll) ?? checkWeights(inputs.parts)
  if (unweighed !== null) return unweighed
  const deciding = decidingFacts(inputs, roll)
  const facts = factTable(deciding)
  const unknown = checkFacts(inputs, roll, deciding, facts)
  if (unknown !== null) return unknown
  const shares = sharesOf(inputs, roll, facts)
  return 'refusal' in shares ? shares : share(inputs, roll, facts, shares)
}

const share = (
  inputs: PlanInputs,
  roll: Roll,
  facts: FactTable,
  shares: readonly Share[],
): Decision<Workings, ComputationRefusal> => {
  const { pot, rule } = inputs
  const { unit } = rule.rounding
  const names = new Map(inputs.recipients.map(({ id, name }) => [id, name]))
  const nameOf = (id: RecipientKey) => names.get(id) ?? id
  const uneven = checkPartUnits(shares, roll, unit) ?? checkBoundUnits(rule.bounds, unit, nameOf)
  if (uneven !== null) return uneven
  const amounts = partAmounts(inputs, shares)
  if ('refusal' in amounts) return amounts
  const weights = weightsOf(shares, amounts)
  const claims = claimsOf(inputs, roll, shares, weights)
  const unbounded = checkClaims(claims, BigInt(pot) - BigInt(rule.reserve))
  if (unbounded !== null) return unbounded
  const settlement = settle(claims, targetOf(shares, amounts, claims))
  const { left, free } = settlement
  const t = free === 0n ? null : ratio(left * weights.denominator, free)
  const lines = roundedLines(inputs, claims, settlement)
  return accept({ inputs, roll, facts, shares, amounts, weights, settlement, t, lines })
}

const claimsOf = (
  { rule }: PlanInputs,
  roll: Roll,
  shares: readonly Share[],
  weights: Weights,
): readonly Claim[] =>
  roll.recipients.map((recipient) => {
    const { id } = recipient
    let fixed = 0n
    let floats = false
    for (const one of shares)
      if (isFloating(one)) floats ||= one.scores.scores.has(id)
      else fixed += fixedFen(one, id)
    return claimOf(recipient, rule.bounds, fixed, floats, weights.of(id))
  })

/** T = max(Σ w_i, Σ lower bounds): floors may need more than the floating parts hold. */
const targetOf = (
  shares: readonly Share[],
  amounts: readonly bigint[],
  claims: readonly Claim[],
): bigint => {
  let floating = 0n
  for (const [at, one] of shares.entries()) if (isFloating(one)) floating += amounts[at] ?? 0n
  const floors = claims.reduce((sum, { lower }) => sum + lower, 0n)
  return floors > floating ? floors : floating
}

const roundedLines = (
  { rule }: PlanInputs,
  claims: readonly Claim[],
  settlement: Settlement,
): readonly WorkedLine[] => {
  const exact = claims.map((claim) => settled(settlement, claim))
  const rounded = roundAll(exact, denominatorOf(settlement.free), rule.rounding)
  return rounded.flatMap((line, at) => {
    const claim = claims[at]
    if (claim === undefined) return []
    return { claim, rounded: line, bound: settlement.bound.get(claim.recipient.id) ?? null }
  })
}

/** The lines of finished workings. */
export const computationOf = ({ inputs, shares, settlement, t, lines }: Workings): Computation => {
  const computed = lines.map((line): ComputedLine => {
    const byPart = splitLine(line, shares)
    const amount = fenOf(line.claim.fixed + line.rounded.amount)
    return { recipient: line.claim.recipient.id, amount, byPart, bound: line.bound }
  })
  const total = computed.reduce((sum, { amount }) => sum + amount, 0)
  const reserve = inputs.pot - total
  assert(reserve >= inputs.rule.reserve, 'lines within the pot')
  return {
    lines: computed,
    total: fen(total),
    reserve: fen(reserve),
    rounds: settlement.rounds,
    t: t === null ? null : ratioText(t),
  }
}

/** Fixed parts as they are; the rounded floating amount over the floating parts that name the recipient. */
export const splitLine = (
  { claim, rounded }: WorkedLine,
  shares: readonly Share[],
): readonly Fen[] => {
  const { id } = claim.recipient
  const mine = shares.map((one) => isFloating(one) && one.scores.scores.has(id))
  const floating = splitFen(
    rounded.amount,
    claim.weights.filter((_, at) => mine[at]),
  )
  let next = 0
  return shares.map((one, at) => {
    if (!isFloating(one)) return fenOf(fixedFen(one, id))
    return fenOf(mine[at] ? (floating[next++] ?? 0n) : 0n)
  })
}

const fenOf = (amount: bigint): Fen => fen(Number(amount))
