import { z } from 'zod'
import { publicId, Revision } from '../base/id.ts'

export const OrganizationId = publicId<'Organization'>()
export type OrganizationId = z.infer<typeof OrganizationId>

/** 地方总工会 three levels, 兰州新区工会, 乡镇(街道)工会, 园区等功能区工会. */
export const ORGANIZATION_KINDS = [
  'province',
  'prefecture',
  'county',
  'new-area',
  'township',
  'zone',
] as const
export type OrganizationKind = (typeof ORGANIZATION_KINDS)[number]

/** Levels of the union tree; 兰州新区 sits at county level, zone unions at township level. */
export const LEVELS = ['province', 'prefecture', 'county', 'township'] as const
export type Level = (typeof LEVELS)[number]

export const levelOf = (kind: OrganizationKind): Level => {
  if (kind === 'new-area') return 'county'
  return kind === 'zone' ? 'township' : kind
}

/**
 * A union of the tree. `path` is made of codes, '/62/6201/620102/', always closed by a slash.
 * `prefectureId` and `countyId` are the ancestors (or itself) at those levels; null where there is none:
 * 嘉峪关市总工会's townships have no county.
 */
export const Organization = z.strictObject({
  id: OrganizationId,
  code: z.string(),
  /** 环县总工会 */
  name: z.string(),
  /** 环县 */
  shortName: z.string(),
  kind: z.enum(ORGANIZATION_KINDS),
  level: z.enum(LEVELS),
  path: z.string(),
  parentId: OrganizationId.nullable(),
  prefectureId: OrganizationId.nullable(),
  countyId: OrganizationId.nullable(),
  revision: Revision,
})
export type Organization = z.infer<typeof Organization>
