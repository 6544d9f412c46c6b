import type { Fixed } from '../engine/column.ts'

/** One request of one person: what was asked (as a hash) and what was answered. Append only. */
export interface RequestTable {
  person: Fixed<string>
  client_id: Fixed<string>
  act: Fixed<string>
  body_hash: Fixed<string>
  /** The outcome as JSON, refusals included. */
  answer: Fixed<string>
  at: Fixed<string>
}

/** One act, denial, login or sensitive read. Append only, each row chained to the one before by its hash. */
export interface AuditTable {
  /** 1, 2, 3 … without a gap. */
  seq: Fixed<number>
  /** Machine time, ISO with zone. */
  at: Fixed<string>
  /** Business day. */
  today: Fixed<string>
  actor: Fixed<string | null>
  organization: Fixed<string | null>
  act: Fixed<string>
  subject: Fixed<string | null>
  request_id: Fixed<string | null>
  address: Fixed<string>
  session: Fixed<string | null>
  /** 'accepted', a refusal code, 'denied' or 'fault'. */
  result: Fixed<string>
  /** Digest of what the act posted, or null. */
  effect: Fixed<string | null>
  /** JSON: ids and names of fields, never values. */
  body: Fixed<string>
  hash: Fixed<string>
}

export interface RecordTables {
  request: RequestTable
  audit: AuditTable
}
