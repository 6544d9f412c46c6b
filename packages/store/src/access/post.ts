import type { Holding } from '@qiangji/kernel/access/conflict.ts'
import { PersonId } from '@qiangji/kernel/access/person.ts'
import type { PostCode } from '@qiangji/kernel/access/post.ts'
import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import type { Read, Tx } from '../engine/act.ts'
import { newText } from '../engine/new-id.ts'

/** Posts held by appointment on that day in that organization. */
export const postsOf = async (
  db: Read,
  personId: string,
  organizationId: string,
  today: Day,
): Promise<readonly PostCode[]> => {
  const rows = await db
    .selectFrom('post_assignment')
    .select('post')
    .where('person_id', '=', personId)
    .where('organization_id', '=', organizationId)
    .where('from_day', '<=', today)
    .where((e) => e.or([e('to_day', 'is', null), e('to_day', '>=', today)]))
    .orderBy('post')
    .execute()
  return [...new Set(rows.map((row) => row.post))]
}

export interface DelegatedPost {
  readonly post: PostCode
  readonly giverId: PersonId
  readonly giverName: string
}

/** Posts held by delegation on that day; one falls away when its giver leaves or loses the post. */
export const delegatedPosts = async (
  db: Read,
  personId: string,
  organizationId: string,
  today: Day,
): Promise<readonly DelegatedPost[]> => {
  const rows = await db
    .selectFrom('delegation as d')
    .innerJoin('person as giver', 'giver.id', 'd.giver_id')
    .select(['d.post', 'd.giver_id', 'giver.name'])
    .where('d.receiver_id', '=', personId)
    .where('d.organization_id', '=', organizationId)
    .where('d.revoked_on', 'is', null)
    .where('d.from_day', '<=', today)
    .where('d.to_day', '>=', today)
    .where('giver.state', '=', 'active')
    .where((e) =>
      e.exists(
        e
          .selectFrom('post_assignment as a')
          .select('a.id')
          .whereRef('a.person_id', '=', 'd.giver_id')
          .whereRef('a.organization_id', '=', 'd.organization_id')
          .whereRef('a.post', '=', 'd.post')
          .where('a.from_day', '<=', today)
          .where((o) => o.or([o('a.to_day', 'is', null), o('a.to_day', '>=', today)])),
      ),
    )
    .orderBy('d.post')
    .execute()
  return rows.map((row) => ({
    post: row.post,
    giverId: PersonId.parse(row.giver_id),
    giverName: row.name,
  }))
}

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
