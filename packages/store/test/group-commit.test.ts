import { accept } from '@qiangji/kernel/base/decision.ts'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { deferred } from '../src/engine/deferred.ts'
import { engines } from './engines.ts'
import { act, addNote, fill, sampleMigrations, soon } from './samples.ts'

const results = 'select result, count(*) as rows from audit group by result order by result'

describe.each(engines)('commands at the same time ($name)', ({ name, fresh }) => {
  const start = (limits = {}) => fresh({ migrations: sampleMigrations, limits })

  test('one that breaks a rule of COMMIT fails, the 64 beside it do not', async () => {
    const { store, outside } = await start()
    const asked = Array.from({ length: 65 }, (_, n) => n)
    const ended = await Promise.allSettled(
      asked.map((n) => store.command(act(), (tx) => addNote(tx, `n${n}`, n !== 20))),
    )
    expect(ended.flatMap((one, n) => (one.status === 'rejected' ? [n] : []))).toEqual([20])
    expect(await outside('select count(*) as rows from note')).toEqual([{ rows: 64 }])
    expect(await outside(results)).toEqual([
      { result: 'accepted', rows: 64 },
      { result: 'fault', rows: 1 },
    ])
    expect(await outside('select count(*) as rows from request')).toEqual([{ rows: 64 }])
  })

  test('a body may run again, and only its last run counts', async () => {
    const { store, outside } = await start()
    let runs = 0
    const [good, bad] = await Promise.allSettled([
      store.command(act(), async (tx) => {
        runs += 1
        return fill(tx, 'a', 1)
      }),
      store.command(act(), (tx) => addNote(tx, 'unsealed', false)),
    ])
    expect(good).toMatchObject({ status: 'fulfilled', value: { value: 1, replayed: false } })
    expect(bad.status).toBe('rejected')
    expect(runs).toBe(name === 'sqlite' ? 2 : 1)
    expect(await outside(`select amount from purse where name = 'a'`)).toEqual([{ amount: 1 }])
  })

  test('an overlong command is cut off and does not hold the others', async () => {
    const { store, outside } = await start({ deadline: 200 })
    const freed = deferred<void>()
    const late = deferred<unknown>()
    const overlong = store.command(act(), async (tx) => {
      await freed.promise
      await fill(tx, 'b', 1).catch(late.resolve)
      return accept(null)
    })
    const cut = expect(overlong).rejects.toMatchObject({ name: 'Trouble', code: 'OVERLONG' })
    const others = Array.from({ length: 10 }, () => store.command(act(), (tx) => fill(tx, 'a', 1)))
    for (const answer of await Promise.all(others)) expect(answer.ok).toBe(true)
    await cut
    freed.resolve()
    expect(await late.promise).toMatchObject({ code: 'COMMAND_SHUT' })
    expect(await outside('select name, amount from purse order by name')).toEqual([
      { name: 'a', amount: 10 },
      { name: 'b', amount: 0 },
    ])
    expect(await outside(results)).toContainEqual({ result: 'fault', rows: 1 })
  })

  test('an act alone has ten times the deadline', async () => {
    const { store } = await start({ deadline: 100 })
    const long = store.command(act({ alone: true }), async (tx) => {
      await soon(250)
      return fill(tx, 'a', 1)
    })
    expect(await long).toMatchObject({ ok: true })
  })

  test('close lets what was asked finish and refuses what comes after', async () => {
    const { again, outside } = await start()
    const store = await again()
    const asked = Array.from({ length: 20 }, () => store.command(act(), (tx) => fill(tx, 'a', 1)))
    await store.close()
    for (const answer of await Promise.all(asked)) expect(answer.ok).toBe(true)
    expect(await outside(`select amount from purse where name = 'a'`)).toEqual([{ amount: 20 }])
    const late = store.command(act(), (tx) => fill(tx, 'a', 1))
    await expect(late).rejects.toMatchObject({ code: 'CLOSED' })
  })

  test('the last unit goes to exactly one of 64', async () => {
    const { store } = await start()
    await store.command(act(), (tx) => fill(tx, 'a', 1))
    const takers = Array.from({ length: 64 }, () => store.command(act(), (tx) => fill(tx, 'a', -1)))
    const answers = await Promise.all(takers)
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    expect(new Set(answers.map((answer) => (answer.ok ? '' : answer.refusal)))).toEqual(
      new Set(['', 'PURSE_EMPTY']),
    )
  })
})

describe.each(engines.filter(({ name }) => name === 'sqlite'))(
  'the one writer of a file',
  ({ fresh }) => {
    test('begins immediately and shares a COMMIT among those who wait', async () => {
      const said: string[] = []
      const { store } = await fresh({
        migrations: sampleMigrations,
        trace: (text) => said.push(text),
        limits: { batchTime: 1_000 },
      })
      said.length = 0
      await Promise.all(
        Array.from({ length: 128 }, () => store.command(act(), (tx) => fill(tx, 'a', 1))),
      )
      expect(said[0]).toBe('begin immediate')
      expect(said.filter((text) => /^begin/.test(text))).toEqual([
        'begin immediate',
        'begin immediate',
      ])
      expect(said.filter((text) => text === 'commit')).toHaveLength(2)
    })

    test('gives an act that must be alone a transaction of its own', async () => {
      const said: string[] = []
      const { store } = await fresh({
        migrations: sampleMigrations,
        trace: (text) => said.push(text),
        limits: { batchTime: 1_000 },
      })
      said.length = 0
      const alone = [false, true, false, false]
      await Promise.all(
        alone.map((one) => store.command(act({ alone: one }), (tx) => fill(tx, 'a', 1))),
      )
      expect(said.filter((text) => text === 'commit')).toHaveLength(3)
    })

    test('refuses more work than can wait', async () => {
      const { store } = await fresh({ migrations: sampleMigrations, limits: { queued: 10 } })
      const ended = await Promise.allSettled(
        Array.from({ length: 12 }, () => store.command(act(), (tx) => fill(tx, 'a', 1))),
      )
      expect(ended.filter((one) => one.status === 'rejected')).toHaveLength(2)
      expect(ended[11]).toMatchObject({ reason: { code: 'OVERLOADED' } })
    })

    test('lets nothing through once the engine has rolled back, not even what was sent together', async () => {
      const { store, outside } = await fresh({ migrations: sampleMigrations })
      await outside(
        `create trigger cut before insert on purse begin select raise(rollback, 'cut'); end`,
      )
      const lost = store.command(act(), async (tx) => {
        await Promise.allSettled([
          sql`insert into purse (name, amount) values ('c', 1)`.execute(tx),
          fill(tx, 'b', 1),
        ])
        return accept(null)
      })
      await expect(lost).rejects.toMatchObject({ code: 'TRANSACTION_LOST' })
      expect(await outside(`select amount from purse where name = 'b'`)).toEqual([{ amount: 0 }])
    })

    test('runs the others again when the engine rolls back by itself under one of them', async () => {
      const { store, outside } = await fresh({ migrations: sampleMigrations })
      await outside(
        `create trigger cut before insert on purse begin select raise(rollback, 'cut'); end`,
      )
      const [before, guilty, after] = await Promise.allSettled([
        store.command(act(), (tx) => fill(tx, 'a', 1)),
        store.command(act(), async (tx) => {
          await sql`insert into purse (name, amount) values ('c', 1)`
            .execute(tx)
            .catch(() => undefined)
          await fill(tx, 'b', 1).catch(() => undefined)
          return accept(null)
        }),
        store.command(act(), (tx) => fill(tx, 'a', 1)),
      ])
      expect(before).toMatchObject({ value: { ok: true } })
      expect(after).toMatchObject({ value: { ok: true } })
      expect(guilty).toMatchObject({ reason: { name: 'Trouble', code: 'TRANSACTION_LOST' } })
      expect(await outside('select name, amount from purse order by name')).toEqual([
        { name: 'a', amount: 2 },
        { name: 'b', amount: 0 },
      ])
      expect(await outside(results)).toEqual([
        { result: 'accepted', rows: 2 },
        { result: 'fault', rows: 1 },
      ])
    })
  },
)
