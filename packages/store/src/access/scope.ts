import type { Scope } from '@qiangji/kernel/access/scope.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import type { Read } from '../engine/act.ts'

/** Where an organization stands in the tree, or null when there is none of that id. */
export const scopeOf = async (db: Read, organizationId: string): Promise<Scope | null> => {
  const row = await db
    .selectFrom('organization')
    .select(['id', 'path', 'level', 'prefecture_id', 'county_id'])
    .where('id', '=', organizationId)
    .executeTakeFirst()
  if (!row) return null
  return {
    organizationId: OrganizationId.parse(row.id),
    path: row.path,
    level: row.level,
    prefectureId: OrganizationId.nullable().parse(row.prefecture_id),
    countyId: OrganizationId.nullable().parse(row.county_id),
  }
}
