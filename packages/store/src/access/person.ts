import { Person, type PersonId, PersonRow } from '@qiangji/kernel/access/person.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import type { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import type { Read, Tx } from '../engine/act.ts'
import { heldPosts } from './post.ts'
import type { PersonTableRow } from './tables.ts'

export const readPerson = (row: PersonTableRow): Person =>
  Person.parse({
    id: row.id,
    name: row.name,
    organizationId: row.organization_id,
    department: row.department,
    state: row.state,
    revision: row.revision,
  })

export const findPerson = async (db: Read, id: PersonId): Promise<Person | null> => {
  const row = await db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? readPerson(row) : null
}

export const addPerson = async (tx: Tx, person: Person): Promise<void> => {
  await tx
    .insertInto('person')
    .values({
      id: person.id,
      name: person.name,
      organization_id: person.organizationId,
      department: person.department,
      state: person.state,
      revision: person.revision,
    })
    .execute()
}

/** Saves over the revision that was read and raises it; false when somebody saved in between. */
export const savePerson = async (tx: Tx, person: Person): Promise<boolean> => {
  const saved = await tx
    .updateTable('person')
    .set({ state: person.state, revision: person.revision + 1 })
    .where('id', '=', person.id)
    .where('revision', '=', person.revision)
    .executeTakeFirst()
  return saved.numUpdatedRows === 1n
}

/** The active persons of one organization with the posts they hold on that day; at most 200. */
export const listPersons = async (
  db: Read,
  organizationId: OrganizationId,
  today: Day,
): Promise<readonly PersonRow[]> => {
  const persons = await db
    .selectFrom('person')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('state', '=', 'active')
    .orderBy('name')
    .orderBy('id')
    .limit(200)
    .execute()
  const rows: PersonRow[] = []
  for (const row of persons) {
    const posts = await heldPosts(db, row.id, organizationId, today)
    rows.push(
      PersonRow.parse({
        ...readPerson(row),
        posts: posts.map(({ post, from }) => ({ post, delegatedBy: from?.name ?? null })),
      }),
    )
  }
  return rows
}

/** Names by id, of those that exist. */
export const namesOf = async (
  db: Read,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('person').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}
