import { Appointment, type AppointmentId } from '@qiangji/kernel/access/appointment.ts'
import { isSystemPost, type PostCode } from '@qiangji/kernel/access/post.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import type { Read, Tx } from '../engine/act.ts'
import { needsRowLocks } from '../engine/lock.ts'
import type { PostAssignmentRow } from './tables.ts'

const readAppointment = (row: PostAssignmentRow): Appointment =>
  Appointment.parse({
    id: row.id,
    personId: row.person_id,
    organizationId: row.organization_id,
    post: row.post,
    from: row.from_day,
    to: row.to_day,
  })

export const findAppointment = async (db: Read, id: AppointmentId): Promise<Appointment | null> => {
  const row = await db
    .selectFrom('post_assignment')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? readAppointment(row) : null
}

/** What these persons are appointed to today or from a later day on. */
export const appointmentsOf = async (
  db: Read,
  personIds: readonly string[],
  today: Day,
): Promise<readonly Appointment[]> => {
  if (personIds.length === 0) return []
  const rows = await db
    .selectFrom('post_assignment')
    .selectAll()
    .where('person_id', 'in', personIds)
    .where((e) => e.or([e('to_day', 'is', null), e('to_day', '>=', today)]))
    .orderBy('from_day')
    .orderBy('id')
    .execute()
  return rows.map(readAppointment)
}

/** Ends an appointment on its last day; null: it was held on no day. */
export const endAppointment = async (
  tx: Tx,
  id: AppointmentId,
  ended: Appointment | null,
): Promise<void> => {
  if (ended === null) await tx.deleteFrom('post_assignment').where('id', '=', id).execute()
  else
    await tx.updateTable('post_assignment').set({ to_day: ended.to }).where('id', '=', id).execute()
}

/**
 * Which of a person's administrator's posts nobody else holds today, or null. Two who take each other's post at once
 * must not both see the other: the holders are locked first, in the order of their ids.
 */
export const lastAdministratorsPost = async (
  tx: Tx,
  personId: string,
  posts: readonly PostCode[],
  today: Day,
): Promise<PostCode | null> => {
  for (const post of posts.filter(isSystemPost)) {
    if (needsRowLocks(tx)) await lockHolders(tx, post)
    const other = await holdersToday(tx, post, today)
      .where('p.id', '<>', personId)
      .executeTakeFirst()
    if (other === undefined) return post
  }
  return null
}

const lockHolders = (tx: Tx, post: PostCode) =>
  tx
    .selectFrom('person')
    .select('id')
    .where('id', 'in', (sub) =>
      sub.selectFrom('post_assignment').select('person_id').where('post', '=', post),
    )
    .orderBy('id')
    .forUpdate()
    .execute()

const holdersToday = (db: Read, post: PostCode, today: Day) =>
  db
    .selectFrom('post_assignment as a')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .select('p.id')
    .where('a.post', '=', post)
    .where('a.from_day', '<=', today)
    .where((e) => e.or([e('a.to_day', 'is', null), e('a.to_day', '>=', today)]))
    .where('p.state', '=', 'active')

/** Whether somebody holds this post today. */
export const isHeldToday = async (db: Read, post: PostCode, today: Day): Promise<boolean> =>
  (await holdersToday(db, post, today).executeTakeFirst()) !== undefined
