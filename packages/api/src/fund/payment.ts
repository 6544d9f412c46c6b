import { holds } from '@qiangji/kernel/access/actor.ts'
import { isWithin } from '@qiangji/kernel/access/scope.ts'
import { Day } from '@qiangji/kernel/base/day.ts'
import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import { Revision } from '@qiangji/kernel/base/id.ts'
import { Bounce, BounceForm } from '@qiangji/kernel/fund/bounce.ts'
import { Discrepancy } from '@qiangji/kernel/fund/discrepancy.ts'
import { FundId } from '@qiangji/kernel/fund/fund.ts'
import {
  markPaid,
  PaymentAct,
  PaymentBatchId,
  PaymentId,
  PaymentState,
} from '@qiangji/kernel/fund/payment.ts'
import {
  makingPosts,
  PaymentBatch,
  PaymentBatchForm,
  releasingPosts,
} from '@qiangji/kernel/fund/payment-batch.ts'
import { Receipt } from '@qiangji/kernel/fund/receipt.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { bouncePayment, bouncesOf } from '@qiangji/store/fund/bounce.ts'
import { discrepanciesOf } from '@qiangji/store/fund/discrepancy.ts'
import { posterAs } from '@qiangji/store/fund/ledger.ts'
import {
  findPayment,
  listPayments,
  paymentsOfBatch,
  savePayment,
} from '@qiangji/store/fund/payment.ts'
import { findBatch, listBatches } from '@qiangji/store/fund/payment-batch.ts'
import { makeBatch } from '@qiangji/store/fund/payment-make.ts'
import { dropPayments, releaseBatch } from '@qiangji/store/fund/payment-release.ts'
import { sightOf } from '@qiangji/store/fund/payment-sight.ts'
import { receiptsOf } from '@qiangji/store/fund/receipt.ts'
import { findOrganization } from '@qiangji/store/organization/organization.ts'
import { z } from 'zod'
import { cut, PAGE_ASK, page, readCursor } from '../frame/page.ts'
import { command, query } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'
import { bankFile } from './bank-file.ts'
import { applyResult, readResult } from './bank-result.ts'
import { payables } from './payable.ts'
import { makingHand, ownBatch, ownPayment, releasing } from './payment-hand.ts'
import { BatchView, PaymentView, viewBatches, viewPayments } from './payment-view.ts'

const Words = z.string().trim().max(50).default('')
const After = z.tuple([z.string(), z.string()])
const Chosen = z.strictObject({ id: PaymentBatchId, revision: Revision })
/** Payments of the batch; null: all that wait. */
const Some = z.array(PaymentId).min(1).max(500).nullable()
const Reason = z.string().trim().min(1).max(200)

/** 支付批次 of one's own organization and below, newest first; `state`: with a payment in that state. */
const batches = query(
  {
    input: z.strictObject({
      ...PAGE_ASK,
      state: PaymentState.nullable().default(null),
      payerId: OrganizationId.nullable().default(null),
      search: Words,
    }),
    output: page(BatchView),
    scoped: 'body',
    rest: 'GET /fund/payment-batches',
  },
  async ({ db, actor, input }) => {
    const { path } = actor.organization
    const rows = await listBatches(db, { ...input, path, after: readCursor(After, input.cursor) })
    const { rows: kept, next } = cut(rows, input.limit, (b) => [b.madeOn, b.number])
    return { rows: [...(await viewBatches(db, kept))], next }
  },
)

/** A batch with its payments; who pays sees the account numbers in full. */
const batch = query(
  {
    input: z.strictObject({ id: PaymentBatchId }),
    output: z.strictObject({ batch: BatchView, payments: z.array(PaymentView) }),
    scoped: 'body',
    witnessed: true,
    snapshot: true,
    subject: (i) => i.id,
    rest: 'GET /fund/payment-batches/{id}',
  },
  async ({ db, actor, input }) => {
    const found = await findBatch(db, input.id)
    const payer = found && (await findOrganization(db, found.payerId))
    if (!found || !payer || !isWithin(actor.organization.path, payer.path))
      return refuse('NOT_FOUND')
    const own = payer.id === actor.organization.organizationId
    const posts = own
      ? [...makingPosts(payer.level), ...releasingPosts(payer.level, 'payer')]
      : releasingPosts(payer.level, 'above')
    const [view] = await viewBatches(db, [found])
    if (!view) return refuse('NOT_FOUND')
    const payments = await viewPayments(db, await paymentsOfBatch(db, found.id), {
      path: actor.organization.path,
      unmasked: holds(actor, ...posts),
    })
    return { batch: view, payments: [...payments] }
  },
)

/** 支付单 whose payer, payee or beneficiary is one's own organization or below, newest first. */
const list = query(
  {
    input: z.strictObject({
      ...PAGE_ASK,
      payerId: OrganizationId.nullable().default(null),
      payeeId: OrganizationId.nullable().default(null),
      fundId: FundId.nullable().default(null),
      act: PaymentAct.nullable().default(null),
      state: PaymentState.nullable().default(null),
      open: z.boolean().default(false),
      search: Words,
    }),
    output: page(PaymentView),
    scoped: 'body',
    rest: 'GET /fund/payments',
  },
  async ({ db, actor, input }) => {
    const rows = await listPayments(db, {
      ...input,
      sight: sightOf(actor.organization),
      states: input.state === null ? null : [input.state],
      after: readCursor(After, input.cursor),
    })
    const { rows: kept, next } = cut(rows, input.limit, (r) => [r.madeOn, r.payment.number])
    const views = await viewPayments(
      db,
      kept.map((r) => r.payment),
      actor.organization,
    )
    return { rows: [...views], next }
  },
)

/** One payment with what became of it; receipts and bounces only for payer and payee. */
const get = query(
  {
    input: z.strictObject({ id: PaymentId }),
    output: z.strictObject({
      payment: PaymentView,
      receipts: z.array(Receipt),
      bounces: z.array(Bounce),
      discrepancies: z.array(Discrepancy),
    }),
    scoped: 'body',
    snapshot: true,
    subject: (i) => i.id,
    rest: 'GET /fund/payments/{id}',
  },
  async ({ db, actor, input }) => {
    const payment = await findPayment(db, input.id)
    if (!payment) return refuse('NOT_FOUND')
    const [view] = await viewPayments(db, [payment], actor.organization)
    if (!view || view.lines.length === 0) return refuse('NOT_FOUND')
    const ids = view.whole ? [payment.id] : []
    return {
      payment: view,
      receipts: [...(await receiptsOf(db, ids))],
      bounces: [...(await bouncesOf(db, ids))],
      discrepancies: [...(await discrepanciesOf(db, ids))],
    }
  },
)

/** 制单: what the lines name is sorted into payments of one fund and one payee; the payee follows the list. */
const make = command(
  {
    input: PaymentBatchForm,
    output: PaymentBatch,
    scoped: 'own',
    bodyLimit: 256 * 1024,
    rest: 'POST /fund/payment-batches',
  },
  async ({ tx, actor, input, poster }) => {
    const hand = makingHand(actor)
    if (!hand.ok) return hand
    const payer = await findOrganization(tx, actor.organization.organizationId)
    return payer ? makeBatch(tx, poster, hand.value, payer, input) : refuse('NOT_FOUND')
  },
)

/** 授权 by the second person: every waiting payment of the batch is posted, or none. */
const release = command(
  {
    input: Chosen,
    output: PaymentBatch,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/payment-batches/{id}/release',
  },
  async ({ tx, actor, input, poster }) => {
    const found = await releasing(tx, actor, input, poster.today)
    return found.ok ? releaseBatch(tx, poster, found.value.hand, found.value.batch) : found
  },
)

/** 退回: the releaser sends payments back to the maker with a reason. */
const reject = command(
  {
    input: Chosen.extend({ paymentIds: Some, reason: Reason }),
    output: PaymentBatch,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/payment-batches/{id}/reject',
  },
  async ({ tx, actor, input, today }) => {
    const found = await releasing(tx, actor, input, today)
    if (!found.ok) return found
    const waiting = await chosen(tx, input)
    if (!waiting.ok) return waiting
    return dropPayments(tx, found.value.batch, waiting.value, 'reject', input.reason)
  },
)

/** 撤销: the maker takes back what is not released. */
const withdraw = command(
  {
    input: Chosen.extend({ paymentIds: Some, reason: Reason }),
    output: PaymentBatch,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/payment-batches/{id}/withdraw',
  },
  async ({ tx, actor, input }) => {
    const found = await ownBatch(tx, actor, input.id)
    if (!found) return refuse('NOT_FOUND')
    if (found.maker.personId !== actor.personId) return refuse('PAYMENT_WITHDRAW_NOT_YOURS')
    if (found.revision !== input.revision) return refuse('REVISION_STALE')
    const waiting = await chosen(tx, input)
    return waiting.ok ? dropPayments(tx, found, waiting.value, 'withdraw', input.reason) : waiting
  },
)

const chosen = async (
  tx: Parameters<typeof paymentsOfBatch>[0],
  input: { readonly id: PaymentBatchId; readonly paymentIds: readonly PaymentId[] | null },
) => {
  const all = await paymentsOfBatch(tx, input.id)
  const { paymentIds } = input
  const some = all.filter((p) =>
    paymentIds === null ? p.state === 'drafted' : paymentIds.includes(p.id),
  )
  if (paymentIds !== null && some.length < new Set(paymentIds).size) return refuse('NOT_FOUND')
  return some.length === 0 ? refuse('PAYMENT_NOTHING_DRAFTED') : accept(some)
}

const Moved = z.strictObject({ id: PaymentId, state: PaymentState, revision: Revision })

/** 登记支付成功 of a single payment from the bank's slip, where there is no result file. */
const paid = command(
  {
    input: z.strictObject({ id: PaymentId, revision: Revision, day: Day }),
    output: Moved,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/payments/{id}/paid',
  },
  async ({ tx, actor, input, today }) => {
    const hand = makingHand(actor)
    if (!hand.ok) return hand
    const payment = await ownPayment(tx, actor, input)
    if (!payment.ok) return payment
    const marked = markPaid(payment.value, input.day, today)
    if (!marked.ok) return marked
    const { id, state, revision } = marked.value
    return (await savePayment(tx, marked.value))
      ? accept({ id, state, revision: revision + 1 })
      : refuse('REVISION_STALE')
  },
)

/** 退票, whole or part; also closes a shortfall that will never come. */
const bounce = command(
  {
    input: BounceForm,
    output: Moved,
    scoped: 'body',
    subject: (i) => i.paymentId,
    rest: 'POST /fund/payments/{paymentId}/bounce',
  },
  async ({ tx, actor, input, poster }) => {
    const hand = makingHand(actor)
    if (!hand.ok) return hand
    const payment = await ownPayment(tx, actor, { id: input.paymentId, revision: input.revision })
    if (!payment.ok) return payment
    const bounced = await bouncePayment(tx, posterAs(poster, hand.value), payment.value, input)
    if (!bounced.ok) return bounced
    const { id, state, revision } = bounced.value
    return accept({ id, state, revision })
  },
)

export const payment = router({
  payables,
  make,
  batches,
  batch,
  list,
  get,
  release,
  reject,
  withdraw,
  bankFile,
  readResult,
  applyResult,
  paid,
  bounce,
})
