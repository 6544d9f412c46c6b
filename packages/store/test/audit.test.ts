import { accept } from '@qiangji/kernel/base/decision.ts'
import { describe, expect, test } from 'vitest'
import { auditHead, listAudit, verifyAudit } from '../src/record/audit.ts'
import { describeInput } from '../src/record/describe.ts'
import { engines, type TestEngine, type TestStore } from './engines.ts'
import { act, fill, sampleMigrations, witnessed } from './samples.ts'

const rowsOf = (store: TestStore['store']) =>
  store.read.selectFrom('audit').selectAll().orderBy('seq').execute()

describe.each(engines)('every act leaves one row in the audit ($name)', ({ name, fresh }) => {
  const start = (now = () => '2024-03-11T01:02:03.004Z') =>
    fresh({ migrations: sampleMigrations, now })

  test('with who, when, where, what, about what, and how it ended', async () => {
    const { store } = await start()
    const asked = act({ subject: 'x', input: { amount: 5, reason: '张三 620102199001011234' } })
    await store.command(asked, (tx) => fill(tx, 'a', 5))
    const [row] = await rowsOf(store)
    expect(row).toEqual({
      seq: 1,
      at: '2024-03-11T01:02:03.004Z',
      today: '2024-03-11',
      actor: 'p1',
      organization: 'o1',
      act: 'test.purse.fill',
      subject: 'x',
      request_id: asked.requestId,
      address: '10.0.0.1',
      session: 's1',
      result: 'accepted',
      effect: null,
      body: '{"amount":null,"reason":null}',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  test('a refusal and a fault too, and an answer given again leaves none', async () => {
    const { store } = await start()
    const refused = act()
    await store.command(refused, (tx) => fill(tx, 'a', -1))
    await store.command(refused, (tx) => fill(tx, 'a', -1))
    const broken = store.command(act(), async (tx) => {
      await fill(tx, 'a', 1)
      throw new Error('bug')
    })
    await expect(broken).rejects.toThrow('bug')
    expect((await rowsOf(store)).map((row) => row.result)).toEqual(['PURSE_EMPTY', 'fault'])
  })

  test('what no command is about is witnessed', async () => {
    const { store } = await start()
    await store.witness(witnessed({ actor: null, name: 'access.session.open', result: 'denied' }))
    await store.witness(witnessed({ name: 'member.member.export', result: 'accepted' }))
    expect(await rowsOf(store)).toMatchObject([
      { seq: 1, actor: null, act: 'access.session.open', result: 'denied' },
      { seq: 2, act: 'member.member.export', result: 'accepted' },
    ])
    expect(await verifyAudit(store.read)).toBeNull()
  })

  test('an act that cannot be recorded does not happen', async () => {
    const { store, outside } = await start()
    const reported: unknown[] = []
    const refuse =
      name === 'sqlite'
        ? `create trigger full_up before insert on audit begin select raise(abort, 'full up'); end`
        : `create function full_up() returns trigger language plpgsql as $$ begin raise exception 'full up'; end $$;
           create trigger full_up before insert on audit for each row execute function full_up()`
    await outside(refuse)
    const asked = act()
    await expect(store.command(asked, (tx) => fill(tx, 'a', 5))).rejects.toThrow('full up')
    await expect(store.witness(witnessed())).rejects.toThrow('full up')
    expect(await outside(`select amount from purse where name = 'a'`)).toEqual([{ amount: 0 }])
    expect(await outside('select count(*) as rows from request')).toEqual([{ rows: 0 }])
    await outside(`drop trigger full_up${name === 'sqlite' ? '' : ' on audit'}`)
    expect(await store.command(asked, (tx) => fill(tx, 'a', 5))).toMatchObject({ value: 5 })
    expect(await verifyAudit(store.read)).toBeNull()
    expect(reported).toEqual([])
  })

  test('a fault whose row cannot be written is reported', async () => {
    const reported: unknown[] = []
    const { store, outside } = await fresh({
      migrations: sampleMigrations,
      report: (error) => reported.push(error),
    })
    await outside(
      name === 'sqlite'
        ? `drop trigger audit_no_update; alter table audit rename to gone`
        : 'alter table audit rename to gone',
    )
    await expect(
      store.command(act(), async () => Promise.reject(new Error('bug'))),
    ).rejects.toThrow('bug')
    expect(reported).toHaveLength(1)
  })

  test('64 writers of 17 rows each keep one chain', async () => {
    const { store, outside } = await start()
    const writers = Array.from({ length: 64 }, async (_, n) => {
      for (let i = 0; i < 17; i++)
        if (n % 4 === 0) await store.witness(witnessed())
        else await store.command(act(), async () => accept(null))
    })
    await Promise.all(writers)
    expect(await auditHead(store.read)).toMatchObject({ seq: 1_088 })
    expect(await verifyAudit(store.read)).toBeNull()
    const [off, on] = GUARDS[name]
    await outside(`${off}; update audit set today = '' where seq = 1050; ${on}`)
    expect(await verifyAudit(store.read)).toEqual({ seq: 1_050, reason: 'ALTERED' })
  })

  test('text that an engine would change is put right before it is hashed', async () => {
    const { store } = await start()
    const strange = `a\0b\ud800c 中 😀`
    await store.witness(
      witnessed({ subject: strange, origin: { address: strange, session: strange } }),
    )
    expect((await rowsOf(store))[0]?.subject).toBe('a\ufffdb\ufffdc 中 😀')
    expect(await verifyAudit(store.read)).toBeNull()
  })

  test('rows are listed newest first, by page, and never more than 200', async () => {
    let minute = 0
    const { store } = await start(() => new Date(Date.UTC(2024, 2, 11, 0, minute++)).toISOString())
    for (let n = 0; n < 210; n++)
      await store.witness(
        witnessed({ organization: n % 2 ? 'o1' : 'o2', actor: `p${n % 3}`, subject: `s${n % 5}` }),
      )
    const seqs = async (question: Parameters<typeof listAudit>[1]) =>
      (await listAudit(store.read, question)).map((row) => row.seq)
    expect(await seqs({ limit: 3 })).toEqual([210, 209, 208])
    expect(await seqs({ limit: 3, before: 208 })).toEqual([207, 206, 205])
    expect(await seqs({ limit: 1_000 })).toHaveLength(200)
    expect(await seqs({ organization: 'o1', limit: 2 })).toEqual([210, 208])
    expect(await seqs({ actor: 'p1', limit: 2 })).toEqual([209, 206])
    expect(await seqs({ subject: 's4', organization: 'o1', limit: 2 })).toEqual([210, 200])
    const from = new Date(Date.UTC(2024, 2, 11, 0, 100)).toISOString()
    const to = new Date(Date.UTC(2024, 2, 11, 0, 103)).toISOString()
    expect(await seqs({ from, to })).toEqual([102, 101, 100])
    expect(await seqs({ from: '2025-01-01T00:00:00.000Z' })).toEqual([])
    expect(await seqs({ to: '2023-01-01T00:00:00.000Z' })).toEqual([])
  })
})

const GUARDS = {
  sqlite: ['drop trigger audit_no_update; drop trigger audit_no_delete', 'select 1'],
  postgres: ['alter table audit disable trigger user', 'alter table audit enable trigger user'],
} as const

describe.each(engines)('the audit cannot be changed quietly ($name)', ({ name, fresh }) => {
  const filled = async (): Promise<TestStore> => {
    const one = await fresh({ migrations: sampleMigrations })
    for (let n = 1; n <= 20; n++) await one.store.witness(witnessed({ subject: `s${n}` }))
    return one
  }
  const tampered = async (sql: string): Promise<TestStore> => {
    const one = await filled()
    const [off, on] = GUARDS[name]
    await one.outside(`${off}; ${sql}; ${on}`)
    return one
  }

  test('the database refuses to update, delete or empty it, and the requests', async () => {
    const { outside } = await filled()
    await expect(outside(`update audit set actor = 'x'`)).rejects.toThrow('append only')
    await expect(outside('delete from audit where seq = 20')).rejects.toThrow('append only')
    await expect(outside(replacing[name])).rejects.toThrow()
    await expect(outside(emptying[name])).rejects.toThrow('append only')
  })

  const emptying = { sqlite: 'delete from audit', postgres: 'truncate audit' }
  const replacing = {
    sqlite: `pragma recursive_triggers = 1; insert or replace into audit select 20, at, today, 'x', organization, act, subject, request_id, address, session, result, effect, body, hash from audit where seq = 20`,
    postgres: `insert into audit select * from audit where seq = 20 on conflict (seq) do update set actor = 'x'`,
  }

  test.each([
    ['an edited value', `update audit set subject = 'x' where seq = 7`, 7, 'ALTERED'],
    [
      'a value moved to its neighbour',
      `update audit set subject = null, session = subject where seq = 7`,
      7,
      'ALTERED',
    ],
    ['an edited hash', `update audit set hash = 'x' where seq = 7`, 7, 'ALTERED'],
    ['a deleted row', 'delete from audit where seq = 7', 7, 'MISSING'],
    ['the first row deleted', 'delete from audit where seq = 1', 1, 'MISSING'],
    [
      'two rows exchanged',
      'update audit set seq = 100 where seq = 7; update audit set seq = 7 where seq = 8; update audit set seq = 8 where seq = 100',
      7,
      'ALTERED',
    ],
    [
      'a deleted row with the gap closed',
      'delete from audit where seq = 20; update audit set seq = 20 where seq = 19; update audit set seq = 19 where seq = 18',
      18,
      'MISSING',
    ],
    [
      'an inserted row',
      `insert into audit select 21, at, today, actor, organization, act, 'x', request_id, address, session, result, effect, body, hash from audit where seq = 20`,
      21,
      'ALTERED',
    ],
  ] as const)('%s is found', async (_, sql, seq, reason) => {
    const { store } = await tampered(sql)
    expect(await verifyAudit(store.read)).toEqual({ seq, reason })
  })

  test('the newest rows cut off are found with the head that was exported', async () => {
    const { store, outside } = await filled()
    const exported = await auditHead(store.read)
    const [off, on] = GUARDS[name]
    await outside(`${off}; delete from audit where seq > 15; ${on}`)
    expect(await verifyAudit(store.read)).toBeNull()
    expect(await verifyAudit(store.read, exported)).toEqual({ seq: 16, reason: 'SHORTENED' })
  })

  test('a chain computed anew is found with the head that was exported', async () => {
    const { store } = await filled()
    const exported = { ...(await auditHead((await filled()).store.read)), hash: 'x' }
    expect(await verifyAudit(store.read, exported)).toEqual({ seq: 20, reason: 'REBUILT' })
    expect(await verifyAudit(store.read, await auditHead(store.read))).toBeNull()
  })

  test('an audit emptied is found with the head that was exported', async () => {
    const { store, outside } = await filled()
    const exported = await auditHead(store.read)
    const [off, on] = GUARDS[name]
    await outside(`${off}; delete from audit; ${on}`)
    expect(await verifyAudit(store.read, exported)).toEqual({ seq: 1, reason: 'SHORTENED' })
  })
})

describe('the description of an input', () => {
  const id = '0123456789abcdefghjk'

  test.each([
    ['an id is kept', { id, planId: id }, { id, planId: id }],
    [
      'other values are not',
      { name: '张三', phone: '13800000000', paid: true },
      { name: null, phone: null, paid: null },
    ],
    [
      'a bank account of 20 digits is not an id',
      { accountId: '62170001234567890123' },
      { accountId: null },
    ],
    ['a password that looks like an id is not one', { password: id }, { password: null }],
    [
      'a list tells its length and the fields of its first row',
      { lines: [{ amount: 1 }, { amount: 2 }] },
      { lines: [2, { amount: null }] },
    ],
    ['a short list of ids is kept', { memberIds: [id, id] }, { memberIds: [id, id] }],
    ['names that are data are not kept', { counts: { 张三: 1 } }, { counts: { '?': null } }],
    ['nothing is nothing', undefined, null],
  ])('%s', (_, input, described) => {
    expect(JSON.parse(describeInput(input))).toEqual(described)
  })

  test('is short', () => {
    const wide = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`field${n}`, n]))
    expect(describeInput(wide).length).toBeLessThan(2_000)
    const deep = { a: { a: { a: { a: { a: { secret: 1 } } } } } }
    expect(describeInput(deep)).toBe('{"a":{"a":{"a":{"a":null}}}}')
  })
})

const both: readonly TestEngine[] = engines
test('the chain is the same on both engines', async () => {
  const heads: unknown[] = []
  for (const { fresh } of both) {
    const { store } = await fresh({
      migrations: sampleMigrations,
      now: () => '2024-03-11T01:02:03.004Z',
    })
    for (let n = 0; n < 3; n++)
      await store.command(act({ requestId: `same-request-${n}000` }), async () => accept('中'))
    heads.push(await auditHead(store.read))
  }
  expect(new Set(heads.map((head) => JSON.stringify(head))).size).toBe(1)
})
