import { createHash } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Act, Read, Witnessed } from '../engine/act.ts'
import { describeInput } from './describe.ts'
import type { AuditTable } from './tables.ts'

export type AuditRow = Readonly<Selectable<AuditTable>>
/** A row before it has its place in the chain. */
export type AuditEntry = Omit<AuditRow, 'seq' | 'hash'>

/** Columns of an entry, in the order in which they are hashed and inserted. */
export const ENTRY_COLUMNS = [
  'at',
  'today',
  'actor',
  'organization',
  'act',
  'subject',
  'request_id',
  'address',
  'session',
  'result',
  'effect',
  'body',
] as const satisfies readonly (keyof AuditEntry)[]

/** The end of the chain: keep it signed on another disk, and a shortened chain is found out. */
export interface AuditHead {
  readonly seq: number
  readonly hash: string
}

export const EMPTY_HEAD: AuditHead = { seq: 0, hash: '' }

/** Text that any engine gives back exactly as it took it. */
const clean = (text: string): string => text.replace(/\0|[\ud800-\udfff]/gu, '\ufffd').slice(0, 200)
const cleanOrNull = (text: string | null): string | null => (text === null ? null : clean(text))

export const entryOf = (
  asked: Act | Witnessed,
  result: string,
  effect: string | null,
  at: string,
): AuditEntry => ({
  at,
  today: asked.today,
  actor: cleanOrNull(asked.actor),
  organization: cleanOrNull(asked.organization),
  act: clean(asked.name),
  subject: cleanOrNull(asked.subject),
  request_id: cleanOrNull(asked.requestId),
  address: clean(asked.origin.address),
  session: cleanOrNull(asked.origin.session),
  result: clean(result),
  effect,
  body: describeInput(asked.input),
})

/** The values of an entry as the one text that is hashed. */
export const entryText = (entry: AuditEntry): string =>
  JSON.stringify(ENTRY_COLUMNS.map((column) => entry[column]))

/** The head after an entry: sha256 over the head before, the number and the text. PostgreSQL computes the same in SQL. */
export const nextHead = (head: AuditHead, text: string): AuditHead => {
  const seq = head.seq + 1
  return { seq, hash: createHash('sha256').update(`${head.hash}\n${seq}\n${text}`).digest('hex') }
}

export const auditHead = async (db: Read): Promise<AuditHead> =>
  (await db
    .selectFrom('audit')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()) ?? EMPTY_HEAD

export interface BrokenAudit {
  /** The first number at which the chain does not hold. */
  readonly seq: number
  readonly reason: 'MISSING' | 'ALTERED' | 'SHORTENED' | 'REBUILT'
}

const PAGE = 1_000

/**
 * Walks the chain and names its first broken row, or null. With a head exported earlier it also finds
 * that the newest rows were cut off (SHORTENED) or that the chain was computed anew (REBUILT).
 */
export const verifyAudit = async (db: Read, exported?: AuditHead): Promise<BrokenAudit | null> => {
  let head = EMPTY_HEAD
  for (;;) {
    const page = await db
      .selectFrom('audit')
      .selectAll()
      .where('seq', '>', head.seq)
      .orderBy('seq')
      .limit(PAGE)
      .execute()
    for (const row of page) {
      const next = nextHead(head, entryText(row))
      if (row.seq !== next.seq) return { seq: next.seq, reason: 'MISSING' }
      if (row.hash !== next.hash) return { seq: row.seq, reason: 'ALTERED' }
      if (row.seq === exported?.seq && row.hash !== exported.hash)
        return { seq: row.seq, reason: 'REBUILT' }
      head = next
    }
    if (page.length < PAGE) break
  }
  return exported && exported.seq > head.seq ? { seq: head.seq + 1, reason: 'SHORTENED' } : null
}

export interface AuditQuestion {
  readonly organization?: string
  readonly actor?: string
  readonly subject?: string
  /** Machine time, ISO: from inclusive, to exclusive. */
  readonly from?: string
  readonly to?: string
  /** Only rows older than this number: the last of the page before. */
  readonly before?: number
  /** At most 200. */
  readonly limit?: number
}

export const LONGEST_AUDIT_PAGE = 200

/** Audit rows, newest first. */
export const listAudit = async (
  db: Read,
  question: AuditQuestion,
): Promise<readonly AuditRow[]> => {
  const limit = Math.min(question.limit ?? 50, LONGEST_AUDIT_PAGE)
  let query = db.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(limit)
  if (question.organization) query = query.where('organization', '=', question.organization)
  if (question.actor) query = query.where('actor', '=', question.actor)
  if (question.subject) query = query.where('subject', '=', question.subject)
  if (question.before) query = query.where('seq', '<', question.before)
  const { from, to } = question
  if (from)
    query = query.where('seq', '>=', (sub) =>
      sub
        .selectFrom('audit as a')
        .where('a.at', '>=', from)
        .select((e) => e.fn.coalesce(e.fn.min('a.seq'), e.lit(Number.MAX_SAFE_INTEGER)).as('seq')),
    )
  if (to)
    query = query.where('seq', '<=', (sub) =>
      sub
        .selectFrom('audit as a')
        .where('a.at', '<', to)
        .select((e) => e.fn.coalesce(e.fn.max('a.seq'), e.lit(0)).as('seq')),
    )
  return query.execute()
}
