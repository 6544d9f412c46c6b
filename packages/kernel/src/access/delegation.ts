import { z } from 'zod'
import { Day, daysBetween } from '../base/day.ts'
import { accept, type Decision, refuse } from '../base/decision.ts'
import { publicId } from '../base/id.ts'
import { OrganizationId } from '../organization/organization.ts'
import { type ConflictRefusal, type Holding, mayHold } from './conflict.ts'
import { PersonId } from './person.ts'
import { isSystemPost, PostCode } from './post.ts'

export const DelegationId = publicId<'Delegation'>()
export type DelegationId = z.infer<typeof DelegationId>

/** 代办授权: one post, from one person to another of the same organization, from day to day inclusive. */
export const Delegation = z.strictObject({
  id: DelegationId,
  organizationId: OrganizationId,
  giverId: PersonId,
  receiverId: PersonId,
  post: PostCode,
  from: Day,
  to: Day,
  revokedOn: Day.nullable(),
})
export type Delegation = z.infer<typeof Delegation>

export const DelegationForm = z.strictObject({
  receiverId: PersonId,
  post: PostCode,
  from: Day,
  to: Day,
})
export type DelegationForm = z.infer<typeof DelegationForm>

/** A quarter and a few days: a longer absence is an appointment, not a delegation. */
export const DELEGATION_DAYS = 100

export type GrantRefusal =
  | ConflictRefusal
  | 'DELEGATION_TO_SELF'
  | 'DELEGATION_BACKWARDS'
  | 'DELEGATION_IN_THE_PAST'
  | 'DELEGATION_TOO_LONG'
  | 'DELEGATION_OF_SYSTEM_POST'
  | 'DELEGATION_OF_POST_NOT_HELD'
  | 'DELEGATION_OUTSIDE_ORGANIZATION'

export interface GrantFacts {
  readonly today: Day
  readonly id: DelegationId
  readonly organizationId: OrganizationId
  readonly giverId: PersonId
  /** By appointment only: what was delegated to the giver cannot be passed on. */
  readonly giverHolds: readonly Holding[]
  /** By appointment and by delegation. */
  readonly receiverHolds: readonly Holding[]
  readonly receiverOrganizationId: OrganizationId
}

/** Grants a delegation; the receiver may not come to hold two posts that conflict. */
export const grantDelegation = (
  form: DelegationForm,
  facts: GrantFacts,
): Decision<Delegation, GrantRefusal> => {
  const { today, organizationId, giverId } = facts
  if (form.receiverId === giverId) return refuse('DELEGATION_TO_SELF')
  if (isSystemPost(form.post)) return refuse('DELEGATION_OF_SYSTEM_POST')
  if (form.to < form.from) return refuse('DELEGATION_BACKWARDS')
  if (form.from < today) return refuse('DELEGATION_IN_THE_PAST', { today })
  if (daysBetween(form.from, form.to) >= DELEGATION_DAYS)
    return refuse('DELEGATION_TOO_LONG', { days: DELEGATION_DAYS })
  if (facts.receiverOrganizationId !== organizationId)
    return refuse('DELEGATION_OUTSIDE_ORGANIZATION')
  const next: Holding = { post: form.post, organizationId, from: form.from, to: form.to }
  if (!facts.giverHolds.some((held) => covers(held, next)))
    return refuse('DELEGATION_OF_POST_NOT_HELD')
  const held = mayHold(facts.receiverHolds, next)
  if (!held.ok) return held
  return accept({ id: facts.id, organizationId, giverId, ...form, revokedOn: null })
}

const covers = (held: Holding, next: Holding): boolean =>
  held.post === next.post &&
  held.organizationId === next.organizationId &&
  held.from <= next.from &&
  (held.to === null || (next.to !== null && next.to <= held.to))

export type RevokeRefusal = 'DELEGATION_ALREADY_REVOKED' | 'DELEGATION_OVER'

/** Ends a delegation at once: it no longer holds on the day of its revocation. */
export const revokeDelegation = (
  delegation: Delegation,
  today: Day,
): Decision<Delegation, RevokeRefusal> => {
  if (delegation.revokedOn !== null) return refuse('DELEGATION_ALREADY_REVOKED')
  if (delegation.to < today) return refuse('DELEGATION_OVER', { to: delegation.to })
  return accept({ ...delegation, revokedOn: today })
}

/** Whether the delegation gives its post on this day. */
export const isInForce = (
  delegation: Pick<Delegation, 'from' | 'to' | 'revokedOn'>,
  today: Day,
): boolean => delegation.revokedOn === null && delegation.from <= today && today <= delegation.to
