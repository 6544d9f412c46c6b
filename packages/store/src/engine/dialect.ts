import {
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { Engine } from './act.ts'
import { Misuse } from './trouble.ts'

const misused = (): never => {
  throw new Misuse('BUILDER_ONLY')
}

/** Without a driver Kysely builds its own from the dialect and goes round the gate: this one always throws. */
export const noDriver: Driver = {
  init: async () => misused(),
  acquireConnection: async () => misused(),
  beginTransaction: async () => misused(),
  commitTransaction: async () => misused(),
  rollbackTransaction: async () => misused(),
  releaseConnection: async () => misused(),
  destroy: async () => misused(),
}

/** How an engine spells queries; never how they are sent. */
export const dialects: Readonly<Record<Engine, Dialect>> = {
  sqlite: {
    createDriver: () => noDriver,
    createAdapter: () => new SqliteAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  },
  postgres: {
    createDriver: () => noDriver,
    createAdapter: () => new PostgresAdapter(),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  },
}
