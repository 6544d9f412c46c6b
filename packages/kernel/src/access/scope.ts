import { z } from 'zod'
import { LEVELS, OrganizationId } from '../organization/organization.ts'

/** Where a person stands, or what a record belongs to: enough to decide who reaches whom without a query. */
export const Scope = z.strictObject({
  organizationId: OrganizationId,
  /** Codes from the root down, '/62/6201/', always closed by a slash. */
  path: z.string(),
  level: z.enum(LEVELS),
  prefectureId: OrganizationId.nullable(),
  countyId: OrganizationId.nullable(),
})
export type Scope = z.infer<typeof Scope>

const PATH = /^\/([^/]+\/)+$/

/**
 * Whether `below` is `above` itself or lies under it. Never sideways, never up; a path that is not closed
 * by a slash is within nothing, because '/62/6201' would also begin '/62/62010/'.
 */
export const isWithin = (above: string, below: string): boolean =>
  PATH.test(above) && PATH.test(below) && below.startsWith(above)

/** How far a permission reaches from one's own organization. */
export type Reach = 'own' | 'below'

export const reaches = (from: Pick<Scope, 'path'>, to: Pick<Scope, 'path'>, reach: Reach) =>
  reach === 'own'
    ? from.path === to.path && isWithin(from.path, to.path)
    : isWithin(from.path, to.path)
