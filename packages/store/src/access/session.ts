import type { SessionLimits, SessionTimes } from '@qiangji/kernel/access/session.ts'
import { SessionId } from '@qiangji/kernel/access/session.ts'
import type { Read, Tx } from '../engine/act.ts'

export interface KeptSession extends SessionTimes {
  readonly id: SessionId
  readonly loginId: string
  readonly personId: string
  readonly organizationId: string
}

/** Opens a session; the oldest ones beyond the number that may live side by side are ended. */
export const openSession = async (
  tx: Tx,
  session: Omit<KeptSession, 'seenAt' | 'endedAt'> & {
    readonly tokenHash: string
    readonly address: string
  },
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

export const findSession = async (db: Read, hash: string): Promise<KeptSession | null> => {
  const row = await db
    .selectFrom('session')
    .innerJoin('login', 'login.id', 'session.login_id')
    .innerJoin('person', 'person.id', 'session.person_id')
    .select([
      'session.id',
      'session.login_id',
      'session.person_id',
      'session.organization_id',
      'session.started_at',
      'session.seen_at',
      'session.ended_at',
    ])
    .where('session.token_hash', '=', hash)
    .where('login.state', '=', 'active')
    .where('person.state', '=', 'active')
    .executeTakeFirst()
  return row
    ? {
        id: SessionId.parse(row.id),
        loginId: row.login_id,
        personId: row.person_id,
        organizationId: row.organization_id,
        startedAt: row.started_at,
        seenAt: row.seen_at,
        endedAt: row.ended_at,
      }
    : null
}

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
