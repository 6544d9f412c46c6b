import { z } from 'zod'
import { accept, type Decision, refuse } from '../base/decision.ts'
import { publicId } from '../base/id.ts'
import { LEVELS, OrganizationId } from '../organization/organization.ts'
import { Appointment } from './appointment.ts'
import { LoginName } from './password.ts'
import { Department, Person, type PersonId, PersonName } from './person.ts'
import { isSystemPost, POSTS, type PostCode } from './post.ts'

export const LoginId = publicId<'Login'>()
export type LoginId = z.infer<typeof LoginId>

/** Hashes of the passwords before the present one, newest first. */
export const PasswordHashes = z.array(z.string())

/** 开通账号: a person and the one door by which they come in. The password is never asked for: it is drawn. */
export const LoginForm = z.strictObject({
  loginName: LoginName,
  name: PersonName,
  organizationId: OrganizationId,
  department: Department,
})
export type LoginForm = z.infer<typeof LoginForm>

/** A person as the administrators of logins see them: who, where, which posts; no record of their work. */
export const LoginLine = Person.extend({
  loginName: z.string(),
  organizationName: z.string(),
  /** Which posts stand there. */
  organizationLevel: z.enum(LEVELS),
  /** The password was given by somebody else and is still to be changed. */
  mustChange: z.boolean(),
  /** Somewhere the login failed so often that it is shut for a while. */
  locked: z.boolean(),
  /** Machine milliseconds of the last signing in. */
  usedAt: z.int().nullable(),
  appointments: z.array(Appointment.pick({ id: true, post: true, from: true, to: true })),
})
export type LoginLine = z.infer<typeof LoginLine>

/** What administrators do to a person: one of these a revision, kept for good. */
export const PERSON_ACTS = {
  open: '开通账号',
  disable: '停用账号',
  enable: '启用账号',
  unlock: '解除锁定',
  reset: '重置密码',
  appoint: '任职',
  withdraw: '免职',
} as const
export const PersonAct = z.enum([
  'open',
  'disable',
  'enable',
  'unlock',
  'reset',
  'appoint',
  'withdraw',
])
export type PersonAct = z.infer<typeof PersonAct>

export type DisableRefusal = 'LOGIN_OWN' | 'LOGIN_DISABLED' | LastRefusal
export type LastRefusal = 'LAST_ADMINISTRATOR'
export type ResetRefusal = 'LOGIN_OWN_PASSWORD' | 'LOGIN_DISABLED' | 'LOGIN_OF_ADMINISTRATOR'
export type LoginActRefusal =
  | 'LOGIN_TAKEN'
  | DisableRefusal
  | 'LOGIN_ACTIVE'
  | 'LOGIN_NOT_LOCKED'
  | ResetRefusal

type Standing = Pick<Person, 'id' | 'state'>

/** Opens a login for a new person; of one login name there is one, whatever its case and width. */
export const openLogin = (
  { name, organizationId, department, loginName }: LoginForm,
  facts: { readonly id: PersonId; readonly taken: boolean },
): Decision<Person, 'LOGIN_TAKEN'> =>
  facts.taken
    ? refuse('LOGIN_TAKEN', { loginName })
    : accept({ id: facts.id, name, organizationId, department, state: 'active', revision: 0 })

export interface DisableFacts {
  readonly actorId: PersonId
  /** The administrator's post that nobody else would hold, or null. */
  readonly lastOf: PostCode | null
}

/** Shuts every door of a person. The posts stay: who comes back is let in as before, and the 安全管理员 takes them. */
export const disableLogin = <P extends Standing>(
  person: P,
  { actorId, lastOf }: DisableFacts,
): Decision<P, DisableRefusal> => {
  if (person.id === actorId) return refuse('LOGIN_OWN')
  if (person.state === 'left') return refuse('LOGIN_DISABLED')
  return lastOf === null ? accept({ ...person, state: 'left' }) : refuseLast(lastOf)
}

export const refuseLast = (post: PostCode) =>
  refuse('LAST_ADMINISTRATOR', { post: POSTS[post].name })

export const enableLogin = <P extends Standing>(person: P): Decision<P, 'LOGIN_ACTIVE'> =>
  person.state === 'active' ? refuse('LOGIN_ACTIVE') : accept({ ...person, state: 'active' })

/** Forgets the failures to sign in, so that the person need not wait for the lock to run out. */
export const unlockLogin = <P extends Standing>(
  person: P,
  locked: boolean,
): Decision<P, 'LOGIN_DISABLED' | 'LOGIN_NOT_LOCKED'> => {
  if (person.state === 'left') return refuse('LOGIN_DISABLED')
  return locked ? accept(person) : refuse('LOGIN_NOT_LOCKED')
}

/**
 * Whether a password may be drawn anew. Not another administrator's: who knows it comes in as them, and one hand would
 * then open a login and give it its posts.
 */
export const resetPassword = <P extends Standing>(
  person: P,
  facts: { readonly actorId: PersonId; readonly posts: readonly PostCode[] },
): Decision<P, ResetRefusal> => {
  if (person.id === facts.actorId) return refuse('LOGIN_OWN_PASSWORD')
  if (person.state === 'left') return refuse('LOGIN_DISABLED')
  return facts.posts.some(isSystemPost) ? refuse('LOGIN_OF_ADMINISTRATOR') : accept(person)
}
