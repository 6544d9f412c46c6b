import type { Hand } from '@qiangji/kernel/access/conflict.ts'
import { accept, assert, type Decision, refuse } from '@qiangji/kernel/base/decision.ts'
import { billOfBatch } from '@qiangji/kernel/fund/approval-bill.ts'
import type { LedgerRefusal } from '@qiangji/kernel/fund/ledger.ts'
import {
  movePayment,
  type Payment,
  type PaymentMove,
  releasePostings,
} from '@qiangji/kernel/fund/payment.ts'
import {
  mayRelease,
  type PayeeNow,
  type PaymentBatch,
  type PaymentReleaseRefusal,
  payeeOf,
} from '@qiangji/kernel/fund/payment-batch.ts'
import type { Tx } from '../engine/act.ts'
import { mayBeReleased } from './approval.ts'
import { unmarkRepaid } from './bounce.ts'
import { type Poster, post, posterAs } from './ledger.ts'
import { findPayment, paymentOfPosting, paymentsOfBatch, savePayment } from './payment.ts'
import { saveBatch } from './payment-batch.ts'
import { lastLines } from './recipient.ts'
import type { Undo } from './undo.ts'

type Refusal = PaymentReleaseRefusal | LedgerRefusal | 'APPROVAL_MISSING' | 'REVISION_STALE'

/** 授权: posts every waiting payment of the batch, each as its own batch of the ledger, all or nothing. */
export const releaseBatch = async (
  tx: Tx,
  poster: Poster,
  hand: Hand,
  batch: PaymentBatch,
): Promise<Decision<PaymentBatch, Refusal>> => {
  const payments = await paymentsOfBatch(tx, batch.id)
  const decided = mayRelease(batch, payments, hand, await payeesToday(tx, poster, payments))
  if (!decided.ok) return decided
  const signed = await mayBeReleased(tx, billOfBatch(batch, payments), poster.today)
  if (!signed.ok) return signed
  for (const payment of decided.value) {
    const released = movePayment(payment, 'release')
    assert(released.ok, 'a waiting payment can be released')
    const posted = await post(
      tx,
      posterAs(poster, hand),
      payment.fundId,
      releasePostings(payment),
      {
        maker: batch.maker.personId,
        releaser: hand.personId,
      },
    )
    if (!posted.ok) return posted
    const next = { ...released.value, releasedOn: poster.today, postingBatch: posted.value }
    if (!(await savePayment(tx, next))) return refuse('REVISION_STALE')
  }
  const saved = { ...batch, releaser: { ...hand }, releasedOn: poster.today }
  return (await saveBatch(tx, saved))
    ? accept({ ...saved, revision: batch.revision + 1 })
    : refuse('REVISION_STALE')
}

/** The payees as the recipient list names them today: it may have changed since the payments were made. */
const payeesToday = async (
  tx: Tx,
  { today }: Poster,
  payments: readonly Payment[],
): Promise<PayeeNow> => {
  const lists = new Map<string, Awaited<ReturnType<typeof lastLines>>>()
  for (const [fundId, some] of Map.groupBy(payments, (p) => p.fundId)) {
    const ids = some.flatMap((p) => p.lines.map((line) => line.beneficiaryId))
    lists.set(fundId, await lastLines(tx, fundId, ids, today))
  }
  return (payment, id) => payeeOf(id, payment.payerId, lists.get(payment.fundId)?.get(id) ?? null)
}

/** Takes payments out of a batch before they are released; what they would have paid is free again. */
export const dropPayments = async (
  tx: Tx,
  batch: PaymentBatch,
  payments: readonly Payment[],
  move: Extract<PaymentMove, 'reject' | 'withdraw'>,
  reason: string,
): Promise<Decision<PaymentBatch, 'PAYMENT_STATE' | 'REVISION_STALE'>> => {
  for (const payment of payments) {
    const moved = movePayment(payment, move)
    if (!moved.ok) return moved
    if (!(await savePayment(tx, { ...moved.value, reason }))) return refuse('REVISION_STALE')
    await unmarkRepaid(tx, payment.id)
  }
  return (await saveBatch(tx, batch))
    ? accept({ ...batch, revision: batch.revision + 1 })
    : refuse('REVISION_STALE')
}

/** A remit or relay whose journals are reversed: the payment is cancelled, its money back where it stood. */
export const undoRelease: Undo = async (tx, { batch }) => {
  const found = await paymentOfPosting(tx, batch)
  const payment = found && (await findPayment(tx, found.id))
  if (!payment) return
  const moved = movePayment(payment, 'reverse')
  assert(moved.ok, `a payment in state ${payment.state} is not reversed`)
  await savePayment(tx, { ...moved.value, reason: '已冲销' })
  await unmarkRepaid(tx, payment.id)
}
