import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import pg from 'pg'
import { afterAll, describe, inject, test } from 'vitest'
import type { Engine, Store } from '../src/engine/act.ts'
import { openStore, type StoreConfig } from '../src/engine/open.ts'
import { customTypes } from '../src/engine/postgres-connection.ts'
import './postgres-cluster.ts'

type Choices = Omit<Partial<StoreConfig>, 'url' | 'schema'>
export type Row = Readonly<Record<string, unknown>>

/** A database of its own with a migrated store on it. */
export interface TestStore {
  readonly store: Store
  readonly config: StoreConfig
  /** Another store on the same database, not migrated again. */
  readonly again: (choices?: Choices) => Promise<Store>
  /** Statements past the store, as an administrator with the database's own tools would give them. */
  readonly outside: (sql: string) => Promise<readonly Row[]>
}

/** One engine; use with `describe.each(engines)('… ($name)', ({ fresh }) => …)`. */
export interface TestEngine {
  readonly name: Engine
  readonly fresh: (choices?: Choices) => Promise<TestStore>
}

const cleanups: (() => Promise<unknown> | unknown)[] = []
afterAll(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup()
})

const opened = async (config: StoreConfig): Promise<Store> => {
  const store = await openStore(config)
  cleanups.push(() => store.close())
  return store
}

const testStore = async (
  config: StoreConfig,
  outside: TestStore['outside'],
): Promise<TestStore> => {
  const store = await opened(config)
  await store.migrate()
  return { store, config, outside, again: (choices) => opened({ ...config, ...choices }) }
}

const sqlite: TestEngine = {
  name: 'sqlite',
  fresh: async (choices) => {
    const folder = mkdtempSync(join(tmpdir(), 'qiangji-test-'))
    cleanups.push(() => rmSync(folder, { recursive: true, force: true }))
    const file = join(folder, 'store.db')
    return testStore({ ...choices, url: `sqlite:${file}` }, async (sql) => {
      const db = new Database(file, { timeout: 5_000 })
      try {
        if (!/^\s*(select|pragma)/i.test(sql)) {
          db.exec(sql)
          return []
        }
        const rows: Row[] = []
        for (const row of db.prepare<unknown[], Row>(sql).all()) rows.push(row)
        return rows
      } finally {
        db.close()
      }
    })
  },
}

/** A database for the file of tests and a schema for each store in it: a new database costs half a second. */
const postgres = (server: string): TestEngine => {
  let database: Promise<string> | undefined
  const createDatabase = async (): Promise<string> => {
    const name = `t_${randomUUID().replaceAll('-', '')}`
    await askPostgres(server, `create database ${name}`)
    return server.replace('/postgres?', `/${name}?`)
  }
  let count = 0
  return {
    name: 'postgres',
    fresh: async (choices) => {
      database ??= createDatabase()
      const url = await database
      count += 1
      const schema = `s_${count}`
      const path = encodeURIComponent(`-c search_path=${schema}`)
      const outside = (sql: string) => askPostgres(`${url}&options=${path}`, sql)
      return testStore({ ...choices, url, schema }, outside)
    },
  }
}

const askPostgres = async (url: string, sql: string): Promise<readonly Row[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query({ text: sql, types: customTypes })).rows
  } finally {
    await client.end()
  }
}

const available = (): readonly TestEngine[] => {
  const cluster = inject('postgres')
  if ('url' in cluster) return [sqlite, postgres(cluster.url)]
  const missing = () => Promise.reject(new Error(`PostgreSQL: ${cluster.missing}`))
  if (process.env.CI) return [sqlite, { name: 'postgres', fresh: missing }]
  describe.skip(`postgres (${cluster.missing})`, () => test('not run'))
  return [sqlite]
}

/** Both engines. A missing PostgreSQL fails when CI is set and is a visible skip otherwise. */
export const engines: readonly TestEngine[] = available()
