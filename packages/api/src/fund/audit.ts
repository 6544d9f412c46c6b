import { type Actor, handOf } from '@qiangji/kernel/access/actor.ts'
import type { Hand } from '@qiangji/kernel/access/conflict.ts'
import { isWithin } from '@qiangji/kernel/access/scope.ts'
import { Day } from '@qiangji/kernel/base/day.ts'
import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import { Revision } from '@qiangji/kernel/base/id.ts'
import { fen, NaturalFen, PositiveFen, sumFen } from '@qiangji/kernel/base/money.ts'
import {
  AuditItem,
  type AuditItemAct,
  AuditItemState,
  stepItem,
} from '@qiangji/kernel/fund/audit-item.ts'
import {
  AuditItemId,
  AuditSample,
  AuditSampleForm,
  AuditSampleId,
  drawSample,
} from '@qiangji/kernel/fund/audit-sample.ts'
import { FundId } from '@qiangji/kernel/fund/fund.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import type { Tx } from '@qiangji/store/engine/act.ts'
import { newId, newText } from '@qiangji/store/engine/new-id.ts'
import { addSample, findSample, listSamples, listSpent } from '@qiangji/store/fund/audit.ts'
import {
  addItems,
  findItem,
  type ListedItem,
  listFindings,
  listItems,
  saveItem,
} from '@qiangji/store/fund/audit-item.ts'
import { z } from 'zod'
import { cut, PAGE_ASK, page, readCursor } from '../frame/page.ts'
import { command, query } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'
import { ItemRow, itemRows, SampleRow, sampleRows } from './audit-view.ts'
import { findScope } from './board-scope.ts'
import { firstHand } from './payment-hand.ts'

/** What a draw would be made from, before it is made. */
const population = query(
  {
    input: z.strictObject({
      fundId: FundId,
      organizationId: OrganizationId,
      from: Day,
      to: Day,
      threshold: PositiveFen.nullable(),
    }),
    output: z.strictObject({
      count: z.int(),
      amount: NaturalFen,
      certainCount: z.int(),
      certainAmount: NaturalFen,
    }),
    scope: (i) => i.organizationId,
  },
  async ({ db, actor, input }) => {
    const found = await findScope(db, actor, input)
    if (found === null) return refuse('NOT_FOUND')
    const ask = { fundId: input.fundId, path: found.scope.path, from: input.from, to: input.to }
    const all = await listSpent(db, ask, '')
    const { threshold } = input
    const certain = threshold === null ? [] : all.filter((one) => one.amount >= threshold)
    return {
      count: all.length,
      amount: sumFen(all, (one) => one.amount),
      certainCount: certain.length,
      certainAmount: sumFen(certain, (one) => one.amount),
    }
  },
)

/** 抽取: the seed is drawn here and kept, so that nobody can choose what is drawn. */
const draw = command(
  {
    input: AuditSampleForm,
    output: AuditSample,
    scope: (i) => i.organizationId,
    subject: (i) => i.fundId,
    alone: true,
    rest: 'POST /fund/audit-samples',
  },
  async ({ tx, actor, input, today }) => {
    const hand = handOf(actor, 'audit-committee')
    const found = await findScope(tx, actor, input)
    if (hand === null || found === null) return refuse('NOT_FOUND')
    const seed = newText()
    const ask = { fundId: input.fundId, path: found.scope.path, from: input.from, to: input.to }
    const all = await listSpent(tx, ask, seed)
    const drawn = drawSample(input, all)
    if (!drawn.ok) return drawn
    const sample: AuditSample = {
      ...input,
      id: newId(AuditSampleId),
      auditorId: actor.organization.organizationId,
      seed,
      population: all.length,
      populationAmount: sumFen(all, (one) => one.amount),
      drawer: { ...hand },
      drawnOn: today,
    }
    await addSample(tx, sample)
    await addItems(
      tx,
      drawn.value.map(({ candidate, certain }, i) => newItem(sample, candidate, certain, i + 1)),
    )
    return accept(sample)
  },
)

const newItem = (
  sample: AuditSample,
  drawn: Awaited<ReturnType<typeof listSpent>>[number],
  certain: boolean,
  place: number,
): AuditItem => ({
  id: newId(AuditItemId),
  sampleId: sample.id,
  place,
  journal: drawn.id,
  document: drawn.document,
  beneficiaryId: OrganizationId.parse(drawn.beneficiaryId),
  holderId: OrganizationId.parse(drawn.holderId),
  day: drawn.day,
  amount: fen(drawn.amount),
  certain,
  state: 'drawn',
  note: null,
  examiner: null,
  examinedOn: null,
  rectification: null,
  rectifier: null,
  rectifiedOn: null,
  closeNote: null,
  closer: null,
  closedOn: null,
  revision: 0,
})

/** Samples of one's own 经审 and of those below. */
const list = query(
  {
    input: z.strictObject({
      fundId: FundId.nullable().default(null),
      search: z.string().trim().max(60).default(''),
      ...PAGE_ASK,
    }),
    output: page(SampleRow),
    scoped: 'body',
    rest: 'GET /fund/audit-samples',
  },
  async ({ db, actor, input }) => {
    const found = await listSamples(db, {
      path: actor.organization.path,
      fundId: input.fundId,
      search: input.search,
      limit: input.limit,
      after: readCursor(z.tuple([z.string(), z.string()]), input.cursor),
    })
    const cutting = cut(found, input.limit, ({ sample }) => [sample.drawnOn, sample.id])
    return { rows: await sampleRows(db, cutting.rows), next: cutting.next }
  },
)

const detail = query(
  {
    input: z.strictObject({ id: AuditSampleId }),
    output: SampleRow,
    scoped: 'body',
    rest: 'GET /fund/audit-samples/{id}',
  },
  async ({ db, actor, input }) => {
    const found = await findSample(db, input.id, actor.organization.path)
    const [row] = found ? await sampleRows(db, [found]) : []
    return row ?? refuse('NOT_FOUND')
  },
)

const items = query(
  {
    input: z.strictObject({
      sampleId: AuditSampleId,
      state: AuditItemState.nullable().default(null),
      ...PAGE_ASK,
    }),
    output: page(ItemRow),
    scoped: 'body',
    rest: 'GET /fund/audit-samples/{sampleId}/items',
  },
  async ({ db, actor, input }) => {
    if ((await findSample(db, input.sampleId, actor.organization.path)) === null)
      return refuse('NOT_FOUND')
    const found = await listItems(db, {
      sampleId: input.sampleId,
      state: input.state,
      limit: input.limit,
      after: readCursor(z.tuple([z.int()]), input.cursor)?.[0] ?? 0,
    })
    const cutting = cut(found, input.limit, ({ item }) => [item.place])
    return { rows: await itemRows(db, cutting.rows), next: cutting.next }
  },
)

const FINDING_STATES = ['problem', 'rectified', 'closed'] as const

/** 发现问题 of one's own organization and below: what the unit must answer. */
const findings = query(
  {
    input: z.strictObject({
      state: z.enum(FINDING_STATES).nullable().default(null),
      ...PAGE_ASK,
    }),
    output: page(ItemRow),
    scoped: 'body',
    rest: 'GET /fund/audit-findings',
  },
  async ({ db, actor, input }) => {
    const found = await listFindings(db, {
      path: actor.organization.path,
      state: input.state,
      limit: input.limit,
      after: readCursor(z.tuple([z.string(), z.string()]), input.cursor),
    })
    const cutting = cut(found, input.limit, ({ item }) => [item.examinedOn, item.id])
    return { rows: await itemRows(db, cutting.rows), next: cutting.next }
  },
)

const Step = z.strictObject({
  id: AuditItemId,
  revision: Revision,
  note: z.string().trim().min(1).max(500),
})

/** Loads, decides and saves one step of an item that `may` says is the actor's. */
const take = async (
  tx: Tx,
  input: z.output<typeof Step>,
  act: AuditItemAct,
  hand: Hand | null,
  today: Day,
  may: (found: ListedItem) => boolean,
) => {
  const found = await findItem(tx, input.id)
  if (found === null || hand === null || !may(found)) return refuse('NOT_FOUND')
  if (found.item.revision !== input.revision) return refuse('REVISION_STALE')
  const next = stepItem(found.item, { act, note: input.note, hand: { ...hand }, today })
  if (!next.ok) return next
  return (await saveItem(tx, next.value))
    ? accept({ ...next.value, revision: found.item.revision + 1 })
    : refuse('REVISION_STALE')
}

/** Only the 经审 that drew a sample examines and closes it. */
const isAuditor = (actor: Actor) => (found: ListedItem) =>
  actor.organization.path === found.auditorPath

const examine = command(
  {
    input: Step.extend({ result: z.enum(['clear', 'problem']) }),
    output: AuditItem,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/audit-items/{id}/examine',
  },
  ({ tx, actor, input, today }) => {
    const hand = handOf(actor, 'audit-committee')
    const act = input.result === 'clear' ? 'clear' : 'report'
    return take(tx, input, act, hand, today, isAuditor(actor))
  },
)

/** 整改 by the unit that spent. */
const rectify = command(
  {
    input: Step,
    output: AuditItem,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/audit-items/{id}/rectify',
  },
  ({ tx, actor, input, today }) =>
    take(
      tx,
      input,
      'rectify',
      firstHand(actor, [
        'county-finance',
        'county-reviewer',
        'prefecture-finance',
        'township-clerk',
      ]),
      today,
      (found) => isWithin(actor.organization.path, found.holderPath),
    ),
)

/** 销号, or back for more 整改. */
const close = command(
  {
    input: Step.extend({ result: z.enum(['closed', 'returned']) }),
    output: AuditItem,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/audit-items/{id}/close',
  },
  ({ tx, actor, input, today }) => {
    const hand = handOf(actor, 'audit-committee')
    const act = input.result === 'closed' ? 'close' : 'return'
    return take(tx, input, act, hand, today, isAuditor(actor))
  },
)

export const audit = router({
  population,
  draw,
  list,
  detail,
  items,
  findings,
  examine,
  rectify,
  close,
})
