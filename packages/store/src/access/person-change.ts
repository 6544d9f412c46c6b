import type { PersonAct } from '@qiangji/kernel/access/login.ts'
import type { PostCode } from '@qiangji/kernel/access/post.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import type { Read, Tx } from '../engine/act.ts'

/** One act of an administrator on a person; `byId` 'system': at the machine itself. */
export interface PersonChange {
  readonly personId: string
  /** The revision that the act made. */
  readonly revision: number
  readonly act: PersonAct
  readonly post: PostCode | null
  readonly byId: string
  readonly day: string
}

export const addPersonChange = async (
  tx: Tx,
  change: PersonChange & { readonly day: Day },
): Promise<void> => {
  await tx
    .insertInto('person_change')
    .values({
      person_id: change.personId,
      revision: change.revision,
      act: change.act,
      post: change.post,
      by_id: change.byId,
      day: change.day,
    })
    .execute()
}

/** What was done to a person, the latest first; at most 200. */
export const listPersonChanges = async (
  db: Read,
  personId: string,
): Promise<readonly PersonChange[]> => {
  const rows = await db
    .selectFrom('person_change')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('revision', 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => ({
    personId: row.person_id,
    revision: row.revision,
    act: row.act,
    post: row.post,
    byId: row.by_id,
    day: row.day,
  }))
}
