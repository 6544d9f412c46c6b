import { z } from 'zod'
import { addDays, Day } from '../base/day.ts'
import { accept, type Decision, refuse } from '../base/decision.ts'
import { publicId } from '../base/id.ts'
import { type Level, OrganizationId } from '../organization/organization.ts'
import { type ConflictRefusal, type Holding, mayHold } from './conflict.ts'
import { type Person, PersonId } from './person.ts'
import { POSTS, PostCode, standsAt } from './post.ts'

export const AppointmentId = publicId<'Appointment'>()
export type AppointmentId = z.infer<typeof AppointmentId>

/** 任职: a post of a person in the union that keeps them, from a day on; `to` is its last day. */
export const Appointment = z.strictObject({
  id: AppointmentId,
  personId: PersonId,
  organizationId: OrganizationId,
  post: PostCode,
  from: Day,
  to: Day.nullable(),
})
export type Appointment = z.infer<typeof Appointment>

export type GiveRefusal =
  | 'APPOINTMENT_OF_SELF'
  | 'APPOINTMENT_HELD'
  | 'LOGIN_DISABLED'
  | 'POST_NOT_HERE'
  | ConflictRefusal
export type WithdrawRefusal = 'APPOINTMENT_OF_SELF' | 'APPOINTMENT_OVER' | 'LAST_ADMINISTRATOR'
export type AppointmentRefusal = GiveRefusal | WithdrawRefusal

export interface GiveFacts {
  readonly today: Day
  readonly actorId: PersonId
  readonly person: Pick<Person, 'id' | 'state' | 'organizationId'>
  /** The person's union: `direct` when it is paid straight by the province. */
  readonly union: { readonly name: string; readonly level: Level; readonly direct: boolean }
  readonly appointed: readonly Holding[]
  readonly delegated: readonly Holding[]
}

/** Gives a post from today until it is withdrawn, within 岗位兼任表; a time set beforehand is a delegation. */
export const giveAppointment = (
  post: PostCode,
  { today, actorId, person, union, appointed, delegated }: GiveFacts,
): Decision<Holding, GiveRefusal> => {
  if (person.id === actorId) return refuse('APPOINTMENT_OF_SELF')
  if (person.state === 'left') return refuse('LOGIN_DISABLED')
  const { name } = POSTS[post]
  if (!standsAt(post, union)) return refuse('POST_NOT_HERE', { post: name, union: union.name })
  const { organizationId } = person
  if (appointed.some((held) => held.post === post && held.organizationId === organizationId))
    return refuse('APPOINTMENT_HELD', { post: name })
  return mayHold([...appointed, ...delegated], { post, organizationId, from: today, to: null })
}

/**
 * Takes a post away at once: yesterday was its last day. One given today was held on no day and is null; what
 * happened stands in the person's history.
 */
export const withdrawAppointment = (
  held: Appointment,
  facts: { readonly today: Day; readonly actorId: PersonId; readonly last: boolean },
): Decision<Appointment | null, WithdrawRefusal> => {
  const { today, actorId, last } = facts
  if (held.personId === actorId) return refuse('APPOINTMENT_OF_SELF')
  if (held.to !== null && held.to < today) return refuse('APPOINTMENT_OVER', { to: held.to })
  if (last) return refuse('LAST_ADMINISTRATOR', { post: POSTS[held.post].name })
  return accept(held.from < today ? { ...held, to: addDays(today, -1) } : null)
}
