import { Day, day } from '@qiangji/kernel/base/day.ts'
import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import { Fen, fen, NaturalFen, PositiveFen } from '@qiangji/kernel/base/money.ts'
import {
  Allocation,
  AllocationForm,
  AllocationId,
  AllocationState,
  draftAllocation,
} from '@qiangji/kernel/fund/allocation.ts'
import { saveDraft } from '@qiangji/kernel/fund/allocation-act.ts'
import { AllocationLine, linesOf, Place } from '@qiangji/kernel/fund/allocation-line.ts'
import { ALLOCATION_STEPS, mayTake } from '@qiangji/kernel/fund/allocation-step.ts'
import { NO_BOUNDS } from '@qiangji/kernel/fund/bounds.ts'
import { compute } from '@qiangji/kernel/fund/computation.ts'
import { Fact, FactName } from '@qiangji/kernel/fund/fact.ts'
import { FundId, FundSource } from '@qiangji/kernel/fund/fund.ts'
import { Meeting } from '@qiangji/kernel/fund/meeting.ts'
import { basisOf, NoticeLine, withBasis } from '@qiangji/kernel/fund/notice.ts'
import { PlanRecipient } from '@qiangji/kernel/fund/plan-recipient.ts'
import { settingsOf } from '@qiangji/kernel/fund/plan-text.ts'
import { DEFAULT_ROUNDING } from '@qiangji/kernel/fund/rounding.ts'
import { checkSubmission, SUBMISSION_CHECKS } from '@qiangji/kernel/fund/submission.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { sentence } from '@qiangji/kernel/refusals.ts'
import type { Read } from '@qiangji/store/engine/act.ts'
import { newId } from '@qiangji/store/engine/new-id.ts'
import { addAllocation, listAllocations, saveAllocation } from '@qiangji/store/fund/allocation.ts'
import { addStep, listSteps } from '@qiangji/store/fund/allocation-step.ts'
import {
  findVersion,
  isReproduced,
  listLines,
  listVersions,
} from '@qiangji/store/fund/allocation-version.ts'
import { findFund } from '@qiangji/store/fund/fund.ts'
import { budgetOfFunds } from '@qiangji/store/fund/fund-list.ts'
import { listMeetings } from '@qiangji/store/fund/meeting.ts'
import { inputsOf, readPlanSource } from '@qiangji/store/fund/plan-source.ts'
import { z } from 'zod'
import { cut, PAGE_ASK, page, readCursor } from '../frame/page.ts'
import { command, query } from '../frame/procedure.ts'
import { Chosen, ownPlan } from './allocation-record.ts'
import { availableOf, FundFigures, figuresOf } from './fund-figures.ts'

/** The largest plan names every township of a province with a project each. */
const FORM_BYTES = 1024 * 1024

const FundHead = z.strictObject({
  id: FundId,
  name: z.string(),
  year: z.int(),
  source: FundSource,
  publicity: z.boolean(),
})

const fundHead = async (db: Read, id: FundId): Promise<z.output<typeof FundHead>> => {
  const fund = await findFund(db, id)
  if (fund === null) throw new Error(`a plan without its fund ${id}`)
  const { name, year, source, publicity } = fund
  return { id, name, year, source, publicity }
}

const StepRow = z.strictObject({
  step: z.enum([...ALLOCATION_STEPS, 'draft']),
  state: AllocationState,
  version: z.int(),
  personId: z.string(),
  personName: z.string(),
  day: Day,
  reason: z.string(),
  batch: z.string().nullable(),
})

const VersionRow = z.strictObject({
  version: z.int(),
  total: NaturalFen,
  reserve: NaturalFen,
  hash: z.string(),
  submittedOn: Day,
})

const readSteps = async (db: Read, id: AllocationId) =>
  (await listSteps(db, id)).map((step) => ({ ...step, day: day(step.day) }))

const readVersions = async (db: Read, id: AllocationId) =>
  (await listVersions(db, id)).map((version) => ({
    ...version,
    total: fen(version.total),
    reserve: fen(version.reserve),
    submittedOn: day(version.submittedOn),
  }))

const SummaryRow = z.strictObject({
  id: AllocationId,
  fundId: FundId,
  title: z.string(),
  state: AllocationState,
  version: z.int(),
  pot: NaturalFen,
  total: NaturalFen,
  reserve: NaturalFen,
  number: z.string().nullable(),
  issuedOn: Day.nullable(),
  submittedOn: Day.nullable(),
})

export const list = query(
  {
    input: z.strictObject({
      fundId: FundId.nullable().default(null),
      state: AllocationState.nullable().default(null),
      search: z.string().trim().max(60).default(''),
      ...PAGE_ASK,
    }),
    output: page(SummaryRow),
    scoped: 'body',
    rest: 'GET /fund/allocations',
  },
  async ({ db, actor, input }) => {
    const after = readCursor(z.tuple([z.int()]), input.cursor)
    const rows = await listAllocations(db, {
      organizationId: actor.organization.organizationId,
      fundId: input.fundId,
      state: input.state,
      search: input.search,
      limit: input.limit,
      before: after?.[0] ?? null,
    })
    const found = cut(rows, input.limit, (row) => [row.place])
    return {
      next: found.next,
      rows: found.rows.map(({ allocation: a }) => ({
        id: a.id,
        fundId: a.fundId,
        title: a.form.title,
        state: a.state,
        version: a.version,
        pot: a.form.pot,
        total: a.total,
        reserve: a.reserve,
        number: a.number,
        issuedOn: a.issuedOn,
        submittedOn: a.submittedOn,
      })),
    }
  },
)

/** A plan with its history and, once submitted, the lines and settings of its last or an earlier version. */
export const detail = query(
  {
    input: z.strictObject({ id: AllocationId, version: z.int().min(1).nullable().default(null) }),
    output: z.strictObject({
      allocation: Allocation,
      fund: FundHead,
      available: Fen,
      steps: z.array(StepRow),
      versions: z.array(VersionRow),
      meetings: z.array(Meeting),
      shown: z
        .strictObject({
          version: z.int(),
          settings: z.array(z.strictObject({ label: z.string(), text: z.string() })),
          basis: z.array(FactName),
          parts: z.array(z.string()),
          places: z.array(Place),
          lines: z.array(NoticeLine),
          pot: NaturalFen,
          /** The unit of 取整, in fen. */
          unit: PositiveFen,
          total: NaturalFen,
          reserve: NaturalFen,
          hash: z.string(),
          /** Computing the frozen inputs again gave the same bytes. */
          reproduced: z.boolean(),
        })
        .nullable(),
    }),
    scoped: 'body',
    snapshot: true,
    rest: 'GET /fund/allocations/{id}',
  },
  async ({ db, actor, input }) => {
    const plan = await ownPlan(db, actor, input.id)
    if (plan === null) return refuse('NOT_FOUND')
    const version = input.version ?? plan.version
    const shown = version === 0 ? null : await shownVersion(db, plan.id, version)
    if (shown === null && input.version !== null) return refuse('VERSION_UNKNOWN', { version })
    const owner = { id: plan.fundId, organizationId: plan.organizationId }
    return {
      allocation: plan,
      fund: await fundHead(db, plan.fundId),
      available: await availableOf(db, owner),
      steps: await readSteps(db, plan.id),
      versions: await readVersions(db, plan.id),
      meetings: [...(await listMeetings(db, plan.id))],
      shown,
    }
  },
)

const shownVersion = async (db: Read, id: AllocationId, version: number) => {
  const found = await findVersion(db, id, version)
  if (found === null) return null
  const { form, inputs, places, total, reserve, hash } = found
  const used = basisOf(form.parts)
  const members = inputs.facts.some((fact) => fact.key === 'members')
  const basis =
    members && !used.some((name) => name.key === 'members')
      ? [{ key: 'members', name: '会员数' }, ...used]
      : used
  const lines = await listLines(db, id, version)
  return {
    version,
    settings: [...settingsOf(form, lines)],
    basis: [...basis],
    parts: form.parts.map((part) => part.name),
    places: [...places],
    lines: [...withBasis(lines, basis, inputs.facts)],
    pot: form.pot,
    unit: form.rule.rounding.unit,
    total,
    reserve,
    hash,
    reproduced: isReproduced(found),
  }
}

/** Everything the editor computes with, so that it can compute while one types. */
export const workbench = query(
  {
    input: z.strictObject({ id: AllocationId, on: Day.nullable().default(null) }),
    output: z.strictObject({
      allocation: Allocation,
      fund: FundHead,
      figures: FundFigures,
      recipients: z.array(PlanRecipient),
      places: z.array(Place),
      facts: z.array(Fact),
      precedents: z.array(
        z.strictObject({
          organizationId: OrganizationId,
          previous: Fen.nullable(),
          earlier: Fen,
        }),
      ),
      steps: z.array(StepRow),
      versions: z.array(VersionRow),
    }),
    scoped: 'body',
    snapshot: true,
    rest: 'GET /fund/allocations/{id}/workbench',
  },
  async ({ db, actor, input }) => {
    const plan = await ownPlan(db, actor, input.id)
    const fund = plan === null ? null : await findFund(db, plan.fundId)
    if (plan === null || fund === null) return refuse('NOT_FOUND')
    const source = await readPlanSource(db, fund, input.on ?? plan.form.on)
    const { previous, earlier } = source.precedent
    const budget = (await budgetOfFunds(db)).get(fund.id) ?? { approved: fen(0), adjusted: fen(0) }
    return {
      allocation: plan,
      fund: await fundHead(db, fund.id),
      figures: await figuresOf(db, fund, plan.organizationId, budget),
      recipients: [...source.recipients],
      places: [...source.places],
      facts: [...source.facts],
      precedents: source.recipients.map(({ id }) => ({
        organizationId: OrganizationId.parse(id),
        previous: previous === null ? null : (previous.get(id) ?? fen(0)),
        earlier: earlier.get(id) ?? fen(0),
      })),
      steps: await readSteps(db, plan.id),
      versions: await readVersions(db, plan.id),
    }
  },
)

/** Begins a plan: shares what is available equally, or copies the parts and rules of another plan. */
export const draft = command(
  {
    input: z.strictObject({
      fundId: FundId,
      title: z.string().trim().min(1).max(100),
      copyFrom: AllocationId.nullable().default(null),
    }),
    output: Allocation,
    scoped: 'body',
    subject: (i) => i.fundId,
    rest: 'POST /fund/allocations',
  },
  async ({ tx, actor, input, today }) => {
    const fund = await findFund(tx, input.fundId)
    if (fund?.organizationId !== actor.organization.organizationId) return refuse('NOT_FOUND')
    if (fund.state === 'ended') return refuse('FUND_ENDED')
    const model = input.copyFrom === null ? null : await ownPlan(tx, actor, input.copyFrom)
    if (input.copyFrom !== null && model === null) return refuse('NOT_FOUND')
    const available = await availableOf(tx, fund)
    const plan = draftAllocation(
      {
        ...(model === null ? firstForm() : { parts: model.form.parts, rule: model.form.rule }),
        title: input.title,
        on: today,
        pot: available,
        note: '',
      },
      { id: newId(AllocationId), fundId: fund.id, organizationId: fund.organizationId },
    )
    const hand = mayTake(plan, 'submit', actor)
    if (!hand.ok) return hand
    await addAllocation(tx, plan)
    await addStep(tx, plan, { step: 'draft', hand: hand.value, name: actor.name, day: today })
    return accept(plan)
  },
)

const firstForm = (): Pick<AllocationForm, 'parts' | 'rule'> => ({
  parts: [{ id: 'part-1', name: '基础补助', method: 'equal', recipients: 'all', amount: 'rest' }],
  rule: { rounding: DEFAULT_ROUNDING, bounds: NO_BOUNDS, coefficients: null, reserve: fen(0) },
})

/** Saves the draft over the revision that the editor read. */
export const save = command(
  {
    input: Chosen.extend({ form: AllocationForm }),
    output: Allocation,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'PUT /fund/allocations/{id}',
    bodyLimit: FORM_BYTES,
  },
  async ({ tx, actor, input }) => {
    const plan = await ownPlan(tx, actor, input.id)
    if (plan === null) return refuse('NOT_FOUND')
    if (plan.revision !== input.revision) return refuse('REVISION_STALE')
    const saved = saveDraft(plan, input.form, actor)
    if (!saved.ok) return saved
    const kept = await saveAllocation(tx, saved.value)
    return kept === null ? refuse('REVISION_STALE') : accept(kept)
  },
)

/** Computes a form as if it were submitted now; nothing is kept. */
export const preview = query(
  {
    input: z.strictObject({ fundId: FundId, form: AllocationForm }),
    output: z.strictObject({
      lines: z.array(AllocationLine),
      places: z.array(Place),
      total: NaturalFen,
      reserve: NaturalFen,
      t: z.string().nullable(),
      checks: z.array(
        z.strictObject({
          check: z.enum(SUBMISSION_CHECKS),
          passed: z.boolean(),
          /** What is wrong and what to do, where it is not passed. */
          words: z.string(),
        }),
      ),
    }),
    scoped: 'body',
    bodyLimit: FORM_BYTES,
  },
  async ({ db, actor, input }) => {
    const fund = await findFund(db, input.fundId)
    if (fund?.organizationId !== actor.organization.organizationId) return refuse('NOT_FOUND')
    const source = await readPlanSource(db, fund, input.form.on)
    const computed = compute(inputsOf(input.form, source))
    if (!computed.ok) return computed
    const lines = linesOf(computed.value, source.recipients, source.precedent)
    const { total, reserve, t } = computed.value
    const checks = checkSubmission(input.form, lines, await availableOf(db, fund))
    return {
      lines: [...lines],
      places: [...source.places],
      total,
      reserve,
      t,
      checks: checks.map(({ check, passed, facts }) => ({
        check,
        passed,
        words: passed ? '' : sentence(check, facts),
      })),
    }
  },
)
