export type TroubleCode =
  | 'BUSY_RETRY'
  | 'OVERLONG'
  | 'OVERLOADED'
  | 'STORAGE'
  | 'TRANSACTION_LOST'
  | 'UNAVAILABLE'
  | 'CLOSED'

/** The database cannot serve now; the same request may be sent again, its id decides. */
export class Trouble extends Error {
  readonly code: TroubleCode
  constructor(code: TroubleCode, cause?: unknown) {
    super(code, { cause })
    this.name = 'Trouble'
    this.code = code
  }
}

const PASSING: ReadonlySet<TroubleCode> = new Set([
  'BUSY_RETRY',
  'OVERLOADED',
  'STORAGE',
  'UNAVAILABLE',
  'CLOSED',
])

/** A fault leaves an audit row, unless the database itself was in the way. */
export const isWitnessed = (error: unknown): boolean =>
  !(error instanceof Trouble && PASSING.has(error.code))

export type MisuseCode =
  | 'COMMAND_SHUT'
  | 'COMMAND_FAILED'
  | 'FOREIGN_HANDLE'
  | 'FORGOTTEN_AWAIT'
  | 'OUTER_HANDLE'
  | 'SNAPSHOT_SHUT'
  | 'SNAPSHOT_IN_COMMAND'
  | 'COMMAND_IN_COMMAND'
  | 'WITNESS_IN_COMMAND'
  | 'NO_COMMAND'
  | 'STREAM'
  | 'TRANSACTION_CONTROL'
  | 'BUILDER_ONLY'

/** The calling program is wrong: a handle was used where it does not belong. */
export class Misuse extends Error {
  readonly code: MisuseCode
  constructor(code: MisuseCode, cause?: unknown) {
    super(code, { cause })
    this.name = 'Misuse'
    this.code = code
  }
}

/** A setting on which durability rests is not as it must be: do not start. */
export class SelfCheckFailed extends Error {
  readonly setting: string
  constructor(setting: string, found: unknown) {
    super(`${setting} is ${String(found)}`)
    this.name = 'SelfCheckFailed'
    this.setting = setting
  }
}

export type MigrationRefusal = 'CHANGED' | 'UNKNOWN' | 'OUT_OF_ORDER'

/** The history of the database is not the beginning of the history this program knows: do not start. */
export class MigrationRefused extends Error {
  readonly refusal: MigrationRefusal
  readonly migration: string
  constructor(refusal: MigrationRefusal, migration: string) {
    super(`${refusal}: ${migration}`)
    this.name = 'MigrationRefused'
    this.refusal = refusal
    this.migration = migration
  }
}
