import { Organization, type OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { type SqlBool, sql } from 'kysely'
import type { Read, Tx } from '../engine/act.ts'
import type { OrganizationRow } from './tables.ts'
import { below } from './within.ts'

export const readOrganization = (row: OrganizationRow): Organization =>
  Organization.parse({
    id: row.id,
    code: row.code,
    name: row.name,
    shortName: row.short_name,
    kind: row.kind,
    level: row.level,
    path: row.path,
    parentId: row.parent_id,
    prefectureId: row.prefecture_id,
    countyId: row.county_id,
    revision: row.revision,
  })

export const findOrganization = async (
  db: Read,
  id: OrganizationId,
): Promise<Organization | null> => {
  const row = await db
    .selectFrom('organization')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? readOrganization(row) : null
}

/** Whether there is a union tree at all. */
export const isPlanted = async (db: Read): Promise<boolean> =>
  (await db.selectFrom('organization').select('id').limit(1).executeTakeFirst()) !== undefined

/** The one provincial federation at the root of the tree. */
export const findProvince = async (db: Read): Promise<Organization> =>
  readOrganization(
    await db
      .selectFrom('organization')
      .selectAll()
      .where('level', '=', 'province')
      .executeTakeFirstOrThrow(),
  )

/** Whether counties lie between this prefecture and its townships; 嘉峪关 has none and is paid like one. */
export const hasCounties = async (db: Read, prefectureId: OrganizationId): Promise<boolean> =>
  (await db
    .selectFrom('organization')
    .select('id')
    .where('prefecture_id', '=', prefectureId)
    .where('level', '=', 'county')
    .executeTakeFirst()) !== undefined

/** The organization and everything below it, in path order. */
export const listBelow = async (db: Read, path: string): Promise<readonly Organization[]> =>
  (
    await db
      .selectFrom('organization')
      .selectAll()
      .where('path', '>=', path)
      .where('path', '<', below(path))
      .orderBy('path')
      .execute()
  ).map(readOrganization)

/** Own and lower organizations whose name or code holds the words, nearest to the root first. */
export const searchBelow = async (
  db: Read,
  path: string,
  words: string,
): Promise<readonly Organization[]> => {
  const pattern = `%${words.replace(/[\\%_]/g, (c) => `\\${c}`)}%`
  return (
    await db
      .selectFrom('organization')
      .selectAll()
      .where('path', '>=', path)
      .where('path', '<', below(path))
      .where(sql<SqlBool>`(name like ${pattern} escape '\\' or code like ${pattern} escape '\\')`)
      .orderBy(sql`length(path)`)
      .orderBy('path')
      .limit(20)
      .execute()
  ).map(readOrganization)
}

export const listOrganizations = async (
  db: Read,
  ids: readonly string[],
): Promise<readonly Organization[]> =>
  ids.length === 0
    ? []
    : (await db.selectFrom('organization').selectAll().where('id', 'in', ids).execute()).map(
        readOrganization,
      )

export const addOrganization = async (tx: Tx, o: Organization): Promise<void> => {
  await tx
    .insertInto('organization')
    .values({
      id: o.id,
      code: o.code,
      name: o.name,
      short_name: o.shortName,
      kind: o.kind,
      level: o.level,
      path: o.path,
      parent_id: o.parentId,
      prefecture_id: o.prefectureId,
      county_id: o.countyId,
      revision: o.revision,
    })
    .execute()
}
