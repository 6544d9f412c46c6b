import type { HeldPost } from '@qiangji/kernel/access/actor.ts'
import type { Holding } from '@qiangji/kernel/access/conflict.ts'
import { PersonId } from '@qiangji/kernel/access/person.ts'
import { POST_CODES, type PostCode } from '@qiangji/kernel/access/post.ts'
import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { sql } from 'kysely'
import type { Read, Tx } from '../engine/act.ts'
import { newText } from '../engine/new-id.ts'

interface HeldRow {
  readonly post: PostCode
  readonly giver_id: string | null
  readonly giver_name: string | null
}

/**
 * Posts held on that day in that organization, by appointment and by delegation. A delegated one falls away when
 * its giver leaves or loses the post. Written as text because every call asks it: building it from parts costs
 * more than asking it.
 */
export const heldPosts = async (
  db: Read,
  personId: string,
  organizationId: string,
  today: Day,
): Promise<readonly HeldPost[]> => {
  const held = sql<HeldRow>`(
    select a.post, null as giver_id, null as giver_name
    from post_assignment a
    where a.person_id = ${personId} and a.organization_id = ${organizationId}
      and a.from_day <= ${today} and (a.to_day is null or a.to_day >= ${today})
    union
    select d.post, g.id, g.name
    from delegation d
    join person g on g.id = d.giver_id and g.state = 'active'
    join post_assignment a
      on a.person_id = d.giver_id and a.organization_id = d.organization_id and a.post = d.post
      and a.from_day <= ${today} and (a.to_day is null or a.to_day >= ${today})
    where d.receiver_id = ${personId} and d.organization_id = ${organizationId}
      and d.revoked_on is null and d.from_day <= ${today} and d.to_day >= ${today}
  )`
  const rows = await db.selectFrom(held.as('held')).selectAll().execute()
  return rows
    .map(({ post, giver_id, giver_name }) => ({
      post,
      from:
        giver_id === null ? null : { personId: PersonId.parse(giver_id), name: giver_name ?? '' },
    }))
    .sort(
      (a, b) => Number(a.from !== null) - Number(b.from !== null) || order(a.post) - order(b.post),
    )
}

const order = (post: PostCode): number => POST_CODES.indexOf(post)

/** Everything a person holds from that day on by appointment, in every organization. */
export const holdingsByAppointment = async (
  db: Read,
  personId: string,
  today: Day,
): Promise<readonly Holding[]> => {
  const rows = await db
    .selectFrom('post_assignment')
    .select(['post', 'organization_id', 'from_day', 'to_day'])
    .where('person_id', '=', personId)
    .where((e) => e.or([e('to_day', 'is', null), e('to_day', '>=', today)]))
    .execute()
  return rows.map(holding)
}

/** The same by delegation. */
export const holdingsByDelegation = async (
  db: Read,
  personId: string,
  today: Day,
): Promise<readonly Holding[]> => {
  const rows = await db
    .selectFrom('delegation')
    .select(['post', 'organization_id', 'from_day', 'to_day'])
    .where('receiver_id', '=', personId)
    .where('revoked_on', 'is', null)
    .where('to_day', '>=', today)
    .execute()
  return rows.map(holding)
}

const holding = (row: {
  post: PostCode
  organization_id: string
  from_day: string
  to_day: string | null
}): Holding => ({
  post: row.post,
  organizationId: OrganizationId.parse(row.organization_id),
  from: day(row.from_day),
  to: row.to_day === null ? null : day(row.to_day),
})

/** Appoints; whether the person may hold the post was decided by `mayHold`. */
export const addHolding = async (tx: Tx, personId: string, held: Holding): Promise<void> => {
  await tx
    .insertInto('post_assignment')
    .values({
      id: newText(),
      person_id: personId,
      organization_id: held.organizationId,
      post: held.post,
      from_day: held.from,
      to_day: held.to,
    })
    .execute()
}
