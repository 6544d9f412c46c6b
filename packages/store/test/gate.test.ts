import { AsyncLocalStorage } from 'node:async_hooks'
import { readdirSync, readFileSync } from 'node:fs'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { type QueryExecutorProvider, sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Tx } from '../src/engine/act.ts'
import { deferred } from '../src/engine/deferred.ts'
import { effect } from '../src/engine/effect.ts'
import { digestOfEffects } from '../src/engine/gate.ts'
import { engines } from './engines.ts'
import { act, fill, sampleMigrations, soon, witnessed } from './samples.ts'

const canExecute = (handle: object): handle is QueryExecutorProvider => 'getExecutor' in handle
const misuse = (code: string) => ({ name: 'Misuse', code })
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe.each(engines)('a command stays in its own transaction ($name)', ({ fresh }) => {
  const start = () => fresh({ migrations: sampleMigrations })
  const amountOf = (name: string) => `select amount from purse where name = '${name}'`

  test('the handle of an open command is of no use to others, and the command goes on', async () => {
    const { store, outside } = await start()
    const leaked = deferred<Tx>()
    const tried = deferred<void>()
    const running = store.command(act(), async (tx) => {
      leaked.resolve(tx)
      await tried.promise
      return fill(tx, 'a', 1)
    })
    const foreign = await leaked.promise
    await expect(fill(foreign, 'b', 1)).rejects.toMatchObject(misuse('FOREIGN_HANDLE'))
    tried.resolve()
    expect(await running).toMatchObject({ ok: true })
    expect(await outside(amountOf('b'))).toEqual([{ amount: 0 }])
  })

  test('the handle of a command that has ended is shut, also inside the next command', async () => {
    const { store, outside } = await start()
    let leaked: Tx | undefined
    await store.command(act(), async (tx) => {
      leaked = tx
      return accept(null)
    })
    const late = leaked
    if (!late) throw new Error('the body has not run')
    await expect(fill(late, 'b', 1)).rejects.toMatchObject(misuse('COMMAND_SHUT'))
    const next = store.command(act(), () => fill(late, 'b', 1))
    await expect(next).rejects.toMatchObject(misuse('COMMAND_SHUT'))
    expect(await outside(amountOf('b'))).toEqual([{ amount: 0 }])
  })

  test('a statement that nobody awaited fails the command', async () => {
    const { again, outside } = await start()
    const store = await again({ pause: nextTurn })
    const forgetful = store.command(act(), async (tx) => {
      fill(tx, 'b', 1).catch(() => undefined)
      return accept(null)
    })
    await expect(forgetful).rejects.toMatchObject(misuse('FORGOTTEN_AWAIT'))
    await soon(20)
    expect(await outside(amountOf('b'))).toEqual([{ amount: 0 }])
  })

  test('a failed statement fails its command even when the body hides it', async () => {
    const { store, outside } = await start()
    const hiding = store.command(act(), async (tx) => {
      await fill(tx, 'b', 1)
      await sql`insert into purse (name, amount) values ('a', 0)`.execute(tx).catch(() => undefined)
      return accept(null)
    })
    await expect(hiding).rejects.toThrow(/unique/i)
    let next: unknown
    const goingOn = store.command(act(), async (tx) => {
      await sql`insert into purse (name, amount) values ('a', 0)`.execute(tx).catch(() => undefined)
      await fill(tx, 'b', 1).catch((error: unknown) => {
        next = error
      })
      return accept(null)
    })
    await expect(goingOn).rejects.toThrow(/unique/i)
    expect(next).toMatchObject(misuse('COMMAND_FAILED'))
    expect(await outside(amountOf('b'))).toEqual([{ amount: 0 }])
  })

  test('outer handles are refused at once inside a command', async () => {
    const { store } = await start()
    const inside = async (work: () => Promise<unknown>): Promise<unknown> => {
      const since = performance.now()
      const thrown = await store
        .command(act(), async () => {
          await work()
          return accept(null)
        })
        .catch((error: unknown) => error)
      expect(performance.now() - since).toBeLessThan(1_000)
      return thrown
    }
    const command = () => store.command(act(), async () => accept(null))
    expect(await inside(command)).toMatchObject(misuse('COMMAND_IN_COMMAND'))
    const read = () => store.read.selectFrom('audit').select('seq').execute()
    expect(await inside(read)).toMatchObject(misuse('OUTER_HANDLE'))
    const snapshot = () => store.snapshot(async () => null)
    expect(await inside(snapshot)).toMatchObject(misuse('SNAPSHOT_IN_COMMAND'))
    expect(await inside(() => store.witness(witnessed()))).toMatchObject(
      misuse('WITNESS_IN_COMMAND'),
    )
    expect(await store.command(act(), (tx) => fill(tx, 'a', 1))).toMatchObject({ ok: true })
  })

  test('an effect needs its own command', async () => {
    const { store } = await start()
    let foreign: Tx | undefined
    await store.command(act(), async (tx) => {
      foreign = tx
      return accept(null)
    })
    const borrowed = foreign
    if (!borrowed) throw new Error('the body has not run')
    expect(() => effect(borrowed, 'x')).toThrow('NO_COMMAND')
    const wrong = store.command(act(), async () => {
      effect(borrowed, 'x')
      return accept(null)
    })
    await expect(wrong).rejects.toMatchObject(misuse('FOREIGN_HANDLE'))
  })

  test('the effects of a command are digested in their order', async () => {
    const { store } = await start()
    const requestId = 'request-with-effect'
    await store.command(act({ requestId }), async (tx) => {
      effect(tx, 'first')
      effect(tx, 'second')
      return accept(null)
    })
    const row = await store.read
      .selectFrom('audit')
      .select('effect')
      .where('request_id', '=', requestId)
      .executeTakeFirstOrThrow()
    expect(row.effect).toBe(digestOfEffects(['first', 'second']))
    expect(row.effect).not.toBe(digestOfEffects(['second', 'first']))
    expect(row.effect).not.toBe(digestOfEffects(['firstsecond']))
  })

  test('a body cannot begin, end or stream', async () => {
    const { store, outside } = await start()
    for (const statement of [
      'commit',
      ' ROLLBACK',
      'savepoint x',
      'begin',
      'pragma user_version',
    ]) {
      const ending = store.command(act(), async (tx) => {
        await fill(tx, 'b', 1)
        await sql.raw(statement).execute(tx)
        return accept(null)
      })
      await expect(ending).rejects.toMatchObject(misuse('TRANSACTION_CONTROL'))
    }
    const streaming = store.command(act(), async (tx) => {
      for await (const row of tx.selectFrom('audit').selectAll().stream()) expect(row).toBeDefined()
      return accept(null)
    })
    await expect(streaming).rejects.toMatchObject(misuse('STREAM'))
    const nested = store.command(act(), async (tx) => accept(tx.transaction()))
    await expect(nested).rejects.toThrow('not supported')
    expect(await outside(amountOf('b'))).toEqual([{ amount: 0 }])
  })

  test('reading handles cannot write', async () => {
    const { store, outside } = await start()
    const write = sql`update purse set amount = 9`
    const { read } = store
    if (!canExecute(read)) throw new Error('expected an executor')
    await expect(write.execute(read)).rejects.toThrow(/read-?only/i)
    const inSnapshot = store.snapshot(async (db) => {
      if (canExecute(db)) await write.execute(db)
    })
    await expect(inSnapshot).rejects.toThrow(/read-?only/i)
    expect(await outside(amountOf('a'))).toEqual([{ amount: 0 }])
  })

  test('numbers come as safe numbers, truth as 1 and 0, and what would be rounded is refused', async () => {
    const { store } = await start()
    const { read } = store
    if (!canExecute(read)) throw new Error('expected an executor')
    const { rows } = await sql`
      select 9007199254740991 as most, sum(seq) as total, count(*) as rows, 1 = 1 as truth
      from (select 3000000000 as seq union all select 3000000000) as two`.execute(read)
    expect(rows).toEqual([
      { most: Number.MAX_SAFE_INTEGER, total: 6_000_000_000, rows: 2, truth: 1 },
    ])
    await expect(sql`select 9007199254740993 as n`.execute(read)).rejects.toThrow('2^53')
    const rounding = store.command(act(), async (tx) =>
      accept((await sql`select -9007199254740993 as n`.execute(tx)).rows),
    )
    await expect(rounding).rejects.toThrow('2^53')
  })

  test('nobody sees an open command', async () => {
    const { store, outside } = await start()
    const count = () =>
      store.read
        .selectFrom('request')
        .select((e) => e.fn.countAll<number>().as('rows'))
        .executeTakeFirstOrThrow()
    await store.command(act(), (tx) => fill(tx, 'a', 1))
    const written = deferred<void>()
    const looked = deferred<void>()
    const open = store.command(act(), async (tx) => {
      await fill(tx, 'a', 5)
      written.resolve()
      await looked.promise
      return accept(null)
    })
    await written.promise
    expect(await count()).toEqual({ rows: 1 })
    expect(await outside(amountOf('a'))).toEqual([{ amount: 1 }])
    looked.resolve()
    await open
    expect(await count()).toEqual({ rows: 2 })
    expect(await outside(amountOf('a'))).toEqual([{ amount: 6 }])
  })

  test('a snapshot stays at its moment, and its handle dies with it', async () => {
    const { store } = await start()
    const count = (db: typeof store.read) =>
      db
        .selectFrom('audit')
        .select('seq')
        .execute()
        .then((rows) => rows.length)
    let kept: typeof store.read | undefined
    await store.snapshot(async (db) => {
      kept = db
      expect(await count(db)).toBe(0)
      await store.command(act(), (tx) => fill(tx, 'a', 1))
      expect(await count(db)).toBe(0)
      expect(await count(store.read)).toBe(1)
    })
    if (!kept) throw new Error('no snapshot')
    await expect(count(kept)).rejects.toMatchObject(misuse('SNAPSHOT_SHUT'))
  })

  test('a snapshot that stays too long is ended, and the next one works', async () => {
    const { again } = await start()
    const store = await again({ limits: { snapshotTime: 50, snapshots: 1 } })
    const since = performance.now()
    const long = store.snapshot(() => soon(5_000))
    await expect(long).rejects.toMatchObject({ code: 'OVERLONG' })
    expect(performance.now() - since).toBeLessThan(4_000)
    expect(await store.snapshot((db) => db.selectFrom('audit').select('seq').execute())).toEqual([])
  })

  test('each body runs in the context of its own caller', async () => {
    const { store } = await start()
    const caller = new AsyncLocalStorage<number>()
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        caller.run(n, () => store.command(act(), async () => accept(caller.getStore() ?? -1))),
      ),
    )
    expect(answers.map((answer) => answer.ok && answer.value)).toEqual(
      Array.from({ length: 20 }, (_, n) => n),
    )
  })
})

test('there is one AsyncLocalStorage in the sources of the store', () => {
  const sources = readdirSync(new URL('../src', import.meta.url), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  const found = sources.filter((name) =>
    readFileSync(new URL(`../src/${name}`, import.meta.url), 'utf8').includes(
      'new AsyncLocalStorage',
    ),
  )
  expect(found).toEqual(['engine/current.ts'])
})
