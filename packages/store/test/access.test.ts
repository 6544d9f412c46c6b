import type { Holding } from '@qiangji/kernel/access/conflict.ts'
import { DelegationId } from '@qiangji/kernel/access/delegation.ts'
import { LoginId } from '@qiangji/kernel/access/login.ts'
import { PersonId } from '@qiangji/kernel/access/person.ts'
import type { PostCode } from '@qiangji/kernel/access/post.ts'
import { SessionId } from '@qiangji/kernel/access/session.ts'
import { day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { FileId } from '@qiangji/kernel/record/file.ts'
import { describe, expect, test } from 'vitest'
import { actorOf } from '../src/access/actor.ts'
import { addDelegation } from '../src/access/delegation.ts'
import { addLogin, changePassword, findLogin } from '../src/access/login.ts'
import { addFailure, clearFailures, failuresOf } from '../src/access/login-failure.ts'
import { hashPassword, matchesPassword } from '../src/access/password-hash.ts'
import { addPerson, listPersons } from '../src/access/person.ts'
import { addHolding } from '../src/access/post.ts'
import { findSession, latestSeen, noteSeen, openSession } from '../src/access/session.ts'
import type { Store, Tx } from '../src/engine/act.ts'
import { addFile, findFileWithin, useFile } from '../src/record/file.ts'
import { engines } from './engines.ts'
import { act } from './samples.ts'

const organizationId = OrganizationId.parse('e'.repeat(20))
const [giver, receiver] = [PersonId.parse('g'.repeat(20)), PersonId.parse('r'.repeat(20))]
const login = LoginId.parse('k'.repeat(20))
const today = day('2024-03-11')
const NOW = 1_710_118_800_000
const LIMITS = { idle: 1, absolute: 1, parallel: 2 }

const done = async <T>(store: Store, work: (tx: Tx) => Promise<T>): Promise<T> => {
  const answer = await store.command(act(), async (tx) => accept(await work(tx)))
  if (!answer.ok) throw new Error(answer.refusal)
  return answer.value
}

const holding = (post: PostCode, more: Partial<Holding> = {}): Holding => ({
  post,
  organizationId,
  from: day('2024-01-01'),
  to: null,
  ...more,
})

const addFolk = async (tx: Tx): Promise<null> => {
  await tx
    .insertInto('organization')
    .values({
      id: organizationId,
      code: '62',
      name: '演示总工会',
      short_name: '演示',
      kind: 'province',
      level: 'province',
      path: '/62/',
      parent_id: null,
      prefecture_id: null,
      county_id: null,
      revision: 0,
    })
    .execute()
  for (const [id, name] of [
    [giver, '甲'],
    [receiver, '乙'],
  ] as const)
    await addPerson(tx, { id, name, organizationId, department: '', state: 'active', revision: 0 })
  await addHolding(tx, giver, holding('cashier'))
  await addHolding(tx, receiver, holding('viewer', { to: day('2024-03-11') }))
  await addLogin(tx, {
    id: login,
    personId: receiver,
    loginName: '演示-Ｙi',
    passwordHash: 'one',
    passwordBefore: [],
    changedAt: NOW,
    mustChange: false,
    active: true,
  })
  return null
}

const open = (tx: Tx, name: string, startedAt: number) =>
  openSession(
    tx,
    {
      id: SessionId.parse(name.repeat(20)),
      tokenHash: name,
      loginId: login,
      personId: receiver,
      organizationId,
      address: '10.0.0.1',
      startedAt,
    },
    LIMITS,
  ).then(() => null)

describe.each(engines)('who may sign in ($name)', ({ fresh }) => {
  const settled = async () => {
    const made = await fresh()
    await done(made.store, addFolk)
    return made
  }

  test('a login is found whatever its case and width, and there is one of a name', async () => {
    const { store } = await settled()
    expect((await findLogin(store.read, ' 演示-YI'))?.id).toBe(login)
    const twin = await done(store, async (tx) => {
      const found = await findLogin(tx, '演示-yi')
      return found && addLogin(tx, { ...found, id: LoginId.parse('m'.repeat(20)) })
    })
    expect(twin).toBe(false)
  })

  test('a password is replaced only if it is still the one that was checked', async () => {
    const { store } = await settled()
    const found = await findLogin(store.read, '演示-yi')
    if (!found) throw new Error('no login')
    const change = (hash: string) =>
      done(store, (tx) =>
        changePassword(tx, found, { hash, at: NOW, remembers: 2, mustChange: false }),
      )
    expect([await change('two'), await change('three')]).toEqual([true, false])
    expect(await findLogin(store.read, '演示-yi')).toMatchObject({
      passwordHash: 'two',
      passwordBefore: ['one'],
    })
  })

  test('one administrator’s post at a time, and the database itself says so', async () => {
    const { store } = await settled()
    await done(store, (tx) => addHolding(tx, giver, holding('system-admin')).then(() => null))
    const second = done(store, (tx) =>
      addHolding(tx, giver, holding('audit-admin')).then(() => null),
    )
    await expect(second).rejects.toThrow()
  })

  test('the posts of a session are those of today, own and delegated, while the giver holds them', async () => {
    const { store } = await settled()
    await done(store, (tx) => open(tx, 'a', NOW))
    await done(store, async (tx) => {
      await addDelegation(tx, {
        id: DelegationId.parse('d'.repeat(20)),
        organizationId,
        giverId: giver,
        receiverId: receiver,
        post: 'cashier',
        from: today,
        to: day('2024-03-12'),
        revokedOn: null,
      })
      return null
    })
    const posts = async (on: string) => {
      const session = await findSession(store.read, 'a')
      if (!session) throw new Error('no session')
      const facts = { now: NOW, address: 'x', today: day(on) }
      const profile = { shortest: 1, classes: 1, lastsDays: 90, remembers: 1, refusesKnown: true }
      const actor = await actorOf(store.read, session, { ...facts, profile })
      return actor?.posts.map((held) => `${held.post} ${held.from?.name ?? ''}`.trim())
    }
    expect(await posts('2024-03-10')).toEqual(['viewer'])
    expect(await posts('2024-03-11')).toEqual(['viewer', 'cashier 甲'])
    expect(await posts('2024-03-12')).toEqual(['cashier 甲'])
    expect(await posts('2024-03-13')).toEqual([])
    const [row] = (await listPersons(store.read, organizationId, today)).filter(
      (p) => p.id === receiver,
    )
    expect(row?.posts).toEqual([
      { post: 'viewer', delegatedBy: null },
      { post: 'cashier', delegatedBy: '甲' },
    ])
    await done(store, async (tx) => {
      await tx
        .updateTable('post_assignment')
        .set({ to_day: '2024-03-10' })
        .where('person_id', '=', giver)
        .execute()
      return null
    })
    expect(await posts('2024-03-11')).toEqual(['viewer'])
  })

  test('a session beyond the number allowed ends the oldest; its last use only moves forward', async () => {
    const { store } = await settled()
    for (const [i, name] of ['a', 'b', 'c'].entries())
      await done(store, (tx) => open(tx, name, NOW + i))
    const ended = await Promise.all(['a', 'b', 'c'].map((name) => findSession(store.read, name)))
    expect(ended.map((session) => session?.endedAt)).toEqual([NOW + 2, null, null])
    const id = 'c'.repeat(20)
    await done(store, (tx) => noteSeen(tx, [[id, NOW + 900]]).then(() => null))
    await done(store, (tx) => noteSeen(tx, [[id, NOW + 500]]).then(() => null))
    expect(await latestSeen(store.read)).toBe(NOW + 900)
  })

  test('failures are counted per login and network, forgotten with time and cleared by a success', async () => {
    const { store } = await settled()
    const fail = (network: string, at: number) =>
      done(store, (tx) => addFailure(tx, login, network, at).then(() => null))
    await fail('n1', NOW)
    await fail('n1', NOW + 1)
    await fail('n2', NOW + 2)
    expect(await failuresOf(store.read, login, 'n1', NOW + 3)).toEqual([NOW + 1, NOW])
    await done(store, (tx) => clearFailures(tx, login, 'n1').then(() => null))
    expect(await failuresOf(store.read, login, 'n1', NOW + 3)).toEqual([])
    await fail('n3', NOW + 3_600_000)
    expect(await store.read.selectFrom('login_failure').select('network').execute()).toEqual([
      { network: 'n3' },
    ])
  })

  test('a file is found by its sender and by readers of the record that shows it, and never changes', async () => {
    const { store, outside } = await settled()
    const id = FileId.parse('f'.repeat(20))
    const file = { id, hash: 'a'.repeat(64), size: 9, kind: 'pdf', name: '回单.pdf' } as const
    await done(store, async (tx) => {
      await addFile(tx, {
        ...file,
        uploadedBy: giver,
        organizationId,
        at: '2024-03-11T01:00:00.000Z',
      })
      return null
    })
    const find = (personId: string, path: string) =>
      findFileWithin(store.read, id, { personId, path })
    expect(await find(giver, '/99/')).toEqual(file)
    expect(await find(receiver, '/62/')).toBeNull()
    await done(store, async (tx) => {
      await useFile(tx, { fileId: id, noun: 'spending', recordId: 'x', organizationId })
      return null
    })
    expect(await find(receiver, '/62/')).toEqual(file)
    expect(await find(receiver, '/6/')).toBeNull()
    expect(await find(receiver, '/62/6201/')).toBeNull()
    await expect(outside(`update file set name = 'x'`)).rejects.toThrow(/append only/)
    await expect(outside('delete from file_use')).rejects.toThrow(/append only/)
  })
})

test('a password matches its own hash only, and no hash matches none', async () => {
  const hash = await hashPassword('Tian-2024-Shui')
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  expect(await matchesPassword('Tian-2024-Shui', hash)).toBe(true)
  expect(await matchesPassword('Tian-2024-Shu1', hash)).toBe(false)
  expect(await matchesPassword('Tian-2024-Shui', null)).toBe(false)
  expect(await hashPassword('Tian-2024-Shui')).not.toBe(hash)
})
