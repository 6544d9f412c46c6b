import type pg from 'pg'
import { entryOf } from '../record/audit.ts'
import type { Act, Answer, Outcome, Read, Store, Tx, Witnessed } from './act.ts'
import { current } from './current.ts'
import { ALONE_FACTOR } from './limits.ts'
import type { Settings } from './open.ts'
import {
  inTransaction,
  PostgresCommand,
  type PostgresWriting,
  witnessApart,
} from './postgres-command.ts'
import {
  ask,
  borrow,
  LOCK_TIMEOUT,
  openPool,
  postgresTrouble,
  StatementNames,
} from './postgres-connection.ts'
import {
  checkPostgres,
  checkPostgresSchema,
  migratePostgres,
  settingOf,
} from './postgres-schema.ts'
import { outerHandle, readWithin } from './reading.ts'
import { Misuse, Trouble } from './trouble.ts'

/** Two pools on one database: sessions that write, and sessions that cannot. */
class PostgresStore implements Store {
  readonly engine = 'postgres'
  readonly read: Read
  readonly #settings: Settings
  readonly #readers: pg.Pool
  readonly #writing: PostgresWriting
  readonly #names = new StatementNames()
  readonly #running = new Set<Promise<unknown>>()
  #closed: Promise<void> | null = null

  constructor(settings: Settings) {
    const { limits } = settings
    this.#settings = settings
    this.#readers = openPool(settings, {
      connections: limits.readers,
      session: { default_transaction_read_only: 'on', statement_timeout: limits.snapshotTime },
    })
    const pool = openPool(settings, {
      connections: limits.writers,
      session: {
        lock_timeout: LOCK_TIMEOUT,
        statement_timeout: limits.deadline,
        idle_in_transaction_session_timeout: limits.deadline * ALONE_FACTOR,
      },
    })
    this.#writing = { pool, names: this.#names, settings }
    this.read = outerHandle('postgres', (query) =>
      this.#borrowed(this.#readers, (client) => this.#ask(client, query)),
    )
  }

  async snapshot<T>(work: (db: Read) => Promise<T>): Promise<T> {
    if (current.getStore()) throw new Misuse('SNAPSHOT_IN_COMMAND')
    this.#refuseClosed()
    const { snapshotTime } = this.#settings.limits
    return this.#counted(
      inTransaction(
        { ...this.#writing, pool: this.#readers },
        'begin isolation level repeatable read read only',
        (client) => readWithin('postgres', (query) => this.#ask(client, query), snapshotTime, work),
      ),
    )
  }

  async command<T>(act: Act, body: (tx: Tx) => Promise<Outcome<T>>): Promise<Answer<T>> {
    if (current.getStore()) throw new Misuse('COMMAND_IN_COMMAND')
    this.#refuseClosed()
    return this.#counted(new PostgresCommand(act, body, this.#writing).answer())
  }

  async witness(entry: Witnessed): Promise<void> {
    if (current.getStore()) throw new Misuse('WITNESS_IN_COMMAND')
    this.#refuseClosed()
    const row = entryOf(entry, entry.result, null, this.#settings.now())
    try {
      await this.#counted(witnessApart(this.#writing, row))
    } catch (error) {
      throw postgresTrouble(error)
    }
  }

  async migrate(): Promise<void> {
    const { schema, migrations, now } = this.#settings
    await inTransaction(this.#writing, 'begin', (client) =>
      migratePostgres(client, schema, migrations, now()),
    )
  }

  async selfCheck(): Promise<void> {
    await this.#borrowed(this.#writing.pool, async (client) => {
      await checkPostgres(settingOf(client), 'off')
      await checkPostgresSchema(client, this.#settings.migrations)
    })
    await this.#borrowed(this.#readers, (client) => checkPostgres(settingOf(client), 'on'))
  }

  async #borrowed<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    this.#refuseClosed()
    const client = await borrow(pool)
    try {
      return await work(client)
    } finally {
      client.release()
    }
  }

  async #ask<R>(client: pg.PoolClient, query: Parameters<typeof ask>[2]) {
    this.#settings.trace?.(query.sql)
    try {
      return await ask<R>(client, this.#names, query)
    } catch (error) {
      throw postgresTrouble(error)
    }
  }

  async #counted<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work)
    try {
      return await work
    } finally {
      this.#running.delete(work)
    }
  }

  #refuseClosed(): void {
    if (this.#closed) throw new Trouble('CLOSED')
  }

  close(): Promise<void> {
    this.#closed ??= this.#shut()
    return this.#closed
  }

  async #shut(): Promise<void> {
    await Promise.allSettled(this.#running)
    await Promise.all([this.#readers.end(), this.#writing.pool.end()])
  }
}

/** Opens the database of the url, with the tables of one schema. */
export const openPostgres = (settings: Settings): Store => {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(settings.schema))
    throw new Error('the schema of the store is a plain lower-case name')
  return new PostgresStore(settings)
}
