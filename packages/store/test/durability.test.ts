import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accept } from '@qiangji/kernel/base/decision.ts'
import Database from 'better-sqlite3'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Act, Outcome, Tx } from '../src/engine/act.ts'
import { LIMITS } from '../src/engine/limits.ts'
import { openStore } from '../src/engine/open.ts'
import { checkPostgres } from '../src/engine/postgres-schema.ts'
import { SqliteCommand } from '../src/engine/sqlite-command.ts'
import { SqliteConnection } from '../src/engine/sqlite-connection.ts'
import { checkSqlite, migrateSqlite } from '../src/engine/sqlite-schema.ts'
import { SqliteWriter } from '../src/engine/sqlite-writer.ts'
import { engines } from './engines.ts'
import { act, fill, sampleMigrations } from './samples.ts'

let folder = ''
let connection: SqliteConnection
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qiangji-test-'))
  connection = new SqliteConnection(join(folder, 'store.db'), { readonly: false, trace: null })
})
afterEach(() => {
  connection.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('a full disk', () => {
  const settings = {
    url: '',
    schema: 'public',
    migrations: sampleMigrations,
    limits: LIMITS,
    now: () => '2024-03-11T00:00:00.000Z',
    report: () => undefined,
    trace: null,
    pause: null,
  }
  const bulk = 'x'.repeat(200_000)
  const filler = async (tx: Tx): Promise<Outcome<null>> => {
    await fill(tx, 'a', 1)
    await sql`insert into seal (note_id) values (${bulk})`.execute(tx).catch(() => undefined)
    await fill(tx, 'b', 1).catch(() => undefined)
    return accept(null)
  }
  const amounts = () => connection.rows('select amount from purse order by name')
  let writer: SqliteWriter
  const ask = <T>(asked: Act, body: (tx: Tx) => Promise<Outcome<T>>) => {
    const command = new SqliteCommand(asked, body, settings, writer)
    writer.enqueue(command)
    return command.answered
  }
  beforeEach(() => {
    migrateSqlite(connection, sampleMigrations, settings.now())
    writer = new SqliteWriter(connection, LIMITS)
    const pages = Number(connection.raw.pragma('page_count', { simple: true }))
    connection.raw.pragma(`max_page_count = ${pages + 8}`)
  })

  test('fails the command whole, also when its body goes on after the error', async () => {
    const full = { name: 'Trouble', code: 'STORAGE' }
    await expect(ask(act(), filler)).rejects.toMatchObject(full)
    expect(amounts()).toEqual([{ amount: 0 }, { amount: 0 }])
    expect(await ask(act(), (tx) => fill(tx, 'a', 1))).toMatchObject({ ok: true, value: 1 })
  })

  test('does not fail the small commands beside the large one', async () => {
    const ended = await Promise.allSettled([
      ask(act(), (tx) => fill(tx, 'a', 1)),
      ask(act(), filler),
      ask(act(), (tx) => fill(tx, 'b', 1)),
    ])
    expect(ended.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(amounts()).toEqual([{ amount: 1 }, { amount: 1 }])
  })
})

describe('the self-check of a SQLite connection', () => {
  const wrote = () => connection.raw.exec('create table w (x); insert into w values (1)')

  test('passes on a connection of ours after its first write', () => {
    wrote()
    expect(() => checkSqlite(connection)).not.toThrow()
  })

  test.each([
    ['synchronous', '1'],
    ['foreign_keys', '0'],
    ['recursive_triggers', '0'],
    ['secure_delete', '0'],
    ['busy_timeout', '5000'],
    ['journal_mode', 'delete'],
  ])('names %s when it is %s', (setting, value) => {
    wrote()
    connection.raw.pragma(`${setting} = ${value}`)
    expect(() => checkSqlite(connection)).toThrow(expect.objectContaining({ setting }))
  })

  test.each([
    [0, 'foreign_keys'],
    [1, 'recursive_triggers'],
  ])('is asked of every reader too: number %i lacks %s', async (wrong, setting) => {
    const readers: Database.Database[] = []
    const pragma = Database.prototype.pragma
    const spy = vi.spyOn(Database.prototype, 'pragma').mockImplementation(function (
      this: Database.Database,
      source,
      options,
    ) {
      if (this.readonly && !readers.includes(this)) readers.push(this)
      const value = this === readers[wrong] && source === `${setting} = 1` ? 0 : 1
      return pragma.call(this, value === 0 ? `${setting} = 0` : source, options)
    })
    const store = await openStore({ url: 'sqlite::memory:', migrations: sampleMigrations })
    try {
      await store.migrate()
      await expect(store.selfCheck()).rejects.toMatchObject({ setting })
    } finally {
      spy.mockRestore()
      await store.close()
    }
  })

  test.each([
    ['3.51.2', false],
    ['3.44.5', false],
    ['3.51.3', true],
    ['3.52.0', true],
    ['4.0.0', true],
  ])('is asked of the engine’s version: %s passes: %s', (version, passes) => {
    const own = new SqliteConnection(join(folder, 'version.db'), { readonly: false, trace: null })
    vi.spyOn(own, 'rows').mockReturnValue([{ version }])
    if (passes) expect(() => checkSqlite(own)).not.toThrow()
    else expect(() => checkSqlite(own)).toThrow(`sqlite_version is ${version}`)
    own.close()
  })

  test('must come after the first write: the driver alone reads full before it and normal after it', () => {
    const bare = new Database(join(folder, 'bare.db'))
    bare.pragma('journal_mode = wal')
    const before = bare.pragma('synchronous', { simple: true })
    bare.exec('create table w (x); insert into w values (1)')
    const after = bare.pragma('synchronous', { simple: true })
    bare.close()
    expect([before, after]).toEqual([2, 1])
  })
})

describe.each(engines)('the self-check of a store ($name)', ({ name, fresh }) => {
  const start = () => fresh({ migrations: sampleMigrations })

  test('passes on a store of ours', async () => {
    const { store } = await start()
    await expect(store.selfCheck()).resolves.toBeUndefined()
  })

  test('names the schema when a trigger is gone', async () => {
    const { store, outside } = await start()
    const trigger = name === 'sqlite' ? 'audit_no_delete' : 'audit_no_change on audit'
    await outside(`drop trigger ${trigger}`)
    await expect(store.selfCheck()).rejects.toMatchObject({
      setting: 'schema',
      message: expect.stringContaining(name === 'sqlite' ? 'trigger audit_no_delete' : 'schema'),
    })
  })

  test('names the migration that is missing', async () => {
    const { again } = await start()
    const later = { name: '0003-later', up: () => undefined }
    const store = await again({ migrations: [...sampleMigrations, later] })
    await expect(store.selfCheck()).rejects.toMatchObject({ setting: 'migration' })
  })
})

describe.each(engines.filter(({ name }) => name === 'postgres'))(
  'the self-check of PostgreSQL',
  ({ fresh }) => {
    test.each([
      ['synchronous_commit', 'off'],
      ['default_transaction_isolation', "'repeatable read'"],
    ])('names %s when the database sets it to %s', async (setting, value) => {
      const { outside, again } = await fresh({ migrations: sampleMigrations })
      const [row] = await outside('select current_database() as name')
      const database = `alter database ${String(row?.name)}`
      await outside(`${database} set ${setting} = ${value}`)
      const store = await again()
      await expect(store.selfCheck()).rejects.toMatchObject({ setting })
      await outside(`${database} reset ${setting}`)
    })

    test('names a trigger that sleeps', async () => {
      const { store, outside } = await fresh({ migrations: sampleMigrations })
      await outside('alter table request disable trigger request_no_change')
      await expect(store.selfCheck()).rejects.toMatchObject({ setting: 'schema' })
    })
  },
)

describe('the settings of a PostgreSQL session', () => {
  const right: Readonly<Record<string, string>> = {
    server_version_num: '150018',
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    default_transaction_isolation: 'read committed',
    session_replication_role: 'origin',
    server_encoding: 'UTF8',
    client_encoding: 'UTF8',
    default_transaction_read_only: 'off',
  }
  const check = (wrong: Readonly<Record<string, string>>) =>
    checkPostgres(async (name) => ({ ...right, ...wrong })[name] ?? '', 'off')

  test('are accepted when right', async () => {
    await expect(check({})).resolves.toBeUndefined()
  })

  test.each([
    ['server_version_num', '140011'],
    ['fsync', 'off'],
    ['full_page_writes', 'off'],
    ['synchronous_commit', 'local'],
    ['session_replication_role', 'replica'],
    ['server_encoding', 'SQL_ASCII'],
    ['default_transaction_read_only', 'on'],
  ])('are refused when %s is %s', async (setting, value) => {
    await expect(check({ [setting]: value })).rejects.toMatchObject({ setting })
  })
})
