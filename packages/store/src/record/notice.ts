import type { Day } from '@qiangji/kernel/base/day.ts'
import { Notice, NoticeId } from '@qiangji/kernel/record/notice.ts'
import type { Read, Tx } from '../engine/act.ts'
import { newId } from '../engine/new-id.ts'

/** Tells organizations something in the transaction of the act that it is about. */
export const notify = async (
  tx: Tx,
  told: {
    readonly organizationIds: readonly string[]
    readonly fromName: string
    readonly day: Day
    readonly title: string
    readonly path: string
  },
): Promise<void> => {
  const rows = [...new Set(told.organizationIds)].map((organizationId) => ({
    id: newId(NoticeId),
    organization_id: organizationId,
    from_name: told.fromName,
    day: told.day,
    title: told.title,
    path: told.path,
  }))
  for (let at = 0; at < rows.length; at += 500)
    await tx
      .insertInto('notice')
      .values(rows.slice(at, at + 500))
      .execute()
}

export interface NoticeQuestion {
  readonly organizationId: string
  readonly personId: string
  readonly before: readonly [string, string] | null
  readonly limit: number
}

/** An organization's notices, newest first, with whether this person has read them. */
export const listNotices = async (db: Read, ask: NoticeQuestion): Promise<readonly Notice[]> => {
  const { before } = ask
  let query = db
    .selectFrom('notice as n')
    .leftJoin('notice_read as r', (on) =>
      on.onRef('r.notice_id', '=', 'n.id').on('r.person_id', '=', ask.personId),
    )
    .select(['n.id', 'n.organization_id', 'n.from_name', 'n.day', 'n.title', 'n.path'])
    .select('r.person_id as reader')
    .where('n.organization_id', '=', ask.organizationId)
    .orderBy('n.day', 'desc')
    .orderBy('n.id', 'desc')
    .limit(ask.limit)
  if (before !== null)
    query = query.where((eb) =>
      eb.or([
        eb('n.day', '<', before[0]),
        eb.and([eb('n.day', '=', before[0]), eb('n.id', '<', before[1])]),
      ]),
    )
  return (await query.execute()).map((row) =>
    Notice.parse({
      id: row.id,
      organizationId: row.organization_id,
      fromName: row.from_name,
      day: row.day,
      title: row.title,
      path: row.path,
      read: row.reader !== null,
    }),
  )
}

/** How many notices of the organization this person has not read. */
export const countUnread = async (
  db: Read,
  organizationId: string,
  personId: string,
): Promise<number> => {
  const row = await db
    .selectFrom('notice as n')
    .leftJoin('notice_read as r', (on) =>
      on.onRef('r.notice_id', '=', 'n.id').on('r.person_id', '=', personId),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('n.organization_id', '=', organizationId)
    .where('r.person_id', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Marks notices of the person's organization as read; foreign ids change nothing. */
export const markRead = async (
  tx: Tx,
  organizationId: string,
  personId: string,
  ids: readonly string[],
): Promise<void> => {
  const own = await tx
    .selectFrom('notice')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('id', 'in', ids)
    .execute()
  if (own.length === 0) return
  await tx
    .insertInto('notice_read')
    .values(own.map(({ id }) => ({ notice_id: id, person_id: personId })))
    .onConflict((c) => c.columns(['notice_id', 'person_id']).doNothing())
    .execute()
}
