import type { Day } from '@qiangji/kernel/base/day.ts'
import { accept, type Decision, refuse } from '@qiangji/kernel/base/decision.ts'
import { sumFen } from '@qiangji/kernel/base/money.ts'
import {
  Bounce,
  BounceId,
  type BounceRefusal,
  bounce,
  type LineAmount,
  unbounce,
} from '@qiangji/kernel/fund/bounce.ts'
import type { LedgerRefusal } from '@qiangji/kernel/fund/ledger.ts'
import type { Payment, PaymentId } from '@qiangji/kernel/fund/payment.ts'
import type { Read, Tx } from '../engine/act.ts'
import { newId } from '../engine/new-id.ts'
import { closeShort, reopenShort } from './discrepancy.ts'
import { type Poster, post } from './ledger.ts'
import { findPayment, savePayment } from './payment.ts'
import type { BounceRow } from './payment-tables.ts'
import type { Undo } from './undo.ts'

const readBounce = (row: BounceRow): Bounce =>
  Bounce.parse({
    id: row.id,
    paymentId: row.payment_id,
    day: row.day,
    postedOn: row.posted_on,
    reason: row.reason,
    lines: JSON.parse(row.lines),
    state: row.state,
    before: row.before,
    repaidBy: row.repaid_by,
    postingBatch: row.posting_batch,
  })

/** Posts a 退票 and keeps what it was for; answers the payment as it then is. */
export const bouncePayment = async (
  tx: Tx,
  poster: Poster,
  payment: Payment,
  form: {
    readonly day: Day
    readonly reason: string
    readonly lines: readonly LineAmount[] | null
  },
): Promise<Decision<Payment, BounceRefusal | LedgerRefusal | 'REVISION_STALE'>> => {
  const decided = bounce(payment, { ...form, lines: form.lines?.slice() ?? null }, poster.today)
  if (!decided.ok) return decided
  const posted = await post(tx, poster, payment.fundId, decided.value.postings)
  if (!posted.ok) return posted
  if (!(await savePayment(tx, decided.value.payment))) return refuse('REVISION_STALE')
  await tx
    .insertInto('bounce')
    .values({
      id: newId(BounceId),
      payment_id: payment.id,
      day: form.day,
      posted_on: poster.today,
      reason: form.reason,
      lines: JSON.stringify(decided.value.lines),
      amount: sumFen(decided.value.lines, (line) => line.amount),
      before: payment.state === 'paid' ? 'paid' : 'released',
      posted_by: poster.personId,
      posting_batch: posted.value,
      state: 'posted',
      repaid_by: null,
    })
    .execute()
  await closeShort(tx, decided.value.payment, 'bounce', poster.today)
  return accept({ ...decided.value.payment, revision: payment.revision + 1 })
}

export const bouncesOf = async (
  db: Read,
  paymentIds: readonly string[],
): Promise<readonly Bounce[]> =>
  paymentIds.length === 0
    ? []
    : (
        await db
          .selectFrom('bounce')
          .selectAll()
          .where('payment_id', 'in', paymentIds)
          .orderBy('posted_on')
          .orderBy('id')
          .execute()
      ).map(readBounce)

/** Bounces of a payer that nothing has paid again. */
export const listUnrepaid = async (db: Read, payerId: string): Promise<readonly Bounce[]> =>
  (
    await db
      .selectFrom('bounce as b')
      .innerJoin('payment as p', 'p.id', 'b.payment_id')
      .selectAll('b')
      .where('p.payer_id', '=', payerId)
      .where('b.state', '=', 'posted')
      .where('b.repaid_by', 'is', null)
      .orderBy('b.posted_on')
      .orderBy('b.id')
      .execute()
  ).map(readBounce)

/** Names the payment that pays again what had come back from this payer to these beneficiaries. */
export const markRepaid = async (tx: Tx, payment: Payment): Promise<void> => {
  const beneficiaries = new Set(payment.lines.map((line) => line.beneficiaryId))
  for (const old of await listUnrepaid(tx, payment.payerId)) {
    if (!old.lines.some((line) => beneficiaries.has(line.beneficiaryId))) continue
    const paid = await findPayment(tx, old.paymentId)
    if (paid?.fundId !== payment.fundId || paid.payeeId !== payment.payeeId) continue
    await tx.updateTable('bounce').set({ repaid_by: payment.id }).where('id', '=', old.id).execute()
  }
}

/** A payment that is not made after all leaves its bounces to be paid again. */
export const unmarkRepaid = async (tx: Tx, paymentId: PaymentId): Promise<void> => {
  await tx
    .updateTable('bounce')
    .set({ repaid_by: null })
    .where('repaid_by', '=', paymentId)
    .execute()
}

/** A bounce whose journals are reversed: its payment stands as it did before. */
export const undoBounce: Undo = async (tx, { batch }) => {
  const row = await tx
    .selectFrom('bounce')
    .selectAll()
    .where('posting_batch', '=', batch)
    .executeTakeFirst()
  if (!row) return
  const old = readBounce(row)
  const payment = await findPayment(tx, old.paymentId)
  if (!payment) return
  const restored = unbounce(payment, old.lines, old.before)
  await savePayment(tx, restored)
  await tx.updateTable('bounce').set({ state: 'reversed' }).where('id', '=', old.id).execute()
  await reopenShort(tx, restored)
}
