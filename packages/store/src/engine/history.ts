import { createHash } from 'node:crypto'
import type { Engine } from './act.ts'
import { type Migration, statementsOf } from './migration.ts'
import { MigrationRefused } from './trouble.ts'

/** A migration that was applied: its name, the hash of its statements, and of the schema it left. */
export interface Applied {
  readonly name: string
  readonly hash: string
  readonly schema_hash: string
}

/** A migration that is to be applied. */
export interface Pending {
  readonly name: string
  readonly hash: string
  readonly statements: readonly string[]
}

/** Spelled the same on both engines; it stands before the first migration. */
export const CREATE_HISTORY =
  'create table if not exists migration (place integer primary key, name text not null, hash text not null, schema_hash text not null, at text not null)'

/** What is left to apply; refuses a history that is not the beginning of the list. */
export const pendingOf = (
  applied: readonly Applied[],
  list: readonly Migration[],
  engine: Engine,
): readonly Pending[] => {
  refuseDisorder(list)
  const known = list.map((migration) => toPending(migration, engine))
  applied.forEach((old, place) => {
    const now = known[place]
    if (!now) throw new MigrationRefused('UNKNOWN', old.name)
    if (now.name !== old.name) throw new MigrationRefused('OUT_OF_ORDER', old.name)
    if (now.hash !== old.hash) throw new MigrationRefused('CHANGED', old.name)
  })
  return known.slice(applied.length)
}

const refuseDisorder = (list: readonly Migration[]): void => {
  list.forEach((migration, place) => {
    const before = list[place - 1]
    if (before && before.name >= migration.name)
      throw new MigrationRefused('OUT_OF_ORDER', migration.name)
  })
}

const toPending = (migration: Migration, engine: Engine): Pending => {
  const statements = statementsOf(migration, engine)
  return { name: migration.name, statements, hash: hashOf(statements) }
}

/** Hex sha256 of the texts in their order. */
export const hashOf = (texts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(texts)).digest('hex')
