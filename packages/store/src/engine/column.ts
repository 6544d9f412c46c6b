import type { ColumnType } from 'kysely'

/** A column that is written once: an update of it does not compile (and a trigger refuses it). */
export type Fixed<T> = ColumnType<T, T, never>
