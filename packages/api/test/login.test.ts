import type { Actor } from '@qiangji/kernel/access/actor.ts'
import type { PostCode } from '@qiangji/kernel/access/post.ts'
import { describe, expect, test } from 'vitest'
import { refusalOf, type Stage, stage } from './fund-stage.ts'

/** Opens a login at a union and gives posts to its person. */
const welcome = async (s: Stage, code: string, posts: readonly PostCode[]) => {
  const system = s.as(s.actorOf('62', ['system-admin'])).access
  const security = s.as(s.actorOf('62', ['security-admin'])).access
  const opened = await system.login.open({
    loginName: `${code}-${posts.length}`,
    name: '马晓梅',
    organizationId: s.at(code).id,
    department: '',
  })
  let { revision } = opened
  for (const post of posts)
    revision = (await security.appointment.give({ id: opened.id, revision, post })).revision
  return { id: opened.id, revision, system, security }
}

describe('a login', () => {
  test('is found with its union and posts, page after page', async () => {
    const s = await stage()
    const { system } = await welcome(s, '621022', ['county-finance', 'reporter'])
    await welcome(s, '621002', [])
    const first = await system.login.list({ limit: 1 })
    expect(first.rows).toMatchObject([
      { loginName: '621002-0', organizationName: s.at('621002').name, appointments: [] },
    ])
    const second = await system.login.list({ limit: 1, cursor: first.next })
    expect(second.next).toBeNull()
    expect(second.rows[0]?.appointments.map(({ post }) => post)).toEqual([
      'county-finance',
      'reporter',
    ])
    expect((await system.login.list({ post: 'none' })).rows.length).toBe(1)
    expect(await refusalOf(system.login.list({ cursor: 'bad' }))).toMatchObject({
      refusal: 'INPUT_INVALID',
    })
  })

  test('is opened in a union that the form finds by part of its name', async () => {
    const s = await stage()
    const { login } = s.as(s.actorOf('62', ['system-admin'])).access
    expect(await login.unions({ words: '环县' })).toEqual([
      { id: s.at('621022').id, name: '环县总工会' },
    ])
  })

  test('lies beyond the reach of who stands beside it or below', async () => {
    const s = await stage()
    const { id, revision, security } = await welcome(s, '6202', ['prefecture-finance'])
    const elsewhere: Actor = s.actorOf('6210', ['system-admin', 'security-admin'])
    const { login, appointment } = s.as(elsewhere).access
    const chosen = { id, revision }
    const held = (await security.login.list({})).rows[0]?.appointments[0]
    if (!held) throw new Error('no appointment')
    const acts: readonly (() => Promise<unknown>)[] = [
      () => login.disable(chosen),
      () => login.enable(chosen),
      () => login.unlock(chosen),
      () => login.reset(chosen),
      () => login.detail({ id }),
      () => login.history({ id }),
      () => appointment.give({ ...chosen, post: 'viewer' }),
      () => appointment.withdraw({ ...chosen, appointmentId: held.id }),
    ]
    for (const act of acts) expect(await refusalOf(act())).toMatchObject({ refusal: 'NOT_FOUND' })
    expect((await login.list({})).rows).toEqual([])
    const mine = await welcome(s, '621022', [])
    const mixed = { id: mine.id, revision: mine.revision, appointmentId: held.id }
    expect(await refusalOf(security.appointment.withdraw(mixed))).toMatchObject({
      refusal: 'NOT_FOUND',
    })
  })
})

test('posts of a county stand also at a prefecture that the province pays straight', async () => {
  const s = await stage()
  const { revision } = await welcome(s, '6202', ['county-finance', 'prefecture-finance'])
  expect(revision).toBe(2)
  const { id, security, ...at } = await welcome(s, '6210', ['prefecture-finance'])
  const refused = security.appointment.give({ id, revision: at.revision, post: 'county-finance' })
  expect(await refusalOf(refused)).toMatchObject({
    refusal: 'POST_NOT_HERE',
    facts: { post: '县区财务', union: s.at('6210').name },
  })
})
