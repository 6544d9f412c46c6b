import type pg from 'pg'
import { translate } from './ddl.ts'
import { type Applied, CREATE_HISTORY, hashOf, type Pending, pendingOf } from './history.ts'
import type { Migration } from './migration.ts'
import { SelfCheckFailed } from './trouble.ts'

/** What is asked of the server: one row per question. */
export type Asked = Pick<pg.ClientBase, 'query'>

/** Any number that no other program locks. */
const MIGRATION_LOCK = 7_362_190_451

/** Applies what is pending, inside the transaction that is open; a second starter waits and finds nothing to do. */
export const migratePostgres = async (
  client: Asked,
  schema: string,
  list: readonly Migration[],
  at: string,
): Promise<void> => {
  await client.query('set local lock_timeout = 0; set local statement_timeout = 0')
  await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
  await client.query(`create schema if not exists ${schema}`)
  for (const statement of translate(CREATE_HISTORY, 'postgres')) await client.query(statement)
  const applied = await appliedTo(client)
  let place = applied.length
  for (const pending of pendingOf(applied, list, 'postgres'))
    await apply(client, pending, place++, at)
}

const apply = async (client: Asked, pending: Pending, place: number, at: string): Promise<void> => {
  for (const statement of pending.statements) await client.query(statement)
  const values = [place, pending.name, pending.hash, await schemaHash(client), at]
  await client.query(
    'insert into migration (place, name, hash, schema_hash, at) values ($1, $2, $3, $4, $5)',
    values,
  )
}

const appliedTo = async (client: Asked): Promise<readonly Applied[]> => {
  const [found] = (await client.query(`select to_regclass('migration') as name`)).rows
  if (!found?.name) return []
  return (await client.query('select name, hash, schema_hash from migration order by place')).rows
}

/** Only what reads the same in every version of the server. */
const SCHEMA_LINES = `
  select 'column ' || table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' ||
    coalesce(collation_name, '') || ' ' || coalesce(column_default, '') as line
  from information_schema.columns where table_schema = current_schema()
  union all select 'constraint ' || c.relname || ' ' || k.conname || ' ' || k.contype::text || ' ' ||
    k.condeferrable || ' ' || k.condeferred || ' ' || k.convalidated
  from pg_constraint k join pg_class c on c.oid = k.conrelid
  where c.relnamespace = current_schema()::regnamespace and k.contype <> 'n'
  union all select 'index ' || tablename || ' ' || indexname from pg_indexes where schemaname = current_schema()
  union all select 'trigger ' || c.relname || ' ' || case when t.tgisinternal then '' else t.tgname end || ' ' ||
    t.tgtype || ' ' || t.tgenabled::text
  from pg_trigger t join pg_class c on c.oid = t.tgrelid
  where c.relnamespace = current_schema()::regnamespace and (not t.tgisinternal or t.tgenabled <> 'O')
  union all select 'function ' || proname || ' ' || prosecdef || ' ' || md5(prosrc)
  from pg_proc where pronamespace = current_schema()::regnamespace`

const schemaHash = async (client: Asked): Promise<string> => {
  const lines: string[] = []
  for (const row of (await client.query(SCHEMA_LINES)).rows) lines.push(String(row.line))
  return hashOf(lines.sort())
}

/** Everything applied, and nobody changed a table, a function or a trigger since. */
export const checkPostgresSchema = async (
  client: Asked,
  list: readonly Migration[],
): Promise<void> => {
  const applied = await appliedTo(client)
  const [pending] = pendingOf(applied, list, 'postgres')
  if (pending) throw new SelfCheckFailed('migration', `behind ${pending.name}`)
  if (applied.at(-1)?.schema_hash !== (await schemaHash(client)))
    throw new SelfCheckFailed('schema', 'not as its migrations left it')
}

const OLDEST_POSTGRES = 150_000

/** Without these a confirmed commit may be lost, a guard may sleep, or two engines may disagree. */
const WANTED: Readonly<Record<string, readonly string[]>> = {
  fsync: ['on'],
  full_page_writes: ['on'],
  synchronous_commit: ['on', 'remote_apply'],
  default_transaction_isolation: ['read committed'],
  session_replication_role: ['origin'],
  server_encoding: ['UTF8'],
  client_encoding: ['UTF8'],
}

/** The settings of one session, asked by name. */
export const checkPostgres = async (
  setting: (name: string) => Promise<string>,
  readOnly: 'on' | 'off',
): Promise<void> => {
  const version = await setting('server_version_num')
  if (Number(version) < OLDEST_POSTGRES) throw new SelfCheckFailed('server_version_num', version)
  const all: typeof WANTED = { ...WANTED, default_transaction_read_only: [readOnly] }
  for (const [name, wanted] of Object.entries(all)) {
    const found = await setting(name)
    if (!wanted.includes(found)) throw new SelfCheckFailed(name, found)
  }
}

export const settingOf =
  (client: Asked) =>
  async (name: string): Promise<string> => {
    const [row] = (await client.query('select current_setting($1) as found', [name])).rows
    return String(row?.found)
  }
