import { existsSync, rmSync } from 'node:fs'
import { migrations } from '../migrations/list.ts'
import type { Store } from './act.ts'
import { LIMITS, type Limits } from './limits.ts'
import type { Migration } from './migration.ts'
import { openPostgres } from './postgres-store.ts'
import { openSqlite } from './sqlite-store.ts'

export interface StoreConfig {
  /** 'sqlite:/path/file.db', 'sqlite::memory:' (a private file, removed at close) or 'postgres://…'. */
  readonly url: string
  /** The PostgreSQL schema of this province's tables. Default 'public'. */
  readonly schema?: string
  /** Default: the list of this package. */
  readonly migrations?: readonly Migration[]
  readonly limits?: Partial<Limits>
  /** The machine's time, ISO with zone. */
  readonly now?: () => string
  /** Told of what no caller hears: a fault whose audit row could not be written, a broken idle connection. */
  readonly report?: (error: unknown) => void
  /** Told of every SQL text, without its values. */
  readonly trace?: (sql: string) => void
  /** Awaited before each statement of a command: tests let other work in between, as a network would. */
  readonly pause?: () => Promise<void>
}

/** The configuration with every choice made. */
export interface Settings {
  readonly url: string
  readonly schema: string
  readonly migrations: readonly Migration[]
  readonly limits: Limits
  readonly now: () => string
  readonly report: (error: unknown) => void
  readonly trace: ((sql: string) => void) | null
  readonly pause: (() => Promise<void>) | null
}

/** Opens the database of the url; neither migrates nor checks it. */
export const openStore = async (config: StoreConfig): Promise<Store> => {
  const settings: Settings = {
    url: config.url,
    schema: config.schema ?? 'public',
    migrations: config.migrations ?? migrations,
    limits: { ...LIMITS, ...config.limits },
    now: config.now ?? (() => new Date().toISOString()),
    report: config.report ?? (() => undefined),
    trace: config.trace ?? null,
    pause: config.pause ?? null,
  }
  if (/^sqlite:./.test(config.url)) return openSqlite(settings)
  if (/^postgres(ql)?:\/\//.test(config.url)) return openPostgres(settings)
  throw new Error('the url of the store begins with sqlite: or postgres://')
}

/**
 * Removes an SQLite database that nobody has open, the log first: without it the file is older, never torn. False for
 * PostgreSQL, whose schema may hold what is not ours.
 */
export const removeStore = (url: string): boolean => {
  const file = /^sqlite:(.+)$/.exec(url)?.[1]
  if (file === undefined || file === ':memory:') return false
  for (const part of ['-wal', '-shm', '']) rmSync(`${file}${part}`, { force: true })
  return true
}

/** Whether there is a database to open; of PostgreSQL only the server knows. */
export const isStoreThere = (url: string): boolean => {
  const file = /^sqlite:(.+)$/.exec(url)?.[1]
  return file === undefined || file === ':memory:' || existsSync(file)
}
