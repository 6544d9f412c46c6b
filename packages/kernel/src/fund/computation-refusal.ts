import type { Part } from './part.ts'
import type { PlanRecipient } from './plan-recipient.ts'

/**
 * Why a plan cannot be computed, in order of precedence: of several reasons the first of this list
 * is given; within a reason the first part in plan order, then the first recipient by code.
 */
export const COMPUTATION_REFUSALS = [
  // What the plan names.
  'NO_PARTS',
  'NO_RECIPIENTS',
  'PART_TWICE',
  'TWO_RESTS',
  'RECIPIENT_TWICE',
  'RECIPIENT_UNKNOWN',
  'PART_REASON_MISSING',
  'REMAINDER_WITHOUT_FACTOR',
  // Classes and weights.
  'CLASS_MISSING',
  'CLASS_AMOUNT_MISSING',
  'COEFFICIENT_MISSING',
  'COEFFICIENT_NEGATIVE',
  'FACTOR_TWICE',
  'WEIGHT_NEGATIVE',
  'WEIGHTS_NOT_ONE',
  // Facts.
  'FACT_TWICE',
  'FACT_MISSING',
  'FACT_NEGATIVE',
  'FACTOR_SUM_ZERO',
  'SCORES_ALL_ZERO',
  // Amounts.
  'PART_NOT_IN_UNITS',
  'BOUND_NOT_IN_UNITS',
  'PARTS_ABOVE_POT',
  'BOUNDS_CROSS',
  'CAP_BELOW_FIXED_PARTS',
  'FLOOR_ABOVE_FIXED_PARTS',
  'FLOORS_ABOVE_POT',
] as const
export type ComputationRefusal = (typeof COMPUTATION_REFUSALS)[number]

/** How the facts of a refusal name a part and a recipient. */
export const partFacts = ({ id, name }: Part) => ({ part: id, partName: name })
export const recipientFacts = ({ id, name }: PlanRecipient) => ({ recipient: id, name })

/** Fen in the facts of a refusal: a number, or its digits where a sum passes what a number holds. */
export const fenFact = (amount: bigint): number | string =>
  amount <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(amount) : amount.toString()
