import Database from 'better-sqlite3'
import type { CompiledQuery, QueryResult } from 'kysely'
import { claimed, safeNumber } from './rows.ts'
import { Trouble } from './trouble.ts'

/** Blocks the event loop while it waits, so it is short; the writer waits on asynchronously. */
export const BUSY_TIMEOUT = 10

/** Pragmas by which a connection keeps its word; checked again by the self-check. */
export const PRAGMAS = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  recursive_triggers: 1,
  secure_delete: 1,
  busy_timeout: BUSY_TIMEOUT,
} as const

const KEPT_STATEMENTS = 500

export interface SqliteOptions {
  readonly readonly: boolean
  readonly trace: ((sql: string) => void) | null
}

type Statement = Database.Statement<unknown[], unknown>

/** One connection with its prepared statements, keyed by their text. */
export class SqliteConnection {
  readonly raw: Database.Database
  readonly #statements = new Map<string, Statement>()
  readonly #trace: ((sql: string) => void) | null

  constructor(file: string, options: SqliteOptions) {
    this.raw = new Database(file, { readonly: options.readonly, timeout: BUSY_TIMEOUT })
    this.#trace = options.trace
    if (!options.readonly) this.raw.pragma('journal_mode = wal')
    for (const [name, value] of Object.entries(PRAGMAS))
      if (name !== 'journal_mode') this.raw.pragma(`${name} = ${value}`)
    this.raw.pragma('temp_store = memory')
    this.raw.pragma('journal_size_limit = 67108864')
  }

  get inTransaction(): boolean {
    return this.raw.inTransaction
  }

  #prepared(sql: string): Statement {
    const kept = this.#statements.get(sql)
    if (kept) return kept
    const statement = this.raw.prepare<unknown[], unknown>(sql)
    if (this.#statements.size >= KEPT_STATEMENTS)
      for (const oldest of this.#statements.keys()) {
        this.#statements.delete(oldest)
        break
      }
    this.#statements.set(sql, statement)
    return statement
  }

  /** Runs one statement that answers with nothing: the frame's own. */
  run(sql: string, ...values: readonly unknown[]): void {
    this.#trace?.(sql)
    this.#prepared(sql).run(...values)
  }

  /** Rows of one statement: the frame's own. */
  rows<R>(sql: string, ...values: readonly unknown[]): R[] {
    this.#trace?.(sql)
    return claimed<R>(this.#prepared(sql).all(...values))
  }

  /** Runs one compiled statement. */
  query<R>(query: CompiledQuery): QueryResult<R> {
    this.#trace?.(query.sql)
    const statement = this.#prepared(query.sql)
    if (!statement.reader)
      return { rows: [], numAffectedRows: BigInt(statement.run(...query.parameters).changes) }
    const rows = statement.all(...query.parameters)
    for (const row of rows) refuseRounded(row)
    return { rows: claimed<R>(rows) }
  }

  close(): void {
    this.#statements.clear()
    this.raw.close()
  }
}

const refuseRounded = (row: unknown): void => {
  if (typeof row !== 'object' || row === null) return
  for (const value of Object.values(row)) if (typeof value === 'number') safeNumber(value)
}

const codeOf = (error: unknown): string => (error instanceof Database.SqliteError ? error.code : '')

export const isBusy = (error: unknown): boolean => /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error))

/** The disk is full, broken or gone: no command can succeed now. */
export const isStorage = (error: unknown): boolean =>
  /^SQLITE_(FULL|IOERR|CORRUPT|NOTADB|CANTOPEN|READONLY)/.test(codeOf(error))

/** An engine's error as the trouble it means, or unchanged. */
export const sqliteTrouble = (error: unknown): unknown =>
  isStorage(error)
    ? new Trouble('STORAGE', error)
    : isBusy(error)
      ? new Trouble('BUSY_RETRY', error)
      : error
