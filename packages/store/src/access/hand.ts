import type { Hand } from '@qiangji/kernel/access/conflict.ts'
import { PersonId } from '@qiangji/kernel/access/person.ts'
import type { PostCode } from '@qiangji/kernel/access/post.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import type { Read } from '../engine/act.ts'

/**
 * Every hand that holds one of these posts today, by organization: appointed, or lent by somebody who still is.
 * The same as `heldPosts` finds for one person, asked from the side of the post.
 */
export const handsAt = async (
  db: Read,
  organizationIds: readonly string[],
  posts: readonly PostCode[],
  today: Day,
): Promise<ReadonlyMap<string, readonly Hand[]>> => {
  const ids = [...new Set(organizationIds)]
  if (ids.length === 0 || posts.length === 0) return new Map()
  const appointed = await db
    .selectFrom('post_assignment as a')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .select(['a.organization_id', 'a.post', 'a.person_id'])
    .where('a.organization_id', 'in', ids)
    .where('a.post', 'in', posts)
    .where('a.from_day', '<=', today)
    .where((eb) => eb.or([eb('a.to_day', 'is', null), eb('a.to_day', '>=', today)]))
    .where('p.state', '=', 'active')
    .execute()
  const lent = await db
    .selectFrom('delegation as d')
    .innerJoin('person as p', 'p.id', 'd.receiver_id')
    .select(['d.organization_id', 'd.post', 'd.receiver_id', 'd.giver_id'])
    .where('d.organization_id', 'in', ids)
    .where('d.post', 'in', posts)
    .where('d.from_day', '<=', today)
    .where('d.to_day', '>=', today)
    .where('d.revoked_on', 'is', null)
    .where('p.state', '=', 'active')
    .execute()
  const holds = new Set(appointed.map((a) => `${a.organization_id}/${a.post}/${a.person_id}`))
  const all = [
    ...appointed.map((a) => ({ at: a.organization_id, person: a.person_id, behind: null })),
    ...lent
      .filter((d) => holds.has(`${d.organization_id}/${d.post}/${d.giver_id}`))
      .map((d) => ({ at: d.organization_id, person: d.receiver_id, behind: d.giver_id })),
  ]
  return new Map(
    [...Map.groupBy(all, (one) => one.at)].map(([at, own]) => [
      at,
      own.map(({ person, behind }) => ({
        personId: PersonId.parse(person),
        onBehalfOf: PersonId.nullable().parse(behind),
      })),
    ]),
  )
}
