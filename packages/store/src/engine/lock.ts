import { PostgresAdapter } from 'kysely'
import type { Tx } from './act.ts'

/** Whether rows must be locked before they are decided upon; SQLite has one writer and needs none. */
export const needsRowLocks = (tx: Tx): boolean =>
  tx.getExecutor().adapter instanceof PostgresAdapter
