import { type Applied, CREATE_HISTORY, hashOf, type Pending, pendingOf } from './history.ts'
import type { Migration } from './migration.ts'
import { BUSY_TIMEOUT, PRAGMAS, SqliteConnection } from './sqlite-connection.ts'
import { SelfCheckFailed } from './trouble.ts'

/** First version without the WAL-reset bug that lost acknowledged writes (3.7.0–3.51.2). */
const OLDEST_SQLITE = [3, 51, 3] as const

/** Applies what is pending, inside the transaction that is open. */
export const migrateSqlite = (
  connection: SqliteConnection,
  list: readonly Migration[],
  at: string,
): void => {
  connection.raw.exec(`${CREATE_HISTORY} strict`)
  const applied = appliedTo(connection)
  pendingOf(applied, list, 'sqlite').forEach((pending, n) => {
    apply(connection, pending, applied.length + n, at)
  })
}

const apply = (connection: SqliteConnection, pending: Pending, place: number, at: string): void => {
  for (const statement of pending.statements) connection.raw.exec(statement)
  connection.run(
    'insert into migration (place, name, hash, schema_hash, at) values (?, ?, ?, ?, ?)',
    place,
    pending.name,
    pending.hash,
    schemaHash(connection),
    at,
  )
}

const appliedTo = (connection: SqliteConnection): readonly Applied[] => {
  const [table] = connection.rows(`select 1 from sqlite_master where name = 'migration'`)
  if (!table) return []
  return connection.rows<Applied>('select name, hash, schema_hash from migration order by place')
}

interface Part {
  readonly type: string
  readonly name: string
  readonly sql: string
}

const partsOf = (connection: SqliteConnection): readonly Part[] =>
  connection.rows<Part>(
    `select type, name, sql from sqlite_master where sql is not null and name not like 'sqlite_%' order by type, name`,
  )

const schemaHash = (connection: SqliteConnection): string =>
  hashOf(partsOf(connection).map(({ sql }) => sql))

/** Everything applied, and nobody changed a table or dropped a trigger since. */
export const checkSqliteSchema = (
  connection: SqliteConnection,
  list: readonly Migration[],
): void => {
  const applied = appliedTo(connection)
  const [pending] = pendingOf(applied, list, 'sqlite')
  if (pending) throw new SelfCheckFailed('migration', `behind ${pending.name}`)
  if (applied.at(-1)?.schema_hash !== schemaHash(connection))
    throw new SelfCheckFailed(
      'schema',
      `not as its migrations left it: ${differenceTo(connection, list)}`,
    )
}

/** The tables, indexes and triggers that are missing, changed or strange beside a database made anew. */
const differenceTo = (connection: SqliteConnection, list: readonly Migration[]): string => {
  const fresh = new SqliteConnection(':memory:', { readonly: false, trace: null })
  try {
    migrateSqlite(fresh, list, '')
    const [wanted, found] = [textsOf(fresh), textsOf(connection)]
    const names = new Set([...wanted.keys(), ...found.keys()])
    return [...names].filter((name) => wanted.get(name) !== found.get(name)).join(', ')
  } finally {
    fresh.close()
  }
}

const textsOf = (connection: SqliteConnection): ReadonlyMap<string, string> =>
  new Map(partsOf(connection).map(({ type, name, sql }) => [`${type} ${name}`, sql]))

/**
 * The settings of one connection. Ask after its first write: the driver is built so that `synchronous`
 * reads FULL before it and NORMAL after it unless it was set by hand.
 */
export const checkSqlite = (connection: SqliteConnection): void => {
  checkVersion(connection)
  for (const [name, wanted] of Object.entries(PRAGMAS)) {
    const found = connection.raw.pragma(name, { simple: true })
    const met = name === 'busy_timeout' ? Number(found) <= BUSY_TIMEOUT : found === wanted
    if (!met) throw new SelfCheckFailed(name, found)
  }
}

const checkVersion = (connection: SqliteConnection): void => {
  const [row] = connection.rows<{ version: string }>('select sqlite_version() as version')
  const found = (row?.version ?? '').split('.').map(Number)
  for (const [place, wanted] of OLDEST_SQLITE.entries()) {
    const part = found[place] ?? 0
    if (part > wanted) return
    if (part < wanted) throw new SelfCheckFailed('sqlite_version', row?.version)
  }
}
