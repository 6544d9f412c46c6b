import {
  type CompiledQuery,
  type ConnectionProvider,
  type DatabaseConnection,
  DefaultQueryExecutor,
  Kysely,
  type QueryResult,
  Transaction,
} from 'kysely'
import type { Engine, Tx } from './act.ts'
import { dialects, noDriver } from './dialect.ts'
import type { Tables } from './tables.ts'
import { Misuse } from './trouble.ts'

/** Sends one compiled statement to the engine. */
export type Send = <R>(query: CompiledQuery) => Promise<QueryResult<R>>

const compilers = {
  sqlite: dialects.sqlite.createQueryCompiler(),
  postgres: dialects.postgres.createQueryCompiler(),
} as const
const adapters = {
  sqlite: dialects.sqlite.createAdapter(),
  postgres: dialects.postgres.createAdapter(),
} as const

const propsOf = (engine: Engine, provider: ConnectionProvider) => ({
  config: { dialect: dialects[engine] },
  dialect: dialects[engine],
  driver: noDriver,
  executor: new DefaultQueryExecutor(compilers[engine], adapters[engine], provider),
})

const connectionOf = (send: Send): DatabaseConnection => ({
  executeQuery: send,
  streamQuery: () => {
    throw new Misuse('STREAM')
  },
})

/** A reading handle whose statements go through `send`. */
export const readHandle = (engine: Engine, send: Send): Kysely<Tables> => {
  const connection = connectionOf(send)
  return new Kysely<Tables>(
    propsOf(engine, { provideConnection: (consumer) => consumer(connection) }),
  )
}

/** A writing handle whose statements go through `send`. */
export const writeHandle = (engine: Engine, send: Send): Tx => {
  const connection = connectionOf(send)
  return new Transaction<Tables>(
    propsOf(engine, { provideConnection: (consumer) => consumer(connection) }),
  )
}
