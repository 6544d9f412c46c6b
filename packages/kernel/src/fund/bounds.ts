import { z } from 'zod'
import { type Refused, refuse } from '../base/decision.ts'
import { type Fen, GivenFen } from '../base/money.ts'
import { ClassName, forClass } from './class.ts'
import { type ComputationRefusal, fenFact, recipientFacts } from './computation-refusal.ts'
import { type PlanRecipient, RecipientKey } from './plan-recipient.ts'

/** 保底 and 封顶 on the total of a recipient, in fen. Left out: as the wider bound says; null: none. */
export const Bound = z
  .strictObject({ floor: GivenFen.nullable().optional(), cap: GivenFen.nullable().optional() })
  .readonly()
export type Bound = z.infer<typeof Bound>

/** A recipient's own bound stands before that of its class, that before the plan's. */
export const Bounds = z
  .strictObject({
    floor: GivenFen.nullable(),
    cap: GivenFen.nullable(),
    classes: z.record(ClassName, Bound).readonly(),
    recipients: z.record(RecipientKey, Bound).readonly(),
  })
  .readonly()
export type Bounds = z.infer<typeof Bounds>

export const NO_BOUNDS: Bounds = { floor: null, cap: null, classes: {}, recipients: {} }

/** Whose bound holds: the recipient's own, its class's or the plan's. */
export const BOUND_SCOPES = ['recipient', 'class', 'plan'] as const
export type BoundScope = (typeof BOUND_SCOPES)[number]

/** One side of the bounds that hold for a recipient. */
export interface HeldBound {
  readonly amount: Fen | null
  readonly scope: BoundScope
}

/** The bounds that hold for one recipient; no floor is a floor of zero. */
export const boundOf = (
  bounds: Bounds,
  { id, className }: PlanRecipient,
): { readonly floor: HeldBound; readonly cap: HeldBound } => {
  const typed: readonly (readonly [BoundScope, Bound | undefined])[] = [
    ['recipient', bounds.recipients[id]],
    ['class', forClass(bounds.classes, className)],
  ]
  const held = (side: 'floor' | 'cap'): HeldBound => {
    for (const [scope, bound] of typed) {
      const amount = bound?.[side]
      if (amount !== undefined) return { amount, scope }
    }
    return { amount: bounds[side], scope: 'plan' }
  }
  return { floor: held('floor'), cap: held('cap') }
}

/** BOUND_NOT_IN_UNITS, over every bound that was typed, used or not. */
export const checkBoundUnits = (
  bounds: Bounds,
  unit: Fen,
  nameOf: (id: RecipientKey) => string,
): Refused<ComputationRefusal> | null => {
  const typed: readonly (readonly [string, Bound])[] = [
    ['', bounds],
    ...Object.entries(bounds.classes).toSorted(byName),
    ...Object.entries(bounds.recipients)
      .map(([id, bound]) => [nameOf(id), bound] as const)
      .toSorted(byName),
  ]
  for (const [of, { floor, cap }] of typed)
    for (const amount of [floor, cap])
      if (typeof amount === 'number' && amount % unit !== 0)
        return refuse('BOUND_NOT_IN_UNITS', { of, amount, unit })
  return null
}

const byName = ([a]: readonly [string, Bound], [b]: readonly [string, Bound]): number =>
  a < b ? -1 : a > b ? 1 : 0

/** What a recipient asks of the floating money: weights w by part over one denominator, and bounds. */
export interface Claim {
  readonly recipient: PlanRecipient
  /** Fen of the parts that never change. */
  readonly fixed: bigint
  /** Whether an equal or factor part names it; otherwise nothing can be added. */
  readonly floats: boolean
  /** In part order, zero for fixed parts. */
  readonly weights: readonly bigint[]
  readonly weight: bigint
  readonly floor: Fen | null
  readonly cap: Fen | null
  readonly floorScope: BoundScope
  readonly capScope: BoundScope
  /** max(0, floor − fixed) and cap − fixed, in fen. */
  readonly lower: bigint
  readonly upper: bigint | null
}

export const claimOf = (
  recipient: PlanRecipient,
  bounds: Bounds,
  fixed: bigint,
  floats: boolean,
  weights: readonly bigint[],
): Claim => {
  const { floor: floorHeld, cap: capHeld } = boundOf(bounds, recipient)
  const floor = floorHeld.amount
  const cap = capHeld.amount
  const short = BigInt(floor ?? 0) - fixed
  return {
    recipient,
    fixed,
    floats,
    weights,
    weight: weights.reduce((a, b) => a + b, 0n),
    floor,
    cap,
    floorScope: floorHeld.scope,
    capScope: capHeld.scope,
    lower: short > 0n ? short : 0n,
    upper: cap === null ? null : BigInt(cap) - fixed,
  }
}

/** BOUNDS_CROSS, CAP_BELOW_FIXED_PARTS, FLOOR_ABOVE_FIXED_PARTS, FLOORS_ABOVE_POT. */
export const checkClaims = (
  claims: readonly Claim[],
  pot: bigint,
): Refused<ComputationRefusal> | null =>
  firstClaim(claims, 'BOUNDS_CROSS', ({ floor, cap }) => cap !== null && (floor ?? 0) > cap) ??
  firstClaim(claims, 'CAP_BELOW_FIXED_PARTS', ({ upper }) => upper !== null && upper < 0n) ??
  firstClaim(claims, 'FLOOR_ABOVE_FIXED_PARTS', ({ floats, lower }) => !floats && lower > 0n) ??
  floorsAbovePot(claims, pot)

const firstClaim = (
  claims: readonly Claim[],
  refusal: ComputationRefusal,
  wrong: (claim: Claim) => boolean,
): Refused<ComputationRefusal> | null => {
  const found = claims.find(wrong)
  if (found === undefined) return null
  return refuse(refusal, {
    ...recipientFacts(found.recipient),
    fixed: Number(found.fixed),
    ...(found.floor === null ? {} : { floor: found.floor }),
    ...(found.cap === null ? {} : { cap: found.cap }),
  })
}

const floorsAbovePot = (
  claims: readonly Claim[],
  pot: bigint,
): Refused<ComputationRefusal> | null => {
  const needed = claims.reduce((sum, { fixed, lower }) => sum + fixed + lower, 0n)
  if (needed <= pot) return null
  return refuse('FLOORS_ABOVE_POT', {
    needed: fenFact(needed),
    pot: fenFact(pot),
    above: fenFact(needed - pot),
  })
}
