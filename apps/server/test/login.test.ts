import { randomUUID } from 'node:crypto'
import { LoginLine } from '@qiangji/kernel/access/login.ts'
import type { PostCode } from '@qiangji/kernel/access/post.ts'
import { SESSION_LIMITS } from '@qiangji/kernel/access/session.ts'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { auditOf, Caller, type Said, signedIn, withoutId } from './caller.ts'
import { organizationId, PASSWORD, personId, type Stand, stand } from './stand.ts'

const DRAWN = /^([A-Z][a-z]{2}[2-9]-){3}[A-Z][a-z]{2}[2-9]$/
const Opened = z.object({
  id: z.string(),
  revision: z.int(),
  initialPassword: z.string().nullable(),
})
const Page = z.object({ rows: z.array(LoginLine) })

const FORM = {
  loginName: 'huanxian-cw',
  name: '马晓梅',
  organizationId: organizationId('621022'),
  department: '财务科',
}

/** The administrators at their desks, and what they see of a person. */
const administration = async (s: Stand) => {
  const [system, security] = [await signedIn(s, 'system'), await signedIn(s, 'security')]
  const lineOf = async (loginName: string) => {
    const { rows } = Page.parse(
      (await security.query('access.login.list', { search: loginName })).data,
    )
    const line = rows.find((row) => row.loginName === loginName)
    if (line === undefined) throw new Error(`nobody signs in as ${loginName}`)
    return line
  }
  const chosen = async (loginName: string) => {
    const { id, revision } = await lineOf(loginName)
    return { id, revision }
  }
  return {
    system,
    security,
    lineOf,
    chosen,
    act: async (act: 'disable' | 'enable' | 'unlock' | 'reset', loginName: string) =>
      system.command(`access.login.${act}`, await chosen(loginName)),
    give: async (loginName: string, post: PostCode) =>
      security.command('access.appointment.give', { ...(await chosen(loginName)), post }),
    withdraw: async (loginName: string, post: PostCode) => {
      const held = (await lineOf(loginName)).appointments.find((one) => one.post === post)
      return security.command('access.appointment.withdraw', {
        ...(await chosen(loginName)),
        appointmentId: held?.id,
      })
    },
  }
}

const passwordOf = (answer: Said): string => Opened.parse(answer.data).initialPassword ?? ''

describe('a new person', () => {
  test('comes in with the drawn password, changes it, and finds what the security administrator gave', async () => {
    const s = await stand()
    const { system, give } = await administration(s)
    const opened = await system.command('access.login.open', FORM)
    expect(passwordOf(opened)).toMatch(DRAWN)
    const caller = new Caller(s)
    await caller.login(FORM.loginName, passwordOf(opened))
    expect(await caller.isKnown()).toBe(true)
    expect((await caller.query('access.person.list')).refusal).toBe('NOT_FOUND')
    expect((await give(FORM.loginName, 'county-finance')).status).toBe(200)
    expect((await caller.query('access.person.list')).refusal).toBe('SIGN_IN_REQUIRED')
    await caller.login(FORM.loginName, passwordOf(opened))
    expect((await caller.query('access.person.list')).refusal).toBe('PASSWORD_DUE')
    const next = 'Qing-Yang-2024'
    await caller.command('access.password.change', { present: passwordOf(opened), next })
    expect((await caller.query('access.person.list')).status).toBe(200)
  })

  test('is told the password once: neither the kept answer nor the audit nor a replay has it', async () => {
    const s = await stand()
    const { system, lineOf, act } = await administration(s)
    const requestId = randomUUID()
    const first = await system.command('access.login.open', FORM, requestId)
    const again = await system.command('access.login.open', FORM, requestId)
    expect(again.data).toEqual({
      ...Opened.parse(first.data),
      state: 'active',
      initialPassword: null,
    })
    expect((await lineOf(FORM.loginName)).id).toBe(Opened.parse(first.data).id)
    const other = { ...FORM, name: '别人' }
    expect((await system.command('access.login.open', other, requestId)).refusal).toBe(
      'REQUEST_MISMATCH',
    )
    expect((await new Caller(s).login(FORM.loginName, passwordOf(first))).status).toBe(200)
    const reset = await act('reset', FORM.loginName)
    expect(passwordOf(reset)).toMatch(DRAWN)
    expect(passwordOf(reset)).not.toBe(passwordOf(first))
    const kept = JSON.stringify([
      await auditOf(s),
      await s.store.read.selectFrom('request').selectAll().execute(),
      await s.store.read.selectFrom('login').selectAll().execute(),
      await s.store.read.selectFrom('person_change').selectAll().execute(),
    ])
    for (const secret of [passwordOf(first), passwordOf(reset)]) expect(kept).not.toContain(secret)
  })

  test.each([
    ['LOGIN_TAKEN', { loginName: ' ＣLERK ' }],
    ['NOT_FOUND', { organizationId: '0'.repeat(20) }],
    ['INPUT_INVALID', { loginName: 'a b' }],
    ['INPUT_INVALID', { name: '\u200b' }],
    ['INPUT_INVALID', { password: 'Mine-2024-Own' }],
  ])('is refused with %s', async (refusal, changed) => {
    const s = await stand()
    const { system } = await administration(s)
    const before = await s.store.read.selectFrom('person').select('id').execute()
    const answer = await system.command('access.login.open', { ...FORM, ...changed })
    expect(answer.refusal).toBe(refusal)
    expect(await s.store.read.selectFrom('person').select('id').execute()).toEqual(before)
  })
})

describe('what is taken away', () => {
  type Administration = Awaited<ReturnType<typeof administration>>
  test.each<[string, (a: Administration) => Promise<Said>]>([
    ['the login', (a) => a.act('disable', 'clerk')],
    ['the password', (a) => a.act('reset', 'clerk')],
    ['a post', (a) => a.withdraw('clerk', 'reporter')],
    ['what was held, by a further post', (a) => a.give('clerk', 'roster-keeper')],
  ])('is gone at the next call of every live session: %s', async (_, take) => {
    const s = await stand()
    const a = await administration(s)
    const sessions: Caller[] = []
    for (let i = 0; i < SESSION_LIMITS.parallel; i++) sessions.push(await signedIn(s, 'clerk'))
    for (const one of sessions) expect((await one.query('access.person.list')).status).toBe(200)
    expect((await take(a)).status).toBe(200)
    for (const one of sessions)
      expect((await one.query('access.person.list')).refusal).toBe('SIGN_IN_REQUIRED')
  })

  test('does not come back with the login: its old sessions stay dead, its posts are as before', async () => {
    const s = await stand()
    const { act } = await administration(s)
    const caller = await signedIn(s, 'clerk')
    await act('disable', 'clerk')
    const wrong = await new Caller(s).login('clerk', 'Not-The-2024-One')
    const shut = await new Caller(s).login('clerk')
    expect([shut.status, withoutId(shut.text)]).toEqual([wrong.status, withoutId(wrong.text)])
    expect((await act('enable', 'clerk')).status).toBe(200)
    expect(await caller.isKnown()).toBe(false)
    const back = await signedIn(s, 'clerk')
    expect((await back.query('access.person.list')).status).toBe(200)
  })

  test('as a post is missed at once and alone, and what was lent of it with it', async () => {
    const s = await stand()
    const { give, withdraw } = await administration(s)
    const [clerk, reader] = [await signedIn(s, 'clerk'), await signedIn(s, 'reader')]
    const lent = { receiverId: personId('reader'), post: 'reporter', from: '2024-03-11' }
    await clerk.command('access.delegation.grant', { ...lent, to: '2024-03-15' })
    const posts = async (caller: Caller) => {
      const me = await caller.query('access.session.me')
      return z
        .object({ actor: z.object({ posts: z.array(z.object({ post: z.string() })) }) })
        .parse(me.data)
        .actor.posts.map(({ post }) => post)
    }
    expect(await posts(reader)).toEqual(['viewer', 'reporter'])
    expect((await withdraw('clerk', 'reporter')).status).toBe(200)
    expect(await posts(reader)).toEqual(['viewer'])
    const again = await signedIn(s, 'clerk')
    expect(await posts(again)).toEqual(['county-finance'])
    await give('clerk', 'roster-keeper')
    expect((await withdraw('clerk', 'roster-keeper')).status).toBe(200)
    expect(await posts(await signedIn(s, 'clerk'))).toEqual(['county-finance'])
  })

  test('with the password lets in nobody but who was told the new one, and must change it', async () => {
    const s = await stand()
    const { act } = await administration(s)
    const reset = await act('reset', 'clerk')
    expect((await new Caller(s).login('clerk')).refusal).toBe('LOGIN_REFUSED')
    const caller = new Caller(s)
    expect((await caller.login('clerk', passwordOf(reset))).status).toBe(200)
    expect((await caller.query('access.person.list')).refusal).toBe('PASSWORD_DUE')
    const change = (next: string) =>
      caller.command('access.password.change', { present: passwordOf(reset), next })
    expect((await change(PASSWORD)).refusal).toBe('PASSWORD_USED_BEFORE')
    expect((await change('Qing-Yang-2024')).status).toBe(200)
  })
})

describe('three administrators', () => {
  test('do each their own: who opens gives no post, who gives posts opens nothing, who reads does neither', async () => {
    const s = await stand()
    const { system, security, chosen } = await administration(s)
    const keeper = await signedIn(s, 'keeper')
    const clerk = await chosen('clerk')
    const give = (by: Caller) =>
      by.command('access.appointment.give', { ...clerk, post: 'roster-keeper' })
    const disable = (by: Caller) => by.command('access.login.disable', clerk)
    const refusals = [
      await give(system),
      await give(keeper),
      await disable(security),
      await disable(keeper),
    ]
    expect(refusals.map(({ refusal }) => refusal)).toEqual(Array(4).fill('NOT_FOUND'))
    expect((await keeper.query('access.login.list', {})).refusal).toBe('NOT_FOUND')
    expect((await keeper.query('record.audit.list', {})).status).toBe(200)
    for (const one of [system, security])
      for (const path of ['record.audit.list', 'access.person.list'])
        expect((await one.query(path, {})).refusal).toBe('NOT_FOUND')
  })

  test('act on others only, and never join what the table of posts keeps apart', async () => {
    const s = await stand()
    const { act, give, withdraw } = await administration(s)
    const refusals = [
      await act('disable', 'system'),
      await act('reset', 'system'),
      await act('reset', 'security'),
      await act('reset', 'keeper'),
      await act('enable', 'clerk'),
      await act('unlock', 'clerk'),
      await give('security', 'viewer'),
      await withdraw('security', 'security-admin'),
      await give('cashier', 'security-admin'),
      await give('system', 'viewer'),
      await give('system', 'audit-admin'),
      await give('clerk', 'county-reviewer'),
      await give('clerk', 'cashier'),
      await give('clerk', 'reporter'),
    ]
    expect(refusals.map(({ refusal }) => refusal)).toEqual([
      'LOGIN_OWN',
      'LOGIN_OWN_PASSWORD',
      'LOGIN_OF_ADMINISTRATOR',
      'LOGIN_OF_ADMINISTRATOR',
      'LOGIN_ACTIVE',
      'LOGIN_NOT_LOCKED',
      'APPOINTMENT_OF_SELF',
      'APPOINTMENT_OF_SELF',
      ...Array(4).fill('POSTS_CONFLICT'),
      'POST_NOT_HERE',
      'APPOINTMENT_HELD',
    ])
  })

  test('are never without one of each', async () => {
    const s = await stand()
    const { system, give, withdraw, act } = await administration(s)
    expect((await act('disable', 'security')).refusal).toBe('LAST_ADMINISTRATOR')
    expect((await act('disable', 'keeper')).refusal).toBe('LAST_ADMINISTRATOR')
    expect((await withdraw('system', 'system-admin')).refusal).toBe('LAST_ADMINISTRATOR')
    const form = { ...FORM, loginName: 'second', organizationId: organizationId('62') }
    await system.command('access.login.open', form)
    expect((await give('second', 'security-admin')).status).toBe(200)
    expect((await act('disable', 'security')).status).toBe(200)
  })

  test('are not overtaken: who looked before another acted is told so', async () => {
    const s = await stand()
    const { system, security, chosen, act } = await administration(s)
    const seen = await chosen('clerk')
    await act('disable', 'clerk')
    expect((await system.command('access.login.enable', seen)).refusal).toBe('REVISION_STALE')
    const give = { ...seen, post: 'roster-keeper' }
    expect((await security.command('access.appointment.give', give)).refusal).toBe('REVISION_STALE')
    expect((await act('reset', 'clerk')).refusal).toBe('LOGIN_DISABLED')
  })

  test('leave one audit row an act, about the person, and a history that names post and hand', async () => {
    const s = await stand()
    const { security, act, give, withdraw } = await administration(s)
    const start = (await auditOf(s)).length
    await act('disable', 'clerk')
    await act('enable', 'clerk')
    await give('clerk', 'roster-keeper')
    await withdraw('clerk', 'roster-keeper')
    await give('clerk', 'county-reviewer')
    const rows = (await auditOf(s)).slice(start)
    const about = personId('clerk')
    expect(rows.map((row) => [row.act, row.subject, row.result])).toEqual([
      ['access.login.disable', about, 'accepted'],
      ['access.login.enable', about, 'accepted'],
      ['access.appointment.give', about, 'accepted'],
      ['access.appointment.withdraw', about, 'accepted'],
      ['access.appointment.give', about, 'POSTS_CONFLICT'],
    ])
    const history = await security.query('access.login.history', { id: about })
    const by = { day: '2024-03-11', post: null }
    expect(history.data).toEqual([
      { ...by, revision: 4, act: 'withdraw', post: 'roster-keeper', by: '演示security' },
      { ...by, revision: 3, act: 'appoint', post: 'roster-keeper', by: '演示security' },
      { ...by, revision: 2, act: 'enable', by: '演示system' },
      { ...by, revision: 1, act: 'disable', by: '演示system' },
    ])
  })
})

test('a login that is locked is seen as locked and let in again at once when it is unlocked', async () => {
  const s = await stand()
  const { act, lineOf } = await administration(s)
  const caller = new Caller(s)
  for (let i = 0; i < 5; i++) await caller.login('clerk', 'Wrong-2024-Word')
  expect((await caller.login('clerk')).refusal).toBe('LOGIN_LOCKED')
  expect((await lineOf('clerk')).locked).toBe(true)
  expect((await act('unlock', 'clerk')).status).toBe(200)
  expect((await lineOf('clerk')).locked).toBe(false)
  expect((await caller.login('clerk')).status).toBe(200)
})
