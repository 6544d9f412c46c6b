import { appRouter } from '@qiangji/api/router.ts'
import { day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import type { Store } from '@qiangji/store/engine/act.ts'
import { setClock } from '@qiangji/store/record/business-clock.ts'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { addAdministrators, resetAtMachine } from '../src/administrator.ts'
import { machineAct } from '../src/province.ts'
import { auditOf, Caller } from './caller.ts'
import { stand } from './stand.ts'

const MACHINE = { today: day('2024-03-11'), passwordProfile: 'asvs' } as const
const bare = (prepare: (store: Store) => Promise<void> = async () => undefined) =>
  stand({}, { prepare, router: appRouter })
const FIRST = { system: 'hetao:何涛', security: 'guolei:郭磊' }
const passwordIn = (line = '') => line.split('  ').at(-1) ?? ''

describe('a province of its own', { timeout: 30_000 }, () => {
  test('begins with the union tree of the gazetteer and nobody, and is left as it is at the next start', async () => {
    const s = await bare()
    const tree = () => s.store.read.selectFrom('organization').selectAll().orderBy('path').execute()
    const before = await tree()
    expect(before.length).toBe(1_505)
    expect(await s.store.read.selectFrom('person').select('id').execute()).toEqual([])
    const next = await s.restart()
    expect(
      await next.store.read.selectFrom('organization').selectAll().orderBy('path').execute(),
    ).toEqual(before)
  })

  test('is not begun on the demonstration, nor gets administrators in it', async () => {
    const begun = async (store: Store) => {
      const act = { requestId: 'test-clock-0000001', name: 'test.clock', organization: null }
      const today = day('2024-03-11')
      await store.command(machineAct({ ...act, subject: null, today }), async (tx) => {
        await setClock(tx, today)
        return accept(null)
      })
      expect(await addAdministrators(store, MACHINE, FIRST)).toMatchObject({ good: false })
    }
    await expect(bare(begun)).rejects.toThrow('this database holds the demonstration')
  })

  test('is entered by two administrators, who let in all others', async () => {
    const s = await bare()
    const begun = await addAdministrators(s.store, MACHINE, FIRST)
    expect(begun.good).toBe(true)
    const enter = async (loginName: string, password: string) => {
      const caller = new Caller(s)
      await caller.login(loginName, password)
      const next = 'The-River-2024-Bends'
      await caller.command('access.password.change', { present: password, next })
      return caller
    }
    const [system, security] = [
      await enter('hetao', passwordIn(begun.lines[0])),
      await enter('guolei', passwordIn(begun.lines[1])),
    ]
    const unions = await system.query('access.login.unions', { words: '环县' })
    const [union] = z.array(z.object({ id: z.string(), name: z.string() })).parse(unions.data)
    expect(union?.name).toBe('环县总工会')
    const form = {
      loginName: 'huanxian',
      name: '马晓梅',
      organizationId: union?.id,
      department: '',
    }
    const opened = await system.command('access.login.open', form)
    const { id, revision, initialPassword } = z
      .object({ id: z.string(), revision: z.int(), initialPassword: z.string() })
      .parse(opened.data)
    await security.command('access.appointment.give', { id, revision, post: 'county-finance' })
    const clerk = await enter('huanxian', initialPassword)
    expect((await clerk.query('fund.fund.list', {})).status).toBe(200)
    const said = JSON.stringify(await auditOf(s))
    for (const line of begun.lines) expect(said).not.toContain(passwordIn(line))
  })

  test.each([
    ['names', { system: 'hetao:何涛' }, /^administrator --system/],
    ['a login name of its form', { ...FIRST, security: 'g l:郭磊' }, /^administrator --system/],
    ['two persons', { ...FIRST, security: 'HETAO:郭磊' }, /已有人使用/],
  ])('asks for %s', async (_, asked, words) => {
    const s = await bare()
    const report = await addAdministrators(s.store, MACHINE, asked)
    expect(report).toEqual({ good: false, lines: [expect.stringMatching(words)] })
    expect(await s.store.read.selectFrom('person').select('id').execute()).toEqual([])
  })

  test('refuses administrators where one of them is, and gives a forgotten password anew', async () => {
    const s = await stand()
    const second = await addAdministrators(s.store, MACHINE, FIRST)
    expect(second).toEqual({
      good: false,
      lines: [expect.stringContaining('administrators exist')],
    })
    const reset = await resetAtMachine(s.store, MACHINE, 'SYSTEM')
    expect(reset.good).toBe(true)
    const caller = new Caller(s)
    expect((await caller.login('system')).refusal).toBe('LOGIN_REFUSED')
    expect((await caller.login('system', passwordIn(reset.lines[0]))).status).toBe(200)
    expect((await caller.query('access.login.list', {})).refusal).toBe('PASSWORD_DUE')
    expect((await resetAtMachine(s.store, MACHINE, 'nobody')).good).toBe(false)
    const last = (await auditOf(s)).find((row) => row.act === 'access.login.reset')
    expect([last?.actor, last?.result]).toEqual(['system', 'accepted'])
  })
})
