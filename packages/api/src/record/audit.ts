import { reaches } from '@qiangji/kernel/access/scope.ts'
import { refuse } from '@qiangji/kernel/base/decision.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { namesOf } from '@qiangji/store/access/person.ts'
import { scopeOf } from '@qiangji/store/access/scope.ts'
import { listOrganizations } from '@qiangji/store/organization/organization.ts'
import { listAudit } from '@qiangji/store/record/audit.ts'
import { z } from 'zod'
import { cut, PAGE_ASK, page, readCursor } from '../frame/page.ts'
import { query } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'

/** One line of the audit: who did what to what, when and from where. It holds ids and names of fields, no values. */
export const AuditLine = z.strictObject({
  seq: z.int(),
  at: z.string(),
  today: z.string(),
  actor: z.string().nullable(),
  actorName: z.string().nullable(),
  organization: z.string().nullable(),
  organizationName: z.string().nullable(),
  act: z.string(),
  subject: z.string().nullable(),
  requestId: z.string().nullable(),
  address: z.string(),
  result: z.string(),
  body: z.string(),
})

/**
 * The audit, newest first. Without an organization it shows the whole chain, which only the province may:
 * rows before signing in belong to no organization.
 */
const list = query(
  {
    input: z.strictObject({
      ...PAGE_ASK,
      organizationId: OrganizationId.nullable().default(null),
      actor: z.string().max(40).nullable().default(null),
      subject: z.string().max(80).nullable().default(null),
      from: z.iso.datetime().nullable().default(null),
      to: z.iso.datetime().nullable().default(null),
    }),
    output: page(AuditLine),
    scoped: 'body',
    witnessed: true,
    rest: 'GET /record/audit',
  },
  async ({ db, actor, input }) => {
    const own = actor.organization
    const asked = input.organizationId && (await scopeOf(db, input.organizationId))
    if (input.organizationId ? !asked || !reaches(own, asked, 'below') : own.level !== 'province')
      return refuse('NOT_FOUND')
    const key = readCursor(z.tuple([z.int().positive()]), input.cursor)
    const rows = await listAudit(db, {
      limit: Math.min(input.limit + 1, 200),
      ...(input.organizationId ? { organization: input.organizationId } : {}),
      ...(input.actor ? { actor: input.actor } : {}),
      ...(input.subject ? { subject: input.subject } : {}),
      ...(input.from ? { from: input.from } : {}),
      ...(input.to ? { to: input.to } : {}),
      ...(key ? { before: key[0] } : {}),
    })
    const names = await namesOf(db, [...new Set(rows.flatMap((row) => row.actor ?? []))])
    const ids = [...new Set(rows.flatMap((row) => row.organization ?? []))]
    const unions = new Map((await listOrganizations(db, ids)).map((o) => [String(o.id), o.name]))
    const lines = rows.map((row) => ({
      seq: row.seq,
      at: row.at,
      today: row.today,
      actor: row.actor,
      actorName: (row.actor && names.get(row.actor)) ?? null,
      organization: row.organization,
      organizationName: (row.organization && unions.get(row.organization)) ?? null,
      act: row.act,
      subject: row.subject,
      requestId: row.request_id,
      address: row.address,
      result: row.result,
      body: row.body,
    }))
    return cut(lines, Math.min(input.limit, 199), (line) => [line.seq])
  },
)

export const audit = router({ list })
