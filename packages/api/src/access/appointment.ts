import {
  AppointmentId,
  giveAppointment,
  withdrawAppointment,
} from '@qiangji/kernel/access/appointment.ts'
import { PostCode } from '@qiangji/kernel/access/post.ts'
import { assert, refuse } from '@qiangji/kernel/base/decision.ts'
import type { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import {
  endAppointment,
  findAppointment,
  lastAdministratorsPost,
} from '@qiangji/store/access/appointment.ts'
import {
  addHolding,
  holdingsByAppointment,
  holdingsByDelegation,
} from '@qiangji/store/access/post.ts'
import { endOtherSessions } from '@qiangji/store/access/session.ts'
import type { Read } from '@qiangji/store/engine/act.ts'
import { findOrganization, hasCounties } from '@qiangji/store/organization/organization.ts'
import { command } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'
import { ChosenPerson, choosePerson, PersonDone, recordAct } from './person-act.ts'

/** The union of a person as far as posts ask: its level, and whether the province pays it straight. */
const unionOf = async (db: Read, id: OrganizationId) => {
  const union = await findOrganization(db, id)
  assert(union !== null, 'a person belongs to a union')
  const { name, level } = union
  return { name, level, direct: level === 'prefecture' && !(await hasCounties(db, id)) }
}

/** 任职: the sessions of the person end, so that they come back with what they hold now. */
const give = command(
  {
    input: ChosenPerson.extend({ post: PostCode }),
    output: PersonDone,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /access/logins/{id}/appointments',
  },
  async ({ tx, actor, input, today, now }) => {
    const chosen = await choosePerson(tx, actor, { id: input.id, revision: input.revision })
    if (!chosen.ok) return chosen
    const { person, login } = chosen.value
    const given = giveAppointment(input.post, {
      today,
      actorId: actor.personId,
      person,
      union: await unionOf(tx, person.organizationId),
      appointed: await holdingsByAppointment(tx, person.id, today),
      delegated: await holdingsByDelegation(tx, person.id, today),
    })
    if (!given.ok) return given
    await addHolding(tx, person.id, given.value)
    await endOtherSessions(tx, login.id, null, now)
    const { post } = input
    return recordAct(tx, person, { act: 'appoint', post, byId: actor.personId, today })
  },
)

/** 免职: it holds no longer from this moment, and neither does what was lent of it. */
const withdraw = command(
  {
    input: ChosenPerson.extend({ appointmentId: AppointmentId }),
    output: PersonDone,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /access/logins/{id}/appointments/{appointmentId}/withdraw',
  },
  async ({ tx, actor, input, today, now }) => {
    const chosen = await choosePerson(tx, actor, { id: input.id, revision: input.revision })
    if (!chosen.ok) return chosen
    const { person, login } = chosen.value
    const held = await findAppointment(tx, input.appointmentId)
    if (held?.personId !== person.id) return refuse('NOT_FOUND')
    const lastOf = await lastAdministratorsPost(tx, person.id, [held.post], today)
    const facts = { today, actorId: actor.personId, last: lastOf !== null }
    const withdrawn = withdrawAppointment(held, facts)
    if (!withdrawn.ok) return withdrawn
    await endAppointment(tx, held.id, withdrawn.value)
    await endOtherSessions(tx, login.id, null, now)
    const { post } = held
    return recordAct(tx, person, { act: 'withdraw', post, byId: actor.personId, today })
  },
)

export const appointment = router({ give, withdraw })
