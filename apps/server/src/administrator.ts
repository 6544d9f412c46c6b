import { randomBytes } from 'node:crypto'
import {
  drawPassword,
  type InitialPassword,
  replacePassword,
} from '@qiangji/api/access/initial-password.ts'
import { addNewcomer, recordAct } from '@qiangji/api/access/person-act.ts'
import { LoginForm, openLogin } from '@qiangji/kernel/access/login.ts'
import { PersonId } from '@qiangji/kernel/access/person.ts'
import { POSTS, type PostCode } from '@qiangji/kernel/access/post.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import { accept, assert, refuse } from '@qiangji/kernel/base/decision.ts'
import { sentence } from '@qiangji/kernel/refusals.ts'
import { isHeldToday } from '@qiangji/store/access/appointment.ts'
import { findLogin } from '@qiangji/store/access/login.ts'
import { findPerson } from '@qiangji/store/access/person.ts'
import { addHolding } from '@qiangji/store/access/post.ts'
import type { Store, Tx } from '@qiangji/store/engine/act.ts'
import { newId, newText } from '@qiangji/store/engine/new-id.ts'
import { findProvince } from '@qiangji/store/organization/organization.ts'
import type { z } from 'zod'
import type { Config } from './config.ts'
import { isDemonstration, machineAct, plantProvince } from './province.ts'
import type { Report } from './report.ts'

const FIRST = ['system-admin', 'security-admin'] as const
const ONCE = 'shown once; to be changed at the first login'
const bad = (line: string): Report => ({ good: false, lines: [line] })

/** What the command asks of the machine: the calendar's day, and the rules of passwords. */
export interface Machine {
  readonly today: Day
  readonly passwordProfile: Config['passwordProfile']
}

const draw = ({ passwordProfile }: Machine) =>
  drawPassword({
    chance: (bytes) => randomBytes(bytes),
    settings: { passwordProfile, demonstration: false },
  })

interface Asked {
  readonly system?: string | undefined
  readonly security?: string | undefined
}

/**
 * `administrator --system <login>:<name> --security <login>:<name>`: the first two people of a province of its own, by
 * whom all others come in. Plants the union tree where there is none; refuses where either post is held.
 */
export const addAdministrators = async (
  store: Store,
  machine: Machine,
  { system = '', security = '' }: Asked,
): Promise<Report> => {
  const { today } = machine
  if (await isDemonstration(store)) return bad('this database holds the demonstration')
  for (const post of FIRST)
    if (await isHeldToday(store.read, post, today))
      return bad(`administrators exist: there is a ${POSTS[post].name} who lets in others`)
  const names = [readName(system), readName(security)]
  if (names.includes(null))
    return bad('administrator --system <login>:<name> --security <login>:<name>')
  await plantProvince(store, today)
  const province = await findProvince(store.read)
  const newcomers: Newcomer[] = []
  for (const [i, post] of FIRST.entries()) {
    const form = LoginForm.parse({ ...names[i], organizationId: province.id, department: '' })
    newcomers.push({ post, form, password: await draw(machine) })
  }
  const act = { name: 'access.login.begin', organization: province.id, subject: null, today }
  const done = await store.command(machineAct({ ...act, requestId: newText() }), async (tx) => {
    for (const newcomer of newcomers) {
      const { loginName } = newcomer.form
      if (!(await letIn(tx, newcomer, today))) return refuse('LOGIN_TAKEN', { loginName })
    }
    return accept(null)
  })
  if (!done.ok) return bad(sentence(done.refusal, done.facts))
  const lines = newcomers.map(
    ({ post, form, password }) =>
      `${POSTS[post].name}  ${form.name}  ${form.loginName}  ${password.text}`,
  )
  return { good: true, lines: [...lines, ONCE] }
}

interface Newcomer {
  readonly post: PostCode
  readonly form: LoginForm
  readonly password: InitialPassword
}

const Name = LoginForm.pick({ loginName: true, name: true })

/** 'hetao:何涛' as the form that opens a login asks for it. */
const readName = (text: string): z.output<typeof Name> | null => {
  const [loginName, name] = text.split(':')
  const read = Name.safeParse({ loginName, name })
  return read.success ? read.data : null
}

const letIn = async (tx: Tx, { post, form, password }: Newcomer, today: Day): Promise<boolean> => {
  const opened = openLogin(form, { id: newId(PersonId), taken: false })
  assert(opened.ok, 'whether the name is taken is seen when it is written')
  const person = opened.value
  const { loginName, organizationId } = form
  const entry = { loginName, passwordHash: password.hash, at: Date.now(), byId: 'system', today }
  if (!(await addNewcomer(tx, person, entry))) return false
  await addHolding(tx, person.id, { post, organizationId, from: today, to: null })
  return (await recordAct(tx, person, { act: 'appoint', post, byId: 'system', today })).ok
}

/** `password <login>`: draws a password anew, for an administrator above all, whose own nobody else may reset. */
export const resetAtMachine = async (
  store: Store,
  machine: Machine,
  loginName: string | undefined,
): Promise<Report> => {
  const { today } = machine
  const login = loginName === undefined ? null : await findLogin(store.read, loginName)
  const person = login && (await findPerson(store.read, PersonId.parse(login.personId)))
  if (!login || !person) return bad('password <login>: nobody signs in by that name')
  if (person.state === 'left') return bad(sentence('LOGIN_DISABLED'))
  const password = await draw(machine)
  const act = { name: 'access.login.reset', organization: person.organizationId, today }
  const done = await store.command(
    machineAct({ ...act, subject: person.id, requestId: newText() }),
    async (tx) =>
      (await replacePassword(tx, login, password, Date.now()))
        ? recordAct(tx, person, { act: 'reset', byId: 'system', today })
        : refuse('REVISION_STALE'),
  )
  if (!done.ok) return bad(sentence(done.refusal, done.facts))
  return { good: true, lines: [`${person.name}  ${login.loginName}  ${password.text}`, ONCE] }
}
