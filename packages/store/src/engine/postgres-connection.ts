import { createHash } from 'node:crypto'
import type { CompiledQuery, QueryResult } from 'kysely'
import pg from 'pg'
import type { Settings } from './open.ts'
import { safeNumber } from './rows.ts'
import { Trouble } from './trouble.ts'

const { types } = pg

const toNumber = (text: string): number => safeNumber(Number(text))

/** What SQLite answers too: 64-bit and numeric as safe numbers, truth as 1 and 0. */
const parsers: ReadonlyMap<number, (text: string) => unknown> = new Map<
  number,
  (text: string) => unknown
>([
  [types.builtins.INT8, toNumber],
  [types.builtins.NUMERIC, toNumber],
  [types.builtins.BOOL, (text) => (text === 't' ? 1 : 0)],
])

export const customTypes: pg.CustomTypesConfig = {
  getTypeParser: (id: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers.get(id)) || types.getTypeParser(id, format ?? 'text'),
}

/** Waiting for a row longer than this is BUSY_RETRY; above deadlock_timeout, so that a deadlock is named as one. */
export const LOCK_TIMEOUT = 3_000

export interface PoolRole {
  readonly connections: number
  /** Sent as settings of every session of the pool. */
  readonly session: Readonly<Record<string, string | number>>
}

/** A pool whose sessions see the province's schema first and carry the given settings. */
export const openPool = (settings: Settings, role: PoolRole): pg.Pool => {
  const session = { search_path: settings.schema, ...role.session }
  const pool = new pg.Pool({
    connectionString: settings.url,
    max: role.connections,
    connectionTimeoutMillis: settings.limits.busy,
    types: customTypes,
    options: Object.entries(session)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  })
  pool.on('error', settings.report)
  return pool
}

const LONGEST_NAMED = 4_000
const MOST_NAMED = 500

/** Names for prepared statements: the same text has the same name on every connection. */
export class StatementNames {
  readonly #names = new Map<string, string>()

  /** Undefined for texts that are long or too many: those are parsed each time, not kept in every session. */
  of(sql: string): string | undefined {
    const known = this.#names.get(sql)
    if (known) return known
    if (sql.length > LONGEST_NAMED || this.#names.size >= MOST_NAMED) return undefined
    const name = createHash('sha256').update(sql).digest('hex').slice(0, 32)
    this.#names.set(sql, name)
    return name
  }
}

/** One statement on one borrowed connection. */
export const ask = async <R>(
  client: pg.ClientBase,
  names: StatementNames,
  query: Pick<CompiledQuery, 'sql' | 'parameters'>,
): Promise<QueryResult<R>> => {
  const name = names.of(query.sql)
  const values = [...query.parameters]
  const text = query.sql
  const answer = await client.query(name ? { name, text, values } : { text, values })
  const rows: R[] = answer.rows
  const changes = /^(INSERT|UPDATE|DELETE|MERGE)$/.test(answer.command)
  return changes ? { rows, numAffectedRows: BigInt(answer.rowCount ?? 0) } : { rows }
}

/** Borrows a connection; a server that cannot be reached is UNAVAILABLE. */
export const borrow = async (pool: pg.Pool): Promise<pg.PoolClient> => {
  try {
    return await pool.connect()
  } catch (error) {
    throw new Trouble('UNAVAILABLE', error)
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

const constraintOf = (error: unknown): unknown =>
  error instanceof Error && 'constraint' in error ? error.constraint : null

/** The connection broke; whether the last COMMIT arrived is decided by the request row. */
export const isLost = (error: unknown): boolean =>
  /^(57P0|08|ECONN|EPIPE)/.test(codeOf(error)) ||
  (error instanceof Error &&
    /connection (terminated|ended|error)|not queryable/i.test(error.message))

/** Worth another run: a conflict, a deadlock, the same request at the same moment, or a lost connection. */
export const isPassing = (error: unknown): boolean =>
  /^(40001|40P01)$/.test(codeOf(error)) ||
  (codeOf(error) === '23505' && constraintOf(error) === 'request_pkey') ||
  isLost(error) ||
  (error instanceof Trouble && error.code === 'UNAVAILABLE')

/** An engine's error as the trouble it means, or unchanged. */
export const postgresTrouble = (error: unknown): unknown => {
  const code = codeOf(error)
  if (code === '55P03' || /^40/.test(code)) return new Trouble('BUSY_RETRY', error)
  if (code === '57014' || code === '25P03') return new Trouble('OVERLONG', error)
  if (/^(53|58|XX001|XX002)/.test(code)) return new Trouble('STORAGE', error)
  return isLost(error) ? new Trouble('UNAVAILABLE', error) : error
}
