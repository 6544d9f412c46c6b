import {
  disableLogin,
  enableLogin,
  LoginForm,
  LoginLine,
  openLogin,
  PersonAct,
  resetPassword,
  unlockLogin,
} from '@qiangji/kernel/access/login.ts'
import { PersonId, PersonState } from '@qiangji/kernel/access/person.ts'
import { PostCode } from '@qiangji/kernel/access/post.ts'
import { Day } from '@qiangji/kernel/base/day.ts'
import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import { Revision } from '@qiangji/kernel/base/id.ts'
import { Organization } from '@qiangji/kernel/organization/organization.ts'
import { lastAdministratorsPost } from '@qiangji/store/access/appointment.ts'
import { findLogin, setLoginsActive } from '@qiangji/store/access/login.ts'
import { clearFailures, lockedLogins } from '@qiangji/store/access/login-failure.ts'
import { listLogins } from '@qiangji/store/access/login-list.ts'
import { namesOf } from '@qiangji/store/access/person.ts'
import { listPersonChanges } from '@qiangji/store/access/person-change.ts'
import { holdingsByAppointment } from '@qiangji/store/access/post.ts'
import { endOtherSessions } from '@qiangji/store/access/session.ts'
import type { Read } from '@qiangji/store/engine/act.ts'
import { newId } from '@qiangji/store/engine/new-id.ts'
import { searchBelow } from '@qiangji/store/organization/organization.ts'
import { z } from 'zod'
import { cut, PAGE_ASK, page, readCursor } from '../frame/page.ts'
import { command, commandAfter, query } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'
import { drawPassword, type InitialPassword, replacePassword } from './initial-password.ts'
import {
  addNewcomer,
  ChosenPerson,
  choosePerson,
  PersonDone,
  personInReach,
  recordAct,
} from './person-act.ts'

/** Everybody with a login, in the order of the tree: for 系统 and 安全管理员, who see nothing of anybody's work. */
const list = query(
  {
    input: z.strictObject({
      ...PAGE_ASK,
      search: z.string().trim().max(50).default(''),
      state: z
        .enum([...PersonState.options, 'locked'])
        .nullable()
        .default(null),
      post: z
        .enum([...PostCode.options, 'none'])
        .nullable()
        .default(null),
    }),
    output: page(LoginLine),
    scoped: 'body',
    rest: 'GET /access/logins',
  },
  async ({ db, actor, input, today, now }) => {
    const rows = await listLogins(db, {
      ...input,
      personId: null,
      path: actor.organization.path,
      after: readCursor(z.tuple([z.string(), z.string(), z.string()]), input.cursor),
      today,
      now,
    })
    const kept = cut(rows, input.limit, ({ path, line }) => [path, line.name, line.id])
    return { rows: kept.rows.map(({ line }) => line), next: kept.next }
  },
)

const detail = query(
  {
    input: z.strictObject({ id: PersonId }),
    output: LoginLine,
    scoped: 'body',
    rest: 'GET /access/logins/{id}',
  },
  async ({ db, actor, input, today, now }) => {
    const { path } = actor.organization
    const any = { search: '', state: null, post: null, limit: 1, after: null }
    const [found] = await listLogins(db, { ...any, personId: input.id, path, today, now })
    return found?.line ?? refuse('NOT_FOUND')
  },
)

const Change = z.strictObject({
  revision: Revision,
  act: PersonAct,
  post: PostCode.nullable(),
  /** Null: by a command at the machine itself. */
  by: z.string().nullable(),
  day: Day,
})

/** What administrators did to a person, the latest first. */
const history = query(
  {
    input: z.strictObject({ id: PersonId }),
    output: z.array(Change).max(200),
    scoped: 'body',
    rest: 'GET /access/logins/{id}/history',
  },
  async ({ db, actor, input }) => {
    if (!(await personInReach(db, actor, input.id))) return refuse('NOT_FOUND')
    const changes = await listPersonChanges(db, input.id)
    const names = await namesOf(
      db,
      changes.map((change) => change.byId),
    )
    return changes.map(({ personId: _, byId, ...change }) => ({
      ...change,
      by: names.get(byId) ?? null,
    }))
  },
)

/** Unions by part of their name, for the form that opens a login; the tree itself is for those who work in it. */
const unions = query(
  {
    input: z.strictObject({ words: z.string().trim().min(1).max(40) }),
    output: z.array(Organization.pick({ id: true, name: true })).max(20),
    scoped: 'own',
    rest: 'GET /access/unions',
  },
  async ({ db, actor, input }) =>
    (await searchBelow(db, actor.organization.path, input.words)).map(({ id, name }) => ({
      id,
      name,
    })),
)

/** The answer to an act that draws a password: null where it is told again. */
const PasswordDone = PersonDone.extend({ initialPassword: z.string().nullable() })
const once = (done: z.output<typeof PasswordDone>, { text }: InitialPassword) => ({
  ...done,
  initialPassword: text,
})

/** 开通账号: a new person of a union, who must change the drawn password before anything else. */
const open = commandAfter(
  {
    input: LoginForm,
    output: PasswordDone,
    once,
    scope: (i) => i.organizationId,
    subject: (i) => i.organizationId,
    rest: 'POST /access/logins',
  },
  ({ ctx }) => drawPassword(ctx),
  async ({ tx, actor, input, today, now, prepared }) => {
    const { loginName } = input
    const taken = (await findLogin(tx, loginName)) !== null
    const opened = openLogin(input, { id: newId(PersonId), taken })
    if (!opened.ok) return opened
    const { id, state, revision } = opened.value
    const entry = { loginName, passwordHash: prepared.hash, at: now, byId: actor.personId, today }
    if (!(await addNewcomer(tx, opened.value, entry))) return refuse('LOGIN_TAKEN', { loginName })
    return accept({ id, state, revision, initialPassword: null })
  },
)

const postsOf = async (db: Read, personId: string, today: Day) =>
  (await holdingsByAppointment(db, personId, today)).map(({ post }) => post)

/** 停用: every session ends with it. */
const disable = command(
  {
    input: ChosenPerson,
    output: PersonDone,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /access/logins/{id}/disable',
  },
  async ({ tx, actor, input, today, now }) => {
    const chosen = await choosePerson(tx, actor, input)
    if (!chosen.ok) return chosen
    const { person, login } = chosen.value
    const posts = await postsOf(tx, person.id, today)
    const lastOf = await lastAdministratorsPost(tx, person.id, posts, today)
    const disabled = disableLogin(person, { actorId: actor.personId, lastOf })
    if (!disabled.ok) return disabled
    await setLoginsActive(tx, person.id, false)
    await endOtherSessions(tx, login.id, null, now)
    return recordAct(tx, disabled.value, { act: 'disable', byId: actor.personId, today })
  },
)

/** 启用 after 停用: the sessions of before stay ended. */
const enable = command(
  {
    input: ChosenPerson,
    output: PersonDone,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /access/logins/{id}/enable',
  },
  async ({ tx, actor, input, today }) => {
    const chosen = await choosePerson(tx, actor, input)
    if (!chosen.ok) return chosen
    const enabled = enableLogin(chosen.value.person)
    if (!enabled.ok) return enabled
    await setLoginsActive(tx, enabled.value.id, true)
    return recordAct(tx, enabled.value, { act: 'enable', byId: actor.personId, today })
  },
)

/** 解除锁定, in every network. */
const unlock = command(
  {
    input: ChosenPerson,
    output: PersonDone,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /access/logins/{id}/unlock',
  },
  async ({ tx, actor, input, today, now }) => {
    const chosen = await choosePerson(tx, actor, input)
    if (!chosen.ok) return chosen
    const { person, login } = chosen.value
    const locked = await lockedLogins(tx, now, login.id)
    const unlocked = unlockLogin(person, locked.has(login.id))
    if (!unlocked.ok) return unlocked
    await clearFailures(tx, login.id, null)
    return recordAct(tx, unlocked.value, { act: 'unlock', byId: actor.personId, today })
  },
)

/** 重置密码: the old one and every session end with it. */
const reset = commandAfter(
  {
    input: ChosenPerson,
    output: PasswordDone,
    once,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /access/logins/{id}/reset',
  },
  ({ ctx }) => drawPassword(ctx),
  async ({ tx, actor, input, today, now, prepared }) => {
    const chosen = await choosePerson(tx, actor, input)
    if (!chosen.ok) return chosen
    const { person, login } = chosen.value
    const posts = await postsOf(tx, person.id, today)
    const allowed = resetPassword(person, { actorId: actor.personId, posts })
    if (!allowed.ok) return allowed
    if (!(await replacePassword(tx, login, prepared, now))) return refuse('REVISION_STALE')
    const done = await recordAct(tx, person, { act: 'reset', byId: actor.personId, today })
    return done.ok ? accept({ ...done.value, initialPassword: null }) : done
  },
)

export const login = router({ list, detail, history, unions, open, disable, enable, unlock, reset })
