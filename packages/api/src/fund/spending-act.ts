import { type Actor, handOf } from '@qiangji/kernel/access/actor.ts'
import type { Hand } from '@qiangji/kernel/access/conflict.ts'
import { isWithin } from '@qiangji/kernel/access/scope.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import { Revision } from '@qiangji/kernel/base/id.ts'
import { FundId } from '@qiangji/kernel/fund/fund.ts'
import { RefundForm, Spending, SpendingForm, SpendingId } from '@qiangji/kernel/fund/spending.ts'
import { FileId } from '@qiangji/kernel/record/file.ts'
import { sentence } from '@qiangji/kernel/refusals.ts'
import type { Read } from '@qiangji/store/engine/act.ts'
import { findFund } from '@qiangji/store/fund/fund.ts'
import type { Poster } from '@qiangji/store/fund/ledger.ts'
import { findSpendings } from '@qiangji/store/fund/spending.ts'
import { standingOf, standingsOf } from '@qiangji/store/fund/spending-place.ts'
import {
  hasOwnReviewer,
  type Released,
  type Reviewer,
  releaseSpendings,
} from '@qiangji/store/fund/spending-release.ts'
import {
  attachFiles,
  type Desk,
  dropSpending,
  editSpending,
  recordRefund,
  recordSpending,
} from '@qiangji/store/fund/spending-write.ts'
import { z } from 'zod'
import { command } from '../frame/procedure.ts'
import { fundInSight } from './fund-sight.ts'
import { findWithin } from './spending-view.ts'

const Files = z.array(FileId).max(20)
const Chosen = z.strictObject({ id: SpendingId, revision: Revision })

/** The desk of 县区财务 at the actor's own organization; null where the post is not held. */
export const deskOf = (actor: Actor, today: Day): Desk | null => {
  const hand = handOf(actor, 'county-finance')
  const { organizationId, path } = actor.organization
  return hand && { hand, organizationId, path, today }
}

/** 记一笔. */
export const record = command(
  {
    input: z.strictObject({ fundId: FundId, form: SpendingForm, fileIds: Files }),
    output: Spending,
    scoped: 'body',
    subject: (i) => i.fundId,
    rest: 'POST /fund/spendings',
  },
  async ({ tx, actor, input, today }) => {
    const desk = deskOf(actor, today)
    const fund = await fundInSight(tx, actor, input.fundId)
    if (!desk || !fund) return refuse('NOT_FOUND')
    return recordSpending(tx, desk, fund, input.form, input.fileIds)
  },
)

/** 支出收回. */
export const refund = command(
  {
    input: z.strictObject({ form: RefundForm, fileIds: Files }),
    output: Spending,
    scoped: 'body',
    subject: (i) => i.form.ofId,
    rest: 'POST /fund/spendings/refund',
  },
  async ({ tx, actor, input, today }) => {
    const desk = deskOf(actor, today)
    const of = await findWithin(tx, actor, input.form.ofId)
    const fund = of && (await findFund(tx, of.fundId))
    if (!desk || !fund) return refuse('NOT_FOUND')
    return recordRefund(tx, desk, fund, input.form, input.fileIds)
  },
)

/** 修改, before it is posted. A refund keeps its use and its line. */
export const edit = command(
  {
    input: Chosen.extend({ form: SpendingForm }),
    output: Spending,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'PUT /fund/spendings/{id}',
  },
  async ({ tx, actor, input, today }) => {
    const own = await ownRow(tx, actor, input)
    const desk = deskOf(actor, today)
    if (!own.ok) return own
    const fund = await findFund(tx, own.value.fundId)
    if (!desk || !fund) return refuse('NOT_FOUND')
    return editSpending(tx, desk, fund, own.value, input.form)
  },
)

/** 补附件, also to a posted row. */
export const attach = command(
  {
    input: Chosen.extend({ fileIds: Files.min(1) }),
    output: Spending,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/spendings/{id}/files',
  },
  async ({ tx, actor, input, today }) => {
    const own = await ownRow(tx, actor, input)
    const desk = deskOf(actor, today)
    if (!own.ok) return own
    return desk ? attachFiles(tx, desk, own.value, input.fileIds) : refuse('NOT_FOUND')
  },
)

/** 撤回 by the desk that wrote it. */
export const withdraw = command(
  {
    input: Chosen,
    output: Spending,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/spendings/{id}/withdraw',
  },
  async ({ tx, actor, input, today }) => {
    const own = await ownRow(tx, actor, input)
    if (!own.ok) return own
    return deskOf(actor, today)
      ? dropSpending(tx, own.value, { state: 'withdrawn' })
      : refuse('NOT_FOUND')
  },
)

const ownRow = async (db: Read, actor: Actor, input: z.output<typeof Chosen>) => {
  const spending = await findWithin(db, actor, input.id)
  if (spending?.organizationId !== actor.organization.organizationId) return refuse('NOT_FOUND')
  return spending.revision === input.revision ? accept(spending) : refuse('REVISION_STALE')
}

/** The hands of a reviewer: 县区审核 at home, the finance of the union above for 上级复核. */
export const reviewerOf = (actor: Actor, poster: Poster): Reviewer => {
  const upper: Hand | null =
    handOf(actor, 'prefecture-finance') ?? handOf(actor, 'finance-reviewer')
  return {
    poster,
    own: handOf(actor, 'county-reviewer'),
    upper,
    organizationId: actor.organization.organizationId,
  }
}

/** The result of one row of a bulk act. */
export const RowResult = z.strictObject({
  id: SpendingId,
  voucher: z.string(),
  line: z.int().min(0),
  /** already: it was posted before, nothing was done twice. */
  outcome: z.enum(['posted', 'already', 'refused']),
  refusal: z.string().nullable(),
  words: z.string().nullable(),
})

export const resultOf = (released: Released): z.output<typeof RowResult> => ({
  id: SpendingId.parse(released.id),
  voucher: released.voucher,
  line: released.line,
  outcome: released.outcome,
  refusal: released.refusal,
  words: released.refusal === null ? null : sentence(released.refusal, released.facts),
})

/** 审核入账 of one or many rows: each has its own result, and what is good is not done twice. */
export const release = command(
  {
    input: z.strictObject({ ids: z.array(SpendingId).min(1).max(500) }),
    output: z.strictObject({ results: z.array(RowResult) }),
    scoped: 'body',
    rest: 'POST /fund/spendings/release',
  },
  async ({ tx, actor, input, poster }) => {
    const ids = [...new Set(input.ids)]
    const found = await findSpendings(tx, ids)
    const places = await standingsOf(
      tx,
      found.map((s) => s.organizationId),
    )
    const within = new Set(
      found
        .filter((s) => isWithin(actor.organization.path, places.get(s.organizationId)?.path ?? ''))
        .map((s) => s.id),
    )
    const done = await releaseSpendings(
      tx,
      reviewerOf(actor, poster),
      ids.filter((id) => within.has(id)),
    )
    const results = new Map(done.map((one) => [one.id, resultOf(one)]))
    return accept({ results: ids.map((id) => results.get(id) ?? foreign(id)) })
  },
)

const foreign = (id: SpendingId): z.output<typeof RowResult> => ({
  id,
  voucher: '',
  line: 0,
  outcome: 'refused',
  refusal: 'NOT_FOUND',
  words: sentence('NOT_FOUND'),
})

/** 退回 with a reason. */
export const sendBack = command(
  {
    input: Chosen.extend({ reason: z.string().trim().min(1).max(500) }),
    output: Spending,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/spendings/{id}/send-back',
  },
  async ({ tx, actor, input, poster }) => {
    const spending = await findWithin(tx, actor, input.id)
    const reviewer = reviewerOf(actor, poster)
    const own = spending?.organizationId === actor.organization.organizationId
    if (!spending || (own ? reviewer.own : reviewer.upper) === null) return refuse('NOT_FOUND')
    if (spending.revision !== input.revision) return refuse('REVISION_STALE')
    if (!own && (await hasOwnReviewer(tx, spending, poster.today))) {
      const place = await standingOf(tx, spending.organizationId)
      return refuse('UPPER_REVIEW_NOT_NEEDED', { organization: place?.name ?? '' })
    }
    return dropSpending(tx, spending, { state: 'returned', reason: input.reason })
  },
)
