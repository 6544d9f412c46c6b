import { disableLogin, LoginId } from '@qiangji/kernel/access/login.ts'
import { PersonId } from '@qiangji/kernel/access/person.ts'
import type { PostCode } from '@qiangji/kernel/access/post.ts'
import { LOCK } from '@qiangji/kernel/access/session.ts'
import { day } from '@qiangji/kernel/base/day.ts'
import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { describe, expect, test } from 'vitest'
import {
  appointmentsOf,
  endAppointment,
  isHeldToday,
  lastAdministratorsPost,
} from '../src/access/appointment.ts'
import { addLogin, findLoginOfPerson, setLoginsActive } from '../src/access/login.ts'
import { addFailure, clearFailures, lockedLogins } from '../src/access/login-failure.ts'
import { type LoginQuestion, listLogins } from '../src/access/login-list.ts'
import { addPerson, findPerson, savePerson } from '../src/access/person.ts'
import { addPersonChange, listPersonChanges } from '../src/access/person-change.ts'
import { addHolding, heldPosts } from '../src/access/post.ts'
import type { Store, Tx } from '../src/engine/act.ts'
import { hasCounties } from '../src/organization/organization.ts'
import { engines } from './engines.ts'
import { act, soon } from './samples.ts'

const NOW = 1_710_118_800_000
const today = day('2024-03-11')
const idOf = (letter: string) => letter.repeat(20)
const union = (code: string) => OrganizationId.parse(code.padEnd(20, '0'))
const person = (letter: string) => PersonId.parse(idOf(letter))
const login = (letter: string) => LoginId.parse(`${letter.repeat(19)}1`)

const done = async <T>(store: Store, work: (tx: Tx) => Promise<T>): Promise<T> => {
  const answer = await store.command(act(), async (tx) => accept(await work(tx)))
  if (!answer.ok) throw new Error(answer.refusal)
  return answer.value
}

const TREE = [
  ['62', '甘肃省总工会', 'province', '/62/', null, null],
  ['6202', '嘉峪关市总工会', 'prefecture', '/62/6202/', '6202', null],
  ['6210', '庆阳市总工会', 'prefecture', '/62/6210/', '6210', null],
  ['621022', '环县总工会', 'county', '/62/6210/621022/', '6210', '621022'],
] as const

/** Letter of the person, name, login name, union, posts. */
const FOLK: readonly (readonly [string, string, string, string, readonly PostCode[]])[] = [
  ['a', '何涛', 'hetao', '62', ['system-admin']],
  ['b', '安宁', 'anning', '62', ['system-admin']],
  ['c', '郭磊', 'guolei', '62', ['security-admin']],
  ['d', '马晓梅', 'huanxian-cw', '621022', ['county-finance', 'reporter']],
  ['e', '李秀兰', 'huanxian-sh', '621022', []],
]

const settle = async (tx: Tx): Promise<null> => {
  for (const [code, name, level, path, prefecture, county] of TREE)
    await tx
      .insertInto('organization')
      .values({
        id: union(code),
        code,
        name,
        short_name: name.slice(0, 2),
        kind: level,
        level,
        path,
        parent_id: null,
        prefecture_id: prefecture && union(prefecture),
        county_id: county && union(county),
        revision: 0,
      })
      .execute()
  for (const [letter, name, loginName, code, posts] of FOLK) {
    const organizationId = union(code)
    const id = person(letter)
    await addPerson(tx, { id, name, organizationId, department: '', state: 'active', revision: 0 })
    await addLogin(tx, {
      id: login(letter),
      personId: id,
      loginName,
      passwordHash: 'x',
      passwordBefore: [],
      changedAt: NOW,
      mustChange: letter === 'e',
      active: true,
    })
    for (const post of posts)
      await addHolding(tx, id, { post, organizationId, from: day('2024-01-01'), to: null })
  }
  return null
}

const all: LoginQuestion = {
  personId: null,
  path: '/62/',
  search: '',
  state: null,
  post: null,
  limit: 50,
  after: null,
  today,
  now: NOW + 10,
}

describe.each(engines)('the administration of logins ($name)', ({ fresh }) => {
  const settled = async (choices = {}) => {
    const made = await fresh(choices)
    await done(made.store, settle)
    return made
  }
  const seen = async (store: Store, asked: Partial<LoginQuestion>) =>
    (await listLogins(store.read, { ...all, ...asked })).map(({ line }) => line.loginName)

  test('lists everybody in the order of the tree, page after page, and nobody beside or above', async () => {
    const { store } = await settled()
    const whole = await seen(store, {})
    expect([...whole].sort()).toEqual(['anning', 'guolei', 'hetao', 'huanxian-cw', 'huanxian-sh'])
    expect(whole.slice(3).sort()).toEqual(['huanxian-cw', 'huanxian-sh'])
    const paged: string[] = []
    let after: LoginQuestion['after'] = null
    for (let page = 0; page < 5; page++) {
      const [row] = await listLogins(store.read, { ...all, limit: 1, after })
      if (!row) break
      paged.push(row.line.loginName)
      after = [row.path, row.line.name, row.line.id]
    }
    expect(paged).toEqual(whole)
    expect((await seen(store, { path: '/62/6210/' })).length).toBe(2)
    expect(await seen(store, { path: '/62/6202/' })).toEqual([])
    await expect(seen(store, { path: '/62' })).rejects.toThrow(/slash/)
  })

  test('finds them by name, login, union, state and post', async () => {
    const { store } = await settled()
    expect(await seen(store, { search: '郭' })).toEqual(['guolei'])
    expect(await seen(store, { personId: person('c') })).toEqual(['guolei'])
    expect(await seen(store, { personId: person('c'), path: '/62/6210/' })).toEqual([])
    expect(await seen(store, { search: 'ＨE' })).toEqual(['hetao'])
    expect(await seen(store, { search: '%' })).toEqual([])
    expect((await seen(store, { search: '环县' })).length).toBe(2)
    expect((await seen(store, { post: 'system-admin' })).sort()).toEqual(['anning', 'hetao'])
    expect(await seen(store, { post: 'none' })).toEqual(['huanxian-sh'])
    const [line] = await listLogins(store.read, { ...all, search: 'huanxian-cw' })
    expect(line?.line).toMatchObject({
      organizationName: '环县总工会',
      organizationLevel: 'county',
      mustChange: false,
      locked: false,
      usedAt: null,
      appointments: [
        { from: '2024-01-01', to: null },
        { from: '2024-01-01', to: null },
      ],
    })
    expect(line?.line.appointments.map(({ post }) => post)).toEqual(['county-finance', 'reporter'])
    await done(store, async (tx) => {
      const found = await findPerson(tx, person('d'))
      if (found) await savePerson(tx, { ...found, state: 'left' })
    })
    expect(await seen(store, { state: 'left' })).toEqual(['huanxian-cw'])
    expect((await seen(store, { state: 'active' })).length).toBe(4)
  })

  test('knows a login as locked while one network is, and no longer once it was cleared', async () => {
    const { store } = await settled()
    expect(await seen(store, { state: 'locked' })).toEqual([])
    await done(store, async (tx) => {
      for (let i = 0; i < LOCK.failures; i++) await addFailure(tx, login('d'), 'n1', NOW + i)
      for (let i = 1; i < LOCK.failures; i++) await addFailure(tx, login('e'), 'n1', NOW + i)
      await addFailure(tx, login('e'), 'n2', NOW)
      return null
    })
    expect(await seen(store, { state: 'locked' })).toEqual(['huanxian-cw'])
    expect(await seen(store, { state: 'locked', now: NOW + 4 + LOCK.lasts })).toEqual([])
    expect((await lockedLogins(store.read, NOW + 10, login('e'))).size).toBe(0)
    await done(store, (tx) => clearFailures(tx, login('d'), null))
    expect(await seen(store, { state: 'locked' })).toEqual([])
  })

  test('shuts and opens the login with the person', async () => {
    const { store } = await settled()
    await done(store, (tx) => setLoginsActive(tx, person('d'), false))
    expect((await findLoginOfPerson(store.read, person('d')))?.active).toBe(false)
    expect((await findLoginOfPerson(store.read, person('e')))?.active).toBe(true)
    await done(store, (tx) => setLoginsActive(tx, person('d'), true))
    expect((await findLoginOfPerson(store.read, person('d')))?.active).toBe(true)
  })

  test('saves a person over the revision that was read, and no other', async () => {
    const { store } = await settled()
    const found = await findPerson(store.read, person('d'))
    if (!found) throw new Error('nobody')
    const save = () => done(store, (tx) => savePerson(tx, found))
    expect([await save(), await save()]).toEqual([true, false])
    expect((await findPerson(store.read, person('d')))?.revision).toBe(1)
  })

  test('keeps what was done to a person, one act a revision, and lets nobody rewrite it', async () => {
    const { store, outside } = await settled()
    const change = { personId: person('d'), byId: person('c'), day: today }
    await done(store, async (tx) => {
      await addPersonChange(tx, { ...change, revision: 1, act: 'appoint', post: 'viewer' })
      await addPersonChange(tx, { ...change, revision: 2, act: 'reset', post: null })
      return null
    })
    expect((await listPersonChanges(store.read, person('d'))).map((c) => [c.act, c.post])).toEqual([
      ['reset', null],
      ['appoint', 'viewer'],
    ])
    const twice = done(store, (tx) =>
      addPersonChange(tx, { ...change, revision: 2, act: 'unlock', post: null }),
    )
    await expect(twice).rejects.toThrow()
    const postless = done(store, (tx) =>
      addPersonChange(tx, { ...change, revision: 3, act: 'withdraw', post: null }),
    )
    await expect(postless).rejects.toThrow()
    await expect(outside(`update person_change set by_id = 'x'`)).rejects.toThrow(/append only/)
    await expect(outside('delete from person_change')).rejects.toThrow(/append only/)
  })

  test('ends an appointment on its last day, or takes out one that was held on no day', async () => {
    const { store } = await settled()
    const posts = async () =>
      (await heldPosts(store.read, person('d'), union('621022'), today)).map(({ post }) => post)
    const held = await appointmentsOf(store.read, [person('d')], today)
    const [first, second] = held
    if (!first || !second) throw new Error('two appointments')
    await done(store, (tx) => endAppointment(tx, first.id, { ...first, to: day('2024-03-10') }))
    expect(await posts()).toEqual([second.post])
    await done(store, (tx) => endAppointment(tx, second.id, null))
    expect(await posts()).toEqual([])
    expect(await appointmentsOf(store.read, [person('d')], today)).toEqual([])
    expect(
      await store.read
        .selectFrom('post_assignment')
        .select('id')
        .where('person_id', '=', person('d'))
        .execute(),
    ).toEqual([{ id: first.id }])
  })

  test('knows which prefecture has counties', async () => {
    const { store } = await settled()
    expect(await hasCounties(store.read, union('6210'))).toBe(true)
    expect(await hasCounties(store.read, union('6202'))).toBe(false)
  })

  /** One administrator disables another, as the procedure does. */
  const disable = (store: Store, by: string, whom: string) =>
    store.command(act({ actor: person(by) }), async (tx) => {
      const found = await findPerson(tx, person(whom))
      if (!found) return refuse('NOT_FOUND')
      const lastOf = await lastAdministratorsPost(tx, found.id, ['system-admin'], today)
      const disabled = disableLogin(found, { actorId: person(by), lastOf })
      if (!disabled.ok) return disabled
      return (await savePerson(tx, disabled.value)) ? accept(null) : refuse('REVISION_STALE')
    })

  test('two administrators who disable each other at once leave one', async () => {
    const { store } = await settled({ pause: () => soon(10) })
    const answers = await Promise.all([disable(store, 'a', 'b'), disable(store, 'b', 'a')])
    expect(answers.map((answer) => (answer.ok ? null : answer.refusal)).sort()).toEqual([
      'LAST_ADMINISTRATOR',
      null,
    ])
    expect((await seen(store, { state: 'left' })).length).toBe(1)
    expect(await isHeldToday(store.read, 'system-admin', today)).toBe(true)
  })
})
