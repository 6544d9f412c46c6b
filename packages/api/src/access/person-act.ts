import type { Actor } from '@qiangji/kernel/access/actor.ts'
import { LoginId, type PersonAct } from '@qiangji/kernel/access/login.ts'
import { type Person, PersonId, PersonState } from '@qiangji/kernel/access/person.ts'
import type { PostCode } from '@qiangji/kernel/access/post.ts'
import { isWithin } from '@qiangji/kernel/access/scope.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import { accept, type Decision, refuse } from '@qiangji/kernel/base/decision.ts'
import { Revision } from '@qiangji/kernel/base/id.ts'
import { addLogin, findLoginOfPerson, type Login } from '@qiangji/store/access/login.ts'
import { addPerson, findPerson, savePerson } from '@qiangji/store/access/person.ts'
import { addPersonChange } from '@qiangji/store/access/person-change.ts'
import { scopeOf } from '@qiangji/store/access/scope.ts'
import type { Read, Tx } from '@qiangji/store/engine/act.ts'
import { newId } from '@qiangji/store/engine/new-id.ts'
import { z } from 'zod'

/** A person that an act is about, at the revision that was looked at. */
export const ChosenPerson = z.strictObject({ id: PersonId, revision: Revision })

/** What an act on a person answers. */
export const PersonDone = z.strictObject({ id: PersonId, state: PersonState, revision: Revision })

export const personInReach = async (
  db: Read,
  actor: Actor,
  id: PersonId,
): Promise<Person | null> => {
  const person = await findPerson(db, id)
  const union = person && (await scopeOf(db, person.organizationId))
  return person && union && isWithin(actor.organization.path, union.path) ? person : null
}

/** The person that is acted on with the login, unless it was changed since it was looked at. */
export const choosePerson = async (
  tx: Tx,
  actor: Actor,
  chosen: z.output<typeof ChosenPerson>,
): Promise<
  Decision<{ readonly person: Person; readonly login: Login }, 'NOT_FOUND' | 'REVISION_STALE'>
> => {
  const person = await personInReach(tx, actor, chosen.id)
  const login = person && (await findLoginOfPerson(tx, person.id))
  if (!person || !login) return refuse('NOT_FOUND')
  return person.revision === chosen.revision ? accept({ person, login }) : refuse('REVISION_STALE')
}

/** Saves a person after an act and writes the act into the person's history. */
export const recordAct = async (
  tx: Tx,
  person: Person,
  done: {
    readonly act: PersonAct
    readonly post?: PostCode
    readonly byId: string
    readonly today: Day
  },
): Promise<Decision<z.input<typeof PersonDone>, 'REVISION_STALE'>> => {
  if (!(await savePerson(tx, person))) return refuse('REVISION_STALE')
  const revision = person.revision + 1
  const { act, post = null, byId, today } = done
  await addPersonChange(tx, { personId: person.id, revision, act, post, byId, day: today })
  return accept({ id: person.id, state: person.state, revision })
}

/** Writes down a person who is new, with a login whose password is to be changed; false when its name is taken. */
export const addNewcomer = async (
  tx: Tx,
  person: Person,
  entry: {
    readonly loginName: string
    readonly passwordHash: string
    /** Machine milliseconds. */
    readonly at: number
    readonly byId: string
    readonly today: Day
  },
): Promise<boolean> => {
  const { loginName, passwordHash, at, byId, today } = entry
  await addPerson(tx, person)
  const added = await addLogin(tx, {
    id: newId(LoginId),
    personId: person.id,
    loginName,
    passwordHash,
    passwordBefore: [],
    changedAt: at,
    mustChange: true,
    active: true,
  })
  if (!added) return false
  const { id: personId, revision } = person
  await addPersonChange(tx, { personId, revision, act: 'open', post: null, byId, day: today })
  return true
}
