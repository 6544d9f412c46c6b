import { assert } from '../base/decision.ts'
import type { Claim } from './bounds.ts'
import type { RecipientKey } from './plan-recipient.ts'

export type BoundSide = 'floor' | 'cap'

/** Who stands on a bound; the others have left · weight / free, in fen. */
export interface Settlement {
  readonly bound: ReadonlyMap<RecipientKey, BoundSide>
  /** Fen for those who float freely. */
  readonly left: bigint
  /** The sum of their weights; zero when nobody does. */
  readonly free: bigint
  readonly rounds: number
}

/**
 * Solves v_i = clamp(t·w_i, lower_i, upper_i) for one t with Σ v_i = target: each round shares
 * what is left by weight, then holds those below their floor if together they lack at least as
 * much as the others exceed their caps by, those above their cap if at most as much. At most one
 * round a claim. When only weightless claims remain they take their floor; when all stand on a
 * bound and target is not reached the difference stays unshared.
 */
export const settle = (claims: readonly Claim[], target: bigint): Settlement => {
  const bound = new Map<RecipientKey, BoundSide>()
  let open = claims
  let left = target
  const hold = (held: readonly Claim[], side: BoundSide): void => {
    for (const claim of held) {
      bound.set(claim.recipient.id, side)
      left -= (side === 'floor' ? claim.lower : claim.upper) ?? 0n
    }
  }
  for (let rounds = 0; ; ) {
    const free = open.reduce((sum, { weight }) => sum + weight, 0n)
    if (free === 0n) {
      hold(
        open.filter(({ lower }) => lower > 0n),
        'floor',
      )
      return { bound, left: 0n, free, rounds }
    }
    assert(left >= 0n, 'floors within the target')
    rounds += 1
    const low = beyond(open, (claim) => claim.lower * free - left * claim.weight)
    const high = beyond(open, (claim) =>
      claim.upper === null ? 0n : left * claim.weight - claim.upper * free,
    )
    if (low.total === 0n && high.total === 0n) return { bound, left, free, rounds }
    if (low.total >= high.total) hold(low.claims, 'floor')
    if (low.total <= high.total) hold(high.claims, 'cap')
    open = open.filter(({ recipient }) => !bound.has(recipient.id))
  }
}

const beyond = (open: readonly Claim[], by: (claim: Claim) => bigint) => {
  const claims: Claim[] = []
  let total = 0n
  for (const claim of open) {
    const distance = by(claim)
    if (distance > 0n) {
      claims.push(claim)
      total += distance
    }
  }
  return { claims, total }
}

/** v_i in fen over the settlement's denominator. */
export const settled = ({ bound, left, free }: Settlement, claim: Claim): bigint => {
  const side = bound.get(claim.recipient.id)
  const denominator = denominatorOf(free)
  if (side === 'floor') return claim.lower * denominator
  if (side === 'cap') return (claim.upper ?? 0n) * denominator
  return free === 0n ? 0n : left * claim.weight
}

export const denominatorOf = (free: bigint): bigint => (free === 0n ? 1n : free)
