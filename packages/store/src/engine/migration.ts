import type { Engine } from './act.ts'
import { translate } from './ddl.ts'

/** What a migration may say. It only says: nothing is read, so the same migration always has the same hash. */
export interface Schema {
  /**
   * Tables, indexes and fixed rows, one text for both engines, statements ended by `;` at the end of a line.
   * Write `integer` and `text`; the engine's own spelling is put in (see ddl.ts).
   */
  define(text: string): void
  /** One statement exactly as written, such as a trigger or a function of one engine. */
  raw(statement: string): void
  /** Refuses update, delete and truncate of these tables on either engine. */
  appendOnly(...tables: readonly string[]): void
}

/** One subject, forward only, never changed once released. */
export interface Migration {
  /** Such as 0001-frame; names sort in the order of the list. */
  readonly name: string
  up(db: Schema, engine: Engine): void
}

/** The statements of a migration in the words of an engine. */
export const statementsOf = (migration: Migration, engine: Engine): readonly string[] => {
  const statements: string[] = []
  migration.up(
    {
      define: (text) => statements.push(...translate(text, engine)),
      raw: (statement) => statements.push(statement),
      appendOnly: (...tables) => {
        for (const table of tables) statements.push(...fixed(table, engine))
      },
    },
    engine,
  )
  return statements
}

const fixed = (table: string, engine: Engine): readonly string[] =>
  engine === 'sqlite'
    ? (['update', 'delete'] as const).map(
        (act) =>
          `create trigger ${table}_no_${act} before ${act} on ${table} begin select raise(abort, '${table}: append only'); end`,
      )
    : [
        `create trigger ${table}_no_change before update or delete on ${table} for each row execute function append_only()`,
        `create trigger ${table}_no_truncate before truncate on ${table} for each statement execute function append_only()`,
      ]
