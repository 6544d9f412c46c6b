import type { Day } from '@qiangji/kernel/base/day.ts'
import type { Decision } from '@qiangji/kernel/base/decision.ts'
import type { Kysely, Transaction } from 'kysely'
import type { Tables } from './tables.ts'

export type Engine = 'sqlite' | 'postgres'

/**
 * What a reading function asks for; a Tx fits too. `with` is left out because its callback could insert,
 * and the connection behind a Read refuses writes as well.
 */
export type Read = Pick<Kysely<Tables>, 'selectFrom' | 'fn'>

/** The open transaction of one command: the only handle that writes. */
export type Tx = Transaction<Tables>

/** Where a call came from. */
export interface Origin {
  readonly address: string
  readonly session: string | null
}

/** One asked-for change, as the record and the audit keep it. */
export interface Act {
  /** Public id of the person, or 'system'. */
  readonly actor: string
  /** Chosen by the client and kept over a resend; one (actor, requestId) has one effect and one answer. */
  readonly requestId: string
  /** The procedure's path, such as fund.allocation.submit. */
  readonly name: string
  readonly organization: string | null
  /** Public id of what the act is about. */
  readonly subject: string | null
  /** Parsed input: its keys stand in the order of its schema, so equal inputs have equal bytes. */
  readonly input: unknown
  /** The business day. */
  readonly today: Day
  readonly origin: Origin
  /** Long work such as an import: a transaction of its own with ten times the deadline. */
  readonly alone?: boolean
}

/** Something that is recorded although no command ran: a login, a denial, a fault, a sensitive read, an export. */
export interface Witnessed {
  /** Public id of the person, 'system', or null while nobody is known. */
  readonly actor: string | null
  readonly requestId: string | null
  readonly name: string
  readonly organization: string | null
  readonly subject: string | null
  readonly today: Day
  readonly origin: Origin
  /** 'accepted', a refusal code, 'denied' or 'fault'. */
  readonly result: string
  /** Its field names and ids are recorded, never its values. */
  readonly input?: unknown
}

export type Outcome<T> = Decision<T, string>
export type Answer<T> = Outcome<T> & { readonly replayed: boolean }

export interface Store {
  readonly engine: Engine
  /** Reads committed rows, each statement by itself. Unusable inside a command. */
  readonly read: Read
  /** Several reads of one moment. */
  snapshot<T>(work: (db: Read) => Promise<T>): Promise<T>
  /**
   * Runs the body in a transaction with its request row and its audit row, and answers after COMMIT.
   * A refusal is an answer and is kept; a fault is not. The body may run more than once and only its last
   * run counts: no mail, no files, nothing outside the database. The same act again gets the same answer
   * (`replayed`); the same request id with another body gets REQUEST_MISMATCH.
   * Throws Trouble (try again later), Misuse (the program is wrong) or what the body threw.
   */
  command<T>(act: Act, body: (tx: Tx) => Promise<Outcome<T>>): Promise<Answer<T>>
  /** An audit row of its own, durable when the promise resolves. */
  witness(entry: Witnessed): Promise<void>
  /** Brings the schema up to date; refuses a database that is newer or whose history differs. */
  migrate(): Promise<void>
  /** Throws SelfCheckFailed with the name of the setting that is not as it must be. */
  selfCheck(): Promise<void>
  /** Lets what is queued finish, then closes every connection. */
  close(): Promise<void>
}
