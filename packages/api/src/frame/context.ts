import type { Actor } from '@qiangji/kernel/access/actor.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import type { Store } from '@qiangji/store/engine/act.ts'

export interface Clock {
  /** The business day: the calendar's in service, the demonstration's own where one runs. */
  today(): Day | Promise<Day>
  /** Machine time in milliseconds; never runs backwards. */
  now(): number
}

/** What went wrong inside, for the log: its id is all that the caller gets; the audit knows the request id. */
export interface Fault {
  readonly errorId: string
  readonly requestId: string | null
  readonly path: string
  readonly cause: unknown
}

/** What a procedure is called with, whichever wire it came by. */
export interface Context {
  readonly store: Store
  readonly clock: Clock
  readonly wire: 'trpc' | 'rest'
  readonly actor: Actor | null
  /** The header Idempotency-Key; null when missing, malformed or shared by several calls of a batch. */
  readonly requestId: string | null
  readonly address: string
  /** Random bytes; the only source of chance. */
  chance(bytes: number): Uint8Array
  report(fault: Fault): void
  /** The bytes of a stored file by their hash, or null; whether the caller may read it is the procedure's question. */
  readFile(hash: string): Promise<Uint8Array | null>
  /** Whether the caller carries its token itself, as programs do: only such a one is told a new token. */
  readonly bearer: boolean
  /** Hands the caller a session token, or takes it away. */
  keepToken(token: string | null): void
  readonly settings: Settings
}

/** What the operator decided and the client may know. */
export interface Settings {
  readonly passwordProfile: 'dengbao' | 'asvs'
  readonly demonstration: boolean
}
