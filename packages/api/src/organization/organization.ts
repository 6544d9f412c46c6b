import { refuse } from '@qiangji/kernel/base/decision.ts'
import { Organization, OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import {
  findOrganization,
  listBelow,
  searchBelow,
} from '@qiangji/store/organization/organization.ts'
import { z } from 'zod'
import { Nothing } from '../frame/nothing.ts'
import { query } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'

/** The whole tree from one's own union down, in path order: 1,505 rows for the province. */
const tree = query(
  { input: Nothing, output: z.array(Organization), scoped: 'own', rest: 'GET /organization/tree' },
  async ({ db, actor }) => [...(await listBelow(db, actor.organization.path))],
)

const detail = query(
  {
    input: z.strictObject({ id: OrganizationId }),
    output: Organization,
    scope: (i) => i.id,
    rest: 'GET /organization/organizations/{id}',
  },
  async ({ db, input }) => (await findOrganization(db, input.id)) ?? refuse('NOT_FOUND'),
)

/** Unions of one's own reach whose name or code begins with or holds the words; at most 20, nearest to the root first. */
const search = query(
  {
    input: z.strictObject({ words: z.string().trim().min(1).max(40) }),
    output: z.array(Organization).max(20),
    scoped: 'own',
    rest: 'GET /organization/search',
  },
  async ({ db, actor, input }) => [
    ...(await searchBelow(db, actor.organization.path, input.words)),
  ],
)

export const organization = router({ tree, detail, search })
