import type { Actor } from '@qiangji/kernel/access/actor.ts'
import type { BareHand } from '@qiangji/kernel/access/conflict.ts'
import type { PostCode } from '@qiangji/kernel/access/post.ts'
import { hasOther, upperReviewers } from '@qiangji/kernel/access/review.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import { accept, type Decision, refuse } from '@qiangji/kernel/base/decision.ts'
import type { Organization } from '@qiangji/kernel/organization/organization.ts'
import { handsAt } from '@qiangji/store/access/hand.ts'
import type { Read } from '@qiangji/store/engine/act.ts'

/** An act of an organization that waits for another person, and whose posts there may be that person. */
export interface Reviewed {
  readonly organization: Pick<Organization, 'id' | 'parentId' | 'level' | 'shortName'>
  readonly posts: readonly PostCode[]
  readonly makers: readonly BareHand[]
}

/** own: of the organization whose act it is; upper: of the union above it, for 上级复核. */
export type Seat = 'own' | 'upper'

export const seatAt = (
  actor: Actor,
  organization: Pick<Organization, 'id' | 'parentId'>,
): Seat | null => {
  const here = actor.organization.organizationId
  if (organization.id === here) return 'own'
  return organization.parentId === here ? 'upper' : null
}

/** The posts that review from this seat. */
export const seatPosts = (seat: Seat, { organization, posts }: Reviewed): readonly PostCode[] =>
  seat === 'own' ? posts : upperReviewers(organization.level)

/** One rule for orders, payments and reversals: 上级复核 only where the organization has nobody else who may. */
export const mayReviewFrom = async (
  db: Read,
  seat: Seat,
  { organization, posts, makers }: Reviewed,
  today: Day,
): Promise<Decision<null, 'UPPER_REVIEW_NOT_NEEDED'>> => {
  if (seat === 'own') return accept(null)
  const hands = (await handsAt(db, [organization.id], posts, today)).get(organization.id) ?? []
  return hasOther(hands, makers)
    ? refuse('UPPER_REVIEW_NOT_NEEDED', { organization: organization.shortName })
    : accept(null)
}
