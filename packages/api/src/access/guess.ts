import { lockedUntil, networkOf } from '@qiangji/kernel/access/session.ts'
import { accept, type Decision, refuse } from '@qiangji/kernel/base/decision.ts'
import { spellId } from '@qiangji/kernel/base/id.ts'
import { addFailure, failuresOf } from '@qiangji/store/access/login-failure.ts'
import { HashersBusy, matchesPassword } from '@qiangji/store/access/password-hash.ts'
import type { Act } from '@qiangji/store/engine/act.ts'
import { originOf } from '../frame/admit.ts'
import type { Context } from '../frame/context.ts'
import { perform } from '../frame/perform.ts'
import { Refusal, turnAway } from '../frame/refusal.ts'
import { oneByOne } from './line.ts'

const MINUTE = 60_000

export interface Guess {
  /** The login's id, or the stand-in of a name that nobody has. */
  readonly key: string
  readonly password: string
  /** Null for a login that does not exist or is disabled: it takes as long and never matches. */
  readonly hash: string | null
  /** The path that is recorded. */
  readonly path: string
}

/**
 * Checks a typed password, counts a failure for its login and network, and refuses without looking while
 * that pair is locked. Known and unknown logins take the same way. Every refusal leaves one audit row.
 */
export const judgeGuess = (
  ctx: Context,
  guess: Guess,
): Promise<Decision<true, 'LOGIN_LOCKED' | 'LOGIN_REFUSED'>> => {
  const network = networkOf(ctx.address)
  return oneByOne(`${guess.key} ${network}`, async () => {
    const now = ctx.clock.now()
    const locked = lockedUntil(await failuresOf(ctx.store.read, guess.key, network, now), now)
    if (locked !== null) {
      await ctx.store.witness({
        ...(await ownAct(ctx, 'system', guess.path, guess.key)),
        actor: ctx.actor?.personId ?? null,
        result: 'LOGIN_LOCKED',
      })
      return refuse('LOGIN_LOCKED', { minutes: Math.ceil((locked - now) / MINUTE) })
    }
    if (await matches(guess)) return accept(true)
    await perform(ctx, await ownAct(ctx, 'system', `${guess.path}.reject`, guess.key), async (tx) =>
      accept(await addFailure(tx, guess.key, network, now)),
    )
    return refuse('LOGIN_REFUSED')
  })
}

const matches = ({ password, hash }: Guess): Promise<boolean> =>
  unlessBusy(() => matchesPassword(password, hash))

/** Hashes, or turns the caller away while too many passwords are being hashed. */
export const unlessBusy = async <T>(hashing: () => Promise<T>): Promise<T> => {
  try {
    return await hashing()
  } catch (error) {
    if (error instanceof HashersBusy) return turnAway(new Refusal('TOO_MANY', { seconds: 5 }))
    throw error
  }
}

/** An act of signing in or out: it has no request id of its own because its input holds secrets. */
export const ownAct = async (
  ctx: Context,
  actor: string,
  name: string,
  subject: string,
): Promise<Act> => ({
  actor,
  requestId: spellId(ctx.chance(20)),
  name,
  organization: ctx.actor?.organization.organizationId ?? null,
  subject,
  input: null,
  today: await ctx.clock.today(),
  origin: originOf(ctx),
})
