import { createHash } from 'node:crypto'
import type { Act, Answer, Outcome, Read } from '../engine/act.ts'

/** What is kept of an answered request. */
export interface KeptRequest {
  readonly act: string
  readonly body_hash: string
  readonly answer: string
}

/** Two requests are the same when this is: the act and its parsed input, whose keys stand in schema order. */
export const bodyHash = (act: Act): string =>
  createHash('sha256')
    .update(act.name)
    .update('\n')
    .update(JSON.stringify(act.input ?? null))
    .digest('hex')

/** Whether this request was answered, whatever the answer. */
export const isAnswered = async (db: Read, person: string, clientId: string): Promise<boolean> => {
  const row = await db
    .selectFrom('request')
    .select('act')
    .where('person', '=', person)
    .where('client_id', '=', clientId)
    .executeTakeFirst()
  return row !== undefined
}

/** The kept answer if this is the same request, or null when the id was used for something else. */
export const replay = <T>(kept: KeptRequest, hash: string): Answer<T> | null => {
  if (kept.body_hash !== hash) return null
  const outcome: Outcome<T> = JSON.parse(kept.answer)
  return { ...outcome, replayed: true }
}

export const mismatch = <T>(): Answer<T> => ({
  ok: false,
  refusal: 'REQUEST_MISMATCH',
  facts: {},
  replayed: false,
})
