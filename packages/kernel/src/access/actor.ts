import { z } from 'zod'
import type { Hand } from './conflict.ts'
import { PersonId } from './person.ts'
import { isSystemPost, PostCode } from './post.ts'
import { Scope } from './scope.ts'
import { SessionId } from './session.ts'

/** A post held today; `from` names the giver when it is held by 代办授权. */
export const HeldPost = z.strictObject({
  post: PostCode,
  from: z.strictObject({ personId: PersonId, name: z.string() }).nullable(),
})
export type HeldPost = z.infer<typeof HeldPost>

/** Who asks: the person behind a session, where they stand and what they hold today. */
export const Actor = z.strictObject({
  personId: PersonId,
  name: z.string(),
  organization: Scope,
  posts: z.array(HeldPost).readonly(),
  sessionId: SessionId,
  address: z.string(),
  /** Until the password is changed nothing else may be done. */
  passwordDue: z.boolean(),
})
export type Actor = z.infer<typeof Actor>

export const holds = (actor: Pick<Actor, 'posts'>, ...any: readonly PostCode[]): boolean =>
  actor.posts.some((held) => any.includes(held.post))

/** Whether the person works with business records at all: 三员 do not. */
export const isBusiness = (actor: Pick<Actor, 'posts'>): boolean =>
  actor.posts.some((held) => !isSystemPost(held.post))

/** A hand, and the post that it uses. */
export interface PostHand extends Hand {
  readonly post: PostCode
}

/** The hand with which the actor uses a post: the own appointment before a delegated one; null when not held. */
export const handOf = (actor: Pick<Actor, 'posts' | 'personId'>, post: PostCode): Hand | null => {
  const held = actor.posts.filter((one) => one.post === post)
  if (held.length === 0) return null
  if (held.some((one) => one.from === null)) return { personId: actor.personId, onBehalfOf: null }
  return { personId: actor.personId, onBehalfOf: held[0]?.from?.personId ?? null }
}

/** The hands with which the actor uses any of these posts, the own appointments before what is lent. */
export const handsOf = (
  actor: Pick<Actor, 'posts' | 'personId'>,
  posts: readonly PostCode[],
): readonly PostHand[] => {
  const hands = posts.flatMap((post) => {
    const hand = handOf(actor, post)
    return hand === null ? [] : [{ ...hand, post }]
  })
  return [
    ...hands.filter((hand) => hand.onBehalfOf === null),
    ...hands.filter((hand) => hand.onBehalfOf !== null),
  ]
}
