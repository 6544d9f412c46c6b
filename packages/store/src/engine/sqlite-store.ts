import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { entryOf } from '../record/audit.ts'
import type { Act, Answer, Outcome, Read, Store, Tx, Witnessed } from './act.ts'
import { current } from './current.ts'
import type { Settings } from './open.ts'
import { Pool } from './pool.ts'
import { outerHandle, readWithin } from './reading.ts'
import { SqliteCommand, SqliteWitness } from './sqlite-command.ts'
import { SqliteConnection, sqliteTrouble } from './sqlite-connection.ts'
import { checkSqlite, checkSqliteSchema, migrateSqlite } from './sqlite-schema.ts'
import { SqliteWriter } from './sqlite-writer.ts'
import { Misuse, Trouble } from './trouble.ts'

/** One writer, one reader for single statements and a few for snapshots, on one file. */
class SqliteStore implements Store {
  readonly engine = 'sqlite'
  readonly read: Read
  readonly #settings: Settings
  readonly #connection: SqliteConnection
  readonly #reader: SqliteConnection
  readonly #snapshots: Pool<SqliteConnection>
  readonly #writer: SqliteWriter
  readonly #removed: string | null
  #closed: Promise<void> | null = null

  constructor(settings: Settings, file: string, removed: string | null) {
    const { limits, trace } = settings
    const reader = () => new SqliteConnection(file, { readonly: true, trace })
    this.#settings = settings
    this.#removed = removed
    this.#connection = new SqliteConnection(file, { readonly: false, trace })
    this.#reader = reader()
    this.#snapshots = new Pool(Array.from({ length: limits.snapshots }, reader))
    this.#writer = new SqliteWriter(this.#connection, limits)
    this.read = outerHandle('sqlite', async (query) => this.#reader.query(query))
  }

  async snapshot<T>(work: (db: Read) => Promise<T>): Promise<T> {
    if (current.getStore()) throw new Misuse('SNAPSHOT_IN_COMMAND')
    this.#refuseClosed()
    return this.#snapshots.lend(async (connection) => {
      connection.run('begin')
      try {
        const { snapshotTime } = this.#settings.limits
        const send = async (query: Parameters<SqliteConnection['query']>[0]) =>
          connection.query<never>(query)
        return await readWithin('sqlite', send, snapshotTime, work)
      } finally {
        connection.run('rollback')
      }
    })
  }

  async command<T>(act: Act, body: (tx: Tx) => Promise<Outcome<T>>): Promise<Answer<T>> {
    if (current.getStore()) throw new Misuse('COMMAND_IN_COMMAND')
    this.#refuseClosed()
    const command = new SqliteCommand(act, body, this.#settings, this.#writer)
    this.#writer.enqueue(command)
    return command.answered
  }

  async witness(entry: Witnessed): Promise<void> {
    if (current.getStore()) throw new Misuse('WITNESS_IN_COMMAND')
    this.#refuseClosed()
    const row = entryOf(entry, entry.result, null, this.#settings.now())
    return new Promise((resolve, reject) =>
      this.#writer.enqueue(new SqliteWitness(row, resolve, reject)),
    )
  }

  async migrate(): Promise<void> {
    const { migrations, now } = this.#settings
    await this.#byItself(() => migrateSqlite(this.#connection, migrations, now()))
  }

  async selfCheck(): Promise<void> {
    await this.#byItself(() => this.#connection.raw.pragma('user_version = 1'))
    await this.#byItself(() => checkSqliteSchema(this.#connection, this.#settings.migrations))
    checkSqlite(this.#connection)
    for (const reader of [this.#reader, ...this.#snapshots.all]) checkSqlite(reader)
  }

  /** Work on the writing connection in a transaction of its own. */
  #byItself(work: () => void): Promise<void> {
    this.#refuseClosed()
    return new Promise((resolve, reject) =>
      this.#writer.enqueue({
        single: true,
        perform: async () => {
          work()
          return resolve
        },
        fail: (error) => reject(sqliteTrouble(error)),
      }),
    )
  }

  #refuseClosed(): void {
    if (this.#closed) throw new Trouble('CLOSED')
  }

  close(): Promise<void> {
    this.#closed ??= this.#shut()
    return this.#closed
  }

  async #shut(): Promise<void> {
    await this.#writer.idle()
    for (const connection of await this.#snapshots.drain()) connection.close()
    this.#reader.close()
    this.#connection.close()
    if (this.#removed) rmSync(this.#removed, { recursive: true, force: true })
  }
}

/** Opens or creates the file named after 'sqlite:'. */
export const openSqlite = (settings: Settings): Store => {
  const named = settings.url.slice('sqlite:'.length)
  if (named !== ':memory:') {
    if (!existsSync(dirname(named))) mkdirSync(dirname(named), { recursive: true, mode: 0o700 })
    return new SqliteStore(settings, named, null)
  }
  // Readers beside an open transaction need a file; an in-memory database belongs to one connection.
  const folder = mkdtempSync(join(tmpdir(), 'qiangji-'))
  return new SqliteStore(settings, join(folder, 'memory.db'), folder)
}
