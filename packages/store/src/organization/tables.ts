import type { Level, OrganizationKind } from '@qiangji/kernel/organization/organization.ts'

export interface OrganizationTables {
  organization: OrganizationRow
}

export interface OrganizationRow {
  id: string
  code: string
  name: string
  short_name: string
  kind: OrganizationKind
  level: Level
  path: string
  parent_id: string | null
  prefecture_id: string | null
  county_id: string | null
  revision: number
}
