import type { Day } from '@qiangji/kernel/base/day.ts'
import { accept, type Decision, refuse } from '@qiangji/kernel/base/decision.ts'
import { type Fen, fen, negateFen, sumFen } from '@qiangji/kernel/base/money.ts'
import {
  Bounce,
  BounceId,
  type BounceRefusal,
  bounce,
  LineAmount,
  mayUnbounce,
  repaidLines,
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
import type { Undo, UndoGuard } from './undo.ts'

const readBounce = (row: BounceRow, repaid: readonly LineAmount[]): Bounce =>
  Bounce.parse({
    id: row.id,
    paymentId: row.payment_id,
    day: row.day,
    postedOn: row.posted_on,
    reason: row.reason,
    lines: JSON.parse(row.lines),
    state: row.state,
    before: row.before,
    repaid,
    postingBatch: row.posting_batch,
  })

/** Rows as bounces, each with what is paid again of it. */
const readBounces = async (db: Read, rows: readonly BounceRow[]): Promise<readonly Bounce[]> => {
  const repaid = await listRepaid(
    db,
    rows.filter((row) => row.repaid > 0).map((row) => row.id),
  )
  return rows.map((row) => readBounce(row, repaid.get(row.id) ?? []))
}

/** What is paid again of these bounces, line by line. */
export const listRepaid = async (
  db: Read,
  bounceIds: readonly string[],
): Promise<ReadonlyMap<string, readonly LineAmount[]>> => {
  const by = new Map<string, LineAmount[]>()
  if (bounceIds.length === 0) return by
  const rows = await db
    .selectFrom('bounce_repaid')
    .select(['bounce_id', 'beneficiary_id', 'amount'])
    .where('bounce_id', 'in', bounceIds)
    .execute()
  for (const row of rows) {
    const line = LineAmount.parse({ beneficiaryId: row.beneficiary_id, amount: row.amount })
    by.set(row.bounce_id, [...(by.get(row.bounce_id) ?? []), line])
  }
  return by
}

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
      repaid: 0,
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
    : readBounces(
        db,
        await db
          .selectFrom('bounce')
          .selectAll()
          .where('payment_id', 'in', paymentIds)
          .orderBy('posted_on')
          .orderBy('id')
          .execute(),
      )

/** Bounces of a payer of which something waits to be paid again, in the order in which they were posted. */
export const listUnrepaid = async (
  db: Read,
  payerId: string,
  fundId: string | null = null,
): Promise<readonly Bounce[]> => {
  let query = db
    .selectFrom('bounce as b')
    .innerJoin('payment as p', 'p.id', 'b.payment_id')
    .selectAll('b')
    .where('p.payer_id', '=', payerId)
    .where('b.state', '=', 'posted')
    .whereRef('b.repaid', '<', 'b.amount')
    .orderBy((eb) =>
      eb
        .selectFrom('journal as j')
        .select((e) => e.fn.min('j.id').as('first'))
        .whereRef('j.batch', '=', 'b.posting_batch'),
    )
  if (fundId !== null) query = query.where('p.fund_id', '=', fundId)
  return readBounces(db, await query.execute())
}

/** Notes what a new payment pays again, whoever the list now says is paid for the beneficiary. */
export const markRepaid = async (tx: Tx, payment: Payment): Promise<void> => {
  const open = await listUnrepaid(tx, payment.payerId, payment.fundId)
  for (const { bounceId, beneficiaryId, amount } of repaidLines(payment, open)) {
    await tx
      .insertInto('bounce_repaid')
      .values({
        payment_id: payment.id,
        bounce_id: bounceId,
        beneficiary_id: beneficiaryId,
        amount,
      })
      .execute()
    await addRepaid(tx, bounceId, amount)
  }
}

/** A payment that is not made after all leaves what it would have paid again to be paid. */
export const unmarkRepaid = async (tx: Tx, paymentId: PaymentId): Promise<void> => {
  const rows = await tx
    .deleteFrom('bounce_repaid')
    .where('payment_id', '=', paymentId)
    .returning(['bounce_id', 'amount'])
    .execute()
  for (const row of rows) await addRepaid(tx, row.bounce_id, negateFen(fen(row.amount)))
}

const addRepaid = async (tx: Tx, bounceId: string, amount: Fen): Promise<void> => {
  await tx
    .updateTable('bounce')
    .set((eb) => ({ repaid: eb('repaid', '+', amount) }))
    .where('id', '=', bounceId)
    .execute()
}

/** Money that another payment pays again does not come back to the payment that bounced. */
export const guardBounce: UndoGuard = async (tx, batch) => {
  const payment = await tx
    .selectFrom('bounce as b')
    .innerJoin('bounce_repaid as r', 'r.bounce_id', 'b.id')
    .innerJoin('payment as p', 'p.id', 'r.payment_id')
    .select('p.number')
    .where('b.posting_batch', '=', batch)
    .orderBy('p.number')
    .executeTakeFirst()
  const decided = mayUnbounce(payment?.number ?? null)
  return decided.ok ? null : decided
}

/** A bounce whose journals are reversed: its payment stands as it did before. */
export const undoBounce: Undo = async (tx, { batch }) => {
  const row = await tx
    .selectFrom('bounce')
    .selectAll()
    .where('posting_batch', '=', batch)
    .executeTakeFirst()
  if (!row) return
  const old = readBounce(row, [])
  const payment = await findPayment(tx, old.paymentId)
  if (!payment) return
  const restored = unbounce(payment, old.lines, old.before)
  await savePayment(tx, restored)
  await tx.updateTable('bounce').set({ state: 'reversed' }).where('id', '=', old.id).execute()
  await reopenShort(tx, restored)
}
