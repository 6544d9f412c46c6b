import {
  Payment,
  type PaymentAct,
  type PaymentBatchId,
  type PaymentId,
  type PaymentState,
  paymentAmount,
} from '@qiangji/kernel/fund/payment.ts'
import type { Read, Tx } from '../engine/act.ts'
import { type Sight, seesPayment } from './payment-sight.ts'
import type { PaymentLineRow, PaymentRow } from './payment-tables.ts'

const readPayment = (row: PaymentRow, lines: readonly PaymentLineRow[]): Payment =>
  Payment.parse({
    id: row.id,
    batchId: row.batch_id,
    number: row.number,
    fundId: row.fund_id,
    payerId: row.payer_id,
    payeeId: row.payee_id,
    act: row.act,
    state: row.state,
    bank: {
      holderName: row.holder_name,
      number: row.account_number,
      bankName: row.bank_name,
      bankCode: row.bank_code,
    },
    bankAccountId: row.bank_account_id,
    purpose: row.purpose,
    lines: lines.map((line) => ({
      beneficiaryId: line.beneficiary_id,
      amount: line.amount,
      received: line.received,
      bounced: line.bounced,
    })),
    releasedOn: row.released_on,
    paidOn: row.paid_on,
    reason: row.reason,
    postingBatch: row.posting_batch,
    revision: row.revision,
  })

/** Payments with their lines, in the order of the rows. */
const withLines = async (db: Read, rows: readonly PaymentRow[]): Promise<readonly Payment[]> => {
  if (rows.length === 0) return []
  const lines = await db
    .selectFrom('payment_line')
    .selectAll()
    .where(
      'payment_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('payment_id')
    .orderBy('place')
    .execute()
  const byPayment = new Map<string, PaymentLineRow[]>(rows.map((row) => [row.id, []]))
  for (const line of lines) byPayment.get(line.payment_id)?.push(line)
  return rows.map((row) => readPayment(row, byPayment.get(row.id) ?? []))
}

export const findPayment = async (db: Read, id: PaymentId): Promise<Payment | null> => {
  const rows = await db.selectFrom('payment').selectAll().where('id', '=', id).execute()
  return (await withLines(db, rows))[0] ?? null
}

export const paymentsOfBatch = async (
  db: Read,
  batchId: PaymentBatchId,
): Promise<readonly Payment[]> =>
  withLines(
    db,
    await db
      .selectFrom('payment')
      .selectAll()
      .where('batch_id', '=', batchId)
      .orderBy('number')
      .execute(),
  )

/** A payer's payments of these numbers, as a bank's result names them. */
export const paymentsByNumber = async (
  db: Read,
  payerId: string,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, Payment>> => {
  if (numbers.length === 0) return new Map()
  const found = await withLines(
    db,
    await db
      .selectFrom('payment')
      .selectAll()
      .where('payer_id', '=', payerId)
      .where('number', 'in', numbers)
      .execute(),
  )
  return new Map(found.map((payment) => [payment.number, payment]))
}

export const paymentOfPosting = async (db: Read, postingBatch: string): Promise<Payment | null> => {
  const rows = await db
    .selectFrom('payment')
    .selectAll()
    .where('posting_batch', '=', postingBatch)
    .execute()
  return (await withLines(db, rows))[0] ?? null
}

/** Whether these journals are a remit or relay that the bank has paid: then they are not reversed. */
export const isPaidByBank = async (db: Read, postingBatch: string): Promise<boolean> =>
  (await paymentOfPosting(db, postingBatch))?.state === 'paid'

export const addPayment = async (tx: Tx, payment: Payment, madeOn: string): Promise<void> => {
  await tx
    .insertInto('payment')
    .values({
      id: payment.id,
      batch_id: payment.batchId,
      number: payment.number,
      fund_id: payment.fundId,
      payer_id: payment.payerId,
      payee_id: payment.payeeId,
      act: payment.act,
      state: payment.state,
      bank_account_id: payment.bankAccountId,
      holder_name: payment.bank.holderName,
      account_number: payment.bank.number,
      bank_name: payment.bank.bankName,
      bank_code: payment.bank.bankCode,
      purpose: payment.purpose,
      amount: paymentAmount(payment),
      made_on: madeOn,
      released_on: payment.releasedOn,
      paid_on: payment.paidOn,
      reason: payment.reason,
      posting_batch: payment.postingBatch,
      revision: payment.revision,
    })
    .execute()
  await tx
    .insertInto('payment_line')
    .values(
      payment.lines.map((line, place) => ({
        payment_id: payment.id,
        place,
        beneficiary_id: line.beneficiaryId,
        amount: line.amount,
        received: line.received,
        bounced: line.bounced,
      })),
    )
    .execute()
}

/** Saves state and what became of the lines; bank data and amounts are never touched. False: somebody was faster. */
export const savePayment = async (tx: Tx, payment: Payment): Promise<boolean> => {
  const saved = await tx
    .updateTable('payment')
    .set({
      state: payment.state,
      released_on: payment.releasedOn,
      paid_on: payment.paidOn,
      reason: payment.reason,
      posting_batch: payment.postingBatch,
      revision: payment.revision + 1,
    })
    .where('id', '=', payment.id)
    .where('revision', '=', payment.revision)
    .executeTakeFirst()
  if (saved.numUpdatedRows !== 1n) return false
  for (const line of payment.lines)
    await tx
      .updateTable('payment_line')
      .set({ received: line.received, bounced: line.bounced })
      .where('payment_id', '=', payment.id)
      .where('beneficiary_id', '=', line.beneficiaryId)
      .where((eb) =>
        eb.or([eb('received', '<>', line.received), eb('bounced', '<>', line.bounced)]),
      )
      .execute()
  return true
}

export interface PaymentList {
  readonly sight: Sight
  readonly payerId: string | null
  readonly payeeId: string | null
  readonly fundId: string | null
  readonly act: PaymentAct | null
  readonly states: readonly PaymentState[] | null
  /** Only payments with money that has neither arrived nor come back. */
  readonly open: boolean
  /** Part of a payment's number or of its payee's name; empty for all. */
  readonly search: string
  readonly limit: number
  /** Day on which it was made, and number. */
  readonly after: readonly [string, string] | null
}

export interface ListedPayment {
  readonly payment: Payment
  readonly madeOn: string
}

/** Newest first; one more than asked tells of a next page. */
export const listPayments = async (
  db: Read,
  ask: PaymentList,
): Promise<readonly ListedPayment[]> => {
  let query = db
    .selectFrom('payment as p')
    .innerJoin('organization as payee', 'payee.id', 'p.payee_id')
    .selectAll('p')
    .where((eb) => seesPayment(eb, ask.sight))
  if (ask.payerId !== null) query = query.where('p.payer_id', '=', ask.payerId)
  if (ask.payeeId !== null) query = query.where('p.payee_id', '=', ask.payeeId)
  if (ask.fundId !== null) query = query.where('p.fund_id', '=', ask.fundId)
  if (ask.act !== null) query = query.where('p.act', '=', ask.act)
  if (ask.states !== null) query = query.where('p.state', 'in', ask.states)
  if (ask.open)
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('payment_line as l')
          .select('l.payment_id')
          .whereRef('l.payment_id', '=', 'p.id')
          .whereRef('l.amount', '>', (e) => e('l.received', '+', e.ref('l.bounced'))),
      ),
    )
  const words = ask.search.replace(/[%_]/g, '')
  if (words !== '')
    query = query.where((eb) =>
      eb.or([eb('p.number', 'like', `%${words}%`), eb('payee.name', 'like', `%${words}%`)]),
    )
  const { after } = ask
  if (after)
    query = query.where((eb) =>
      eb.or([
        eb('p.made_on', '<', after[0]),
        eb.and([eb('p.made_on', '=', after[0]), eb('p.number', '<', after[1])]),
      ]),
    )
  const rows = await query
    .orderBy('p.made_on', 'desc')
    .orderBy('p.number', 'desc')
    .limit(ask.limit + 1)
    .execute()
  const payments = await withLines(db, rows)
  return payments.map((payment, i) => ({ payment, madeOn: rows[i]?.made_on ?? '' }))
}
