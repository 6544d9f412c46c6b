import type { Scope } from '@qiangji/kernel/access/scope.ts'
import { SessionId, type SessionLimits, type SessionTimes } from '@qiangji/kernel/access/session.ts'
import { type Level, OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { sql } from 'kysely'
import type { Read, Tx } from '../engine/act.ts'

/** A session with all that does not change between two calls, so that a call asks once. */
export interface KeptSession extends SessionTimes {
  readonly id: SessionId
  readonly personId: string
  readonly personName: string
  readonly organization: Scope
  readonly password: { readonly changedAt: number; readonly mustChange: boolean }
}

export interface NewSession {
  readonly id: SessionId
  readonly loginId: string
  readonly personId: string
  readonly organizationId: string
  readonly tokenHash: string
  readonly address: string
  readonly startedAt: number
}

/** Opens a session; the oldest ones beyond the number that may live side by side are ended. */
export const openSession = async (
  tx: Tx,
  session: NewSession,
  limits: SessionLimits,
): Promise<void> => {
  const alive = await tx
    .selectFrom('session')
    .select('id')
    .where('login_id', '=', session.loginId)
    .where('ended_at', 'is', null)
    .orderBy('started_at', 'desc')
    .orderBy('id')
    .execute()
  for (const { id } of alive.slice(limits.parallel - 1)) await endSession(tx, id, session.startedAt)
  await tx
    .insertInto('session')
    .values({
      id: session.id,
      token_hash: session.tokenHash,
      login_id: session.loginId,
      person_id: session.personId,
      organization_id: session.organizationId,
      address: session.address,
      started_at: session.startedAt,
      seen_at: session.startedAt,
      ended_at: null,
    })
    .execute()
  await tx
    .updateTable('login')
    .set({ used_at: session.startedAt })
    .where('id', '=', session.loginId)
    .execute()
}

interface KeptRow {
  readonly id: string
  readonly person_id: string
  readonly name: string
  readonly started_at: number
  readonly seen_at: number
  readonly ended_at: number | null
  readonly password_changed_at: number
  readonly must_change: number
  readonly organization_id: string
  readonly path: string
  readonly level: Level
  readonly prefecture_id: string | null
  readonly county_id: string | null
}

/**
 * The session of a token's hash while its login and its person are active; whether it still lives is for the caller.
 * Written as text for the same reason as the posts.
 */
export const findSession = async (db: Read, hash: string): Promise<KeptSession | null> => {
  const kept = sql<KeptRow>`(
    select s.id, s.person_id, p.name, s.started_at, s.seen_at, s.ended_at,
      l.password_changed_at, l.must_change,
      o.id as organization_id, o.path, o.level, o.prefecture_id, o.county_id
    from session s
    join login l on l.id = s.login_id and l.state = 'active'
    join person p on p.id = s.person_id and p.state = 'active'
    join organization o on o.id = s.organization_id
    where s.token_hash = ${hash}
  )`
  const row = await db.selectFrom(kept.as('kept')).selectAll().executeTakeFirst()
  if (!row) return null
  return {
    id: SessionId.parse(row.id),
    personId: row.person_id,
    personName: row.name,
    organization: {
      organizationId: OrganizationId.parse(row.organization_id),
      path: row.path,
      level: row.level,
      prefectureId: OrNone.parse(row.prefecture_id),
      countyId: OrNone.parse(row.county_id),
    },
    password: { changedAt: row.password_changed_at, mustChange: row.must_change === 1 },
    startedAt: row.started_at,
    seenAt: row.seen_at,
    endedAt: row.ended_at,
  }
}

const OrNone = OrganizationId.nullable()

export const endSession = async (tx: Tx, id: string, at: number): Promise<void> => {
  await tx
    .updateTable('session')
    .set({ ended_at: at })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
}

/** Ends every session of a login but one. */
export const endOtherSessions = async (
  tx: Tx,
  loginId: string,
  kept: string | null,
  at: number,
): Promise<void> => {
  let ending = tx
    .updateTable('session')
    .set({ ended_at: at })
    .where('login_id', '=', loginId)
    .where('ended_at', 'is', null)
  if (kept !== null) ending = ending.where('id', '<>', kept)
  await ending.execute()
}

/** Notes when sessions were last used; many at once, because the server keeps the exact times itself. */
export const noteSeen = async (
  tx: Tx,
  seen: readonly (readonly [id: string, at: number])[],
): Promise<void> => {
  for (const [id, at] of seen)
    await tx
      .updateTable('session')
      .set({ seen_at: at })
      .where('id', '=', id)
      .where('seen_at', '<', at)
      .execute()
}

/** The latest machine time that any session knows of: the clock of a server that starts is not behind it. */
export const latestSeen = async (db: Read): Promise<number> => {
  const row = await db
    .selectFrom('session')
    .select((e) => e.fn.max('seen_at').as('at'))
    .executeTakeFirst()
  return row?.at ?? 0
}
