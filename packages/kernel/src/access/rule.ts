import { type Actor, holds, isBusiness } from './actor.ts'
import type { PostCode } from './post.ts'
import type { Reach } from './scope.ts'

/**
 * Who may call a procedure.
 * posts: holders of one of these posts · any: everyone with a business post · self: everyone who is signed in,
 * for their own account · open: also without signing in.
 */
export interface Rule {
  readonly posts: readonly PostCode[] | 'any' | 'self' | 'open'
  /** How far it reaches where the procedure names an organization: by default a command reaches one's own, a query below as well. */
  readonly reach?: Reach
}

export type Permissions = Readonly<Record<string, Rule>>

/** Whether the rule lets this actor through; nobody and an unknown rule are let through nowhere. */
export const allows = (
  rule: Rule | undefined,
  actor: Pick<Actor, 'posts' | 'passwordDue'> | null,
): boolean => {
  if (rule === undefined) return false
  if (rule.posts === 'open') return true
  if (actor === null) return false
  if (rule.posts === 'self') return true
  if (actor.passwordDue) return false
  if (rule.posts === 'any') return isBusiness(actor)
  return holds(actor, ...rule.posts)
}
