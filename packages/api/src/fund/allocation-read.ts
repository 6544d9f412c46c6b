import { isWithin } from '@qiangji/kernel/access/scope.ts'
import { Day } from '@qiangji/kernel/base/day.ts'
import { refuse } from '@qiangji/kernel/base/decision.ts'
import { Fen, fen, NaturalFen } from '@qiangji/kernel/base/money.ts'
import { AllocationId, AllocationState } from '@qiangji/kernel/fund/allocation.ts'
import { linesOf } from '@qiangji/kernel/fund/allocation-line.ts'
import { Arithmetic, arithmeticOf } from '@qiangji/kernel/fund/arithmetic.ts'
import { compareVersions } from '@qiangji/kernel/fund/comparison.ts'
import { compute, workOut } from '@qiangji/kernel/fund/computation.ts'
import { explain as explainLine } from '@qiangji/kernel/fund/explanation.ts'
import { FundId } from '@qiangji/kernel/fund/fund.ts'
import { Notice } from '@qiangji/kernel/fund/notice.ts'
import { methodText } from '@qiangji/kernel/fund/plan-text.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import type { Read } from '@qiangji/store/engine/act.ts'
import { findAllocation, listPublished } from '@qiangji/store/fund/allocation.ts'
import { findVersion, listLines } from '@qiangji/store/fund/allocation-version.ts'
import { findFund } from '@qiangji/store/fund/fund.ts'
import { inputsOf, readPlanSource } from '@qiangji/store/fund/plan-source.ts'
import { listOrganizations } from '@qiangji/store/organization/organization.ts'
import { z } from 'zod'
import { query } from '../frame/procedure.ts'
import { writeNotice } from './allocation-notice.ts'
import { ownPlan } from './allocation-record.ts'

/** 怎么算出来的: one line of a submitted version, step by step. */
export const explain = query(
  {
    input: z.strictObject({
      id: AllocationId,
      version: z.int().min(1),
      organizationId: OrganizationId,
    }),
    output: Arithmetic,
    scoped: 'body',
    rest: 'GET /fund/allocations/{id}/explanation',
  },
  async ({ db, actor, input }) => {
    const plan = await ownPlan(db, actor, input.id)
    const version = plan === null ? null : await findVersion(db, plan.id, input.version)
    if (version === null) return refuse('NOT_FOUND')
    const worked = workOut(version.inputs)
    if (!worked.ok) throw new Error(`version ${input.version} of ${input.id} no longer computes`)
    const explanation = explainLine(worked.value, input.organizationId)
    return explanation === null ? refuse('NOT_FOUND') : arithmeticOf(explanation)
  },
)

const ComparedLine = z.strictObject({
  organizationId: z.string(),
  code: z.string(),
  name: z.string(),
  prefecture: z.string(),
  before: NaturalFen.nullable(),
  after: NaturalFen.nullable(),
  difference: Fen,
})

/** 与第 n 稿比较: a submitted version against another one, or against the draft as it stands (`after` null). */
export const compare = query(
  {
    input: z.strictObject({
      id: AllocationId,
      before: z.int().min(1),
      after: z.int().min(1).nullable().default(null),
    }),
    output: z.strictObject({
      settings: z.array(
        z.strictObject({
          label: z.string(),
          before: z.string().nullable(),
          after: z.string().nullable(),
        }),
      ),
      lines: z.array(ComparedLine),
      places: z.array(z.strictObject({ code: z.string(), name: z.string() })),
    }),
    scoped: 'body',
    snapshot: true,
    rest: 'GET /fund/allocations/{id}/comparison',
  },
  async ({ db, actor, input }) => {
    const plan = await ownPlan(db, actor, input.id)
    if (plan === null) return refuse('NOT_FOUND')
    const before = await submitted(db, plan.id, input.before)
    if (before === null) return refuse('VERSION_UNKNOWN', { version: input.before })
    const after =
      input.after === null ? await standing(db, plan) : await submitted(db, plan.id, input.after)
    if (after === null) return refuse('VERSION_UNKNOWN', { version: input.after ?? 0 })
    const { settings, lines } = compareVersions(before, after)
    return { settings: [...settings], lines: [...lines], places: [...after.places] }
  },
)

const submitted = async (db: Read, id: AllocationId, number: number) => {
  const version = await findVersion(db, id, number)
  if (version === null) return null
  return { form: version.form, places: version.places, lines: await listLines(db, id, number) }
}

/** The draft computed now; without lines while it cannot be computed. */
const standing = async (db: Read, plan: NonNullable<Awaited<ReturnType<typeof ownPlan>>>) => {
  const fund = await findFund(db, plan.fundId)
  if (fund === null) return null
  const source = await readPlanSource(db, fund, plan.form.on)
  const computed = compute(inputsOf(plan.form, source))
  const lines = computed.ok ? linesOf(computed.value, source.recipients, source.precedent) : []
  return { form: plan.form, places: source.places, lines }
}

/**
 * What the printed notice says. The body's own people see all of it, also before it is issued, and the
 * extract of one prefecture; below, an issued notice shows the lines of one's own organization and below.
 */
export const notice = query(
  {
    input: z.strictObject({
      id: AllocationId,
      /** Code of a prefecture or direct recipient: its extract. */
      place: z.string().max(20).nullable().default(null),
    }),
    output: Notice,
    scoped: 'body',
    snapshot: true,
    rest: 'GET /fund/allocations/{id}/notice',
  },
  async ({ db, actor, input, ctx }) => {
    const plan = await findAllocation(db, input.id)
    const version = plan === null ? null : await findVersion(db, plan.id, plan.version)
    if (plan === null || version === null) return refuse('NOT_FOUND')
    const all = await listLines(db, plan.id, plan.version)
    const own = plan.organizationId === actor.organization.organizationId
    if (!own && plan.state !== 'issued') return refuse('NOT_FOUND')
    const unions = own
      ? []
      : await listOrganizations(
          db,
          all.map((line) => line.organizationId),
        )
    const reached = new Set(
      unions.filter((u) => isWithin(actor.organization.path, u.path)).map((u) => u.id),
    )
    const lines = all.filter(
      (line) =>
        (own || reached.has(line.organizationId)) &&
        (input.place === null || line.prefecture === input.place),
    )
    if (lines.length === 0) return refuse('NOT_FOUND')
    return writeNotice(db, { plan, version, lines }, ctx.settings.demonstration)
  },
)

const Published = z.strictObject({
  id: AllocationId,
  fundId: FundId,
  fundName: z.string(),
  year: z.int(),
  organizationName: z.string(),
  title: z.string(),
  state: AllocationState,
  method: z.string(),
  total: NaturalFen,
  number: z.string().nullable(),
  issuedOn: Day.nullable(),
  publicUntil: Day.nullable(),
})

type Found = Awaited<ReturnType<typeof listPublished>>[number]
const publishedRow = (row: Found) => ({
  id: AllocationId.parse(row.id),
  fundId: FundId.parse(row.fundId),
  fundName: row.fundName,
  year: row.year,
  organizationName: row.organizationName,
  title: row.form.title,
  state: row.state,
  method: methodText(row.form),
  total: fen(row.total),
  number: row.number,
  issuedOn: Day.nullable().parse(row.issuedOn),
  publicUntil: Day.nullable().parse(row.publicUntil),
})

/** 已公开的分配方案 of a year: with its lines the only read that crosses scope. */
export const published = query(
  {
    input: z.strictObject({ year: z.int().min(2000).max(2100) }),
    output: z.array(Published).max(200),
    scoped: 'body',
    rest: 'GET /fund/published',
  },
  async ({ db, input }) => (await listPublished(db, { year: input.year })).map(publishedRow),
)

/** The lines of a published plan: names and amounts, the method, the number and the day; nothing else. */
export const publishedLines = query(
  {
    input: z.strictObject({ id: AllocationId }),
    output: z.strictObject({
      plan: Published,
      lines: z.array(
        z.strictObject({
          code: z.string(),
          place: z.string(),
          name: z.string(),
          amount: NaturalFen,
        }),
      ),
    }),
    scoped: 'body',
    rest: 'GET /fund/published/{id}',
  },
  async ({ db, input }) => {
    const [found] = await listPublished(db, { id: input.id })
    const version = found ? await findVersion(db, input.id, found.version) : null
    if (found === undefined || version === null) return refuse('NOT_FOUND')
    const names = new Map(version.places.map(({ code, name }) => [code, name]))
    return {
      plan: publishedRow(found),
      lines: (await listLines(db, input.id, found.version)).map((line) => ({
        code: line.code,
        place: names.get(line.prefecture) ?? '',
        name: line.name,
        amount: line.amount,
      })),
    }
  },
)
