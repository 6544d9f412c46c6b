import type { Hand } from '@qiangji/kernel/access/conflict.ts'
import { accept, type Decision, refuse } from '@qiangji/kernel/base/decision.ts'
import { sumFen } from '@qiangji/kernel/base/money.ts'
import type { LedgerRefusal } from '@qiangji/kernel/fund/ledger.ts'
import type { Payment } from '@qiangji/kernel/fund/payment.ts'
import {
  Receipt,
  type ReceiptForm,
  ReceiptId,
  type ReceiptRefusal,
  receive,
  unreceive,
} from '@qiangji/kernel/fund/receipt.ts'
import type { Read, Tx } from '../engine/act.ts'
import { newId } from '../engine/new-id.ts'
import { readHand } from './bank-account.ts'
import { closeOfReceipt, closeShort, noteReceipt, reopenShort } from './discrepancy.ts'
import { type Poster, post, posterAs } from './ledger.ts'
import { findPayment, savePayment } from './payment.ts'
import { type Sight, seesWholePayment } from './payment-sight.ts'
import type { ReceiptRow } from './payment-tables.ts'
import type { Undo } from './undo.ts'

const readReceipt = (row: ReceiptRow): Receipt =>
  Receipt.parse({
    id: row.id,
    paymentId: row.payment_id,
    payeeId: row.payee_id,
    creditDay: row.credit_day,
    number: row.number,
    fileId: row.file_id,
    lines: JSON.parse(row.lines),
    surplus: row.surplus,
    note: row.note,
    confirmer: readHand(row.confirmer, row.confirmer_for),
    confirmedOn: row.confirmed_on,
    state: row.state,
    postingBatch: row.posting_batch,
    revision: row.revision,
  })

type ConfirmRefusal = ReceiptRefusal | LedgerRefusal | 'REVISION_STALE'

/** Confirms what arrived: posts the lines, keeps the receipt, opens or closes 金额不符. */
export const confirmReceipt = async (
  tx: Tx,
  poster: Poster,
  hand: Hand,
  payment: Payment,
  form: ReceiptForm,
): Promise<Decision<Receipt, ConfirmRefusal>> => {
  const decided = receive(payment, form, poster.today)
  if (!decided.ok) return decided
  const used = await findNumber(tx, payment.payeeId, form.number)
  if (used !== null) return refuse('RECEIPT_NUMBER_USED', { number: form.number, day: used })
  const posted = await postLines(tx, posterAs(poster, hand), payment, decided.value.postings)
  if (!posted.ok) return posted
  if (!(await savePayment(tx, decided.value.payment))) return refuse('REVISION_STALE')
  const receipt = Receipt.parse({
    id: newId(ReceiptId),
    paymentId: payment.id,
    payeeId: payment.payeeId,
    creditDay: form.creditDay,
    number: form.number,
    fileId: form.fileId,
    lines: decided.value.lines,
    surplus: form.surplus,
    note: form.note,
    confirmer: { ...hand },
    confirmedOn: poster.today,
    state: 'confirmed',
    postingBatch: posted.value,
    revision: 0,
  })
  await addReceipt(tx, receipt)
  await noteReceipt(tx, decided.value.payment, form.surplus, {
    receiptId: receipt.id,
    note: form.note,
    today: poster.today,
  })
  return accept(receipt)
}

const postLines = async (
  tx: Tx,
  poster: Poster,
  payment: Payment,
  postings: Parameters<typeof post>[3],
): Promise<Decision<string | null, LedgerRefusal>> =>
  postings.length === 0 ? accept(null) : post(tx, poster, payment.fundId, postings)

const addReceipt = async (tx: Tx, r: Receipt): Promise<void> => {
  await tx
    .insertInto('receipt')
    .values({
      id: r.id,
      payment_id: r.paymentId,
      payee_id: r.payeeId,
      credit_day: r.creditDay,
      number: r.number,
      file_id: r.fileId,
      lines: JSON.stringify(r.lines),
      amount: sumFen(r.lines, (line) => line.amount),
      surplus: r.surplus,
      note: r.note,
      confirmer: r.confirmer.personId,
      confirmer_for: r.confirmer.onBehalfOf,
      confirmed_on: r.confirmedOn,
      state: r.state,
      posting_batch: r.postingBatch,
      revision: r.revision,
    })
    .execute()
}

/** The credit day of the standing receipt of this number, or null. */
const findNumber = async (db: Read, payeeId: string, number: string): Promise<string | null> =>
  (
    await db
      .selectFrom('receipt')
      .select('credit_day')
      .where('payee_id', '=', payeeId)
      .where('number', '=', number)
      .where('state', '=', 'confirmed')
      .executeTakeFirst()
  )?.credit_day ?? null

export const findReceipt = async (db: Read, id: ReceiptId): Promise<Receipt | null> => {
  const row = await db.selectFrom('receipt').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? readReceipt(row) : null
}

/** Adds the scan to a receipt; false when somebody saved in between. */
export const attachScan = async (tx: Tx, receipt: Receipt, fileId: string): Promise<boolean> => {
  const saved = await tx
    .updateTable('receipt')
    .set({ file_id: fileId, revision: receipt.revision + 1 })
    .where('id', '=', receipt.id)
    .where('revision', '=', receipt.revision)
    .executeTakeFirst()
  return saved.numUpdatedRows === 1n
}

export const receiptsOf = async (
  db: Read,
  paymentIds: readonly string[],
): Promise<readonly Receipt[]> =>
  paymentIds.length === 0
    ? []
    : (
        await db
          .selectFrom('receipt')
          .selectAll()
          .where('payment_id', 'in', paymentIds)
          .orderBy('confirmed_on')
          .orderBy('id')
          .execute()
      ).map(readReceipt)

export interface ReceiptList {
  readonly sight: Sight
  readonly payeeId: string | null
  readonly fundId: string | null
  /** Only receipts whose scan is missing. */
  readonly withoutScan: boolean
  readonly search: string
  readonly limit: number
  readonly after: readonly [string, string] | null
}

/** Newest first; one more than asked tells of a next page. */
export const listReceipts = async (db: Read, ask: ReceiptList): Promise<readonly Receipt[]> => {
  let query = db
    .selectFrom('payment as p')
    .innerJoin('receipt as r', 'r.payment_id', 'p.id')
    .selectAll('r')
    .where((eb) => seesWholePayment(eb, ask.sight))
  if (ask.payeeId !== null) query = query.where('r.payee_id', '=', ask.payeeId)
  if (ask.fundId !== null) query = query.where('p.fund_id', '=', ask.fundId)
  if (ask.withoutScan) query = query.where('r.file_id', 'is', null)
  const words = ask.search.replace(/[%_]/g, '')
  if (words !== '')
    query = query.where((eb) =>
      eb.or([eb('r.number', 'like', `%${words}%`), eb('p.number', 'like', `%${words}%`)]),
    )
  const { after } = ask
  if (after)
    query = query.where((eb) =>
      eb.or([
        eb('r.confirmed_on', '<', after[0]),
        eb.and([eb('r.confirmed_on', '=', after[0]), eb('r.id', '<', after[1])]),
      ]),
    )
  return (
    await query
      .orderBy('r.confirmed_on', 'desc')
      .orderBy('r.id', 'desc')
      .limit(ask.limit + 1)
      .execute()
  ).map(readReceipt)
}

/** A receipt whose journals are reversed: the lines are open again. */
export const undoReceipt: Undo = async (tx, { batch, today }) => {
  const row = await tx
    .selectFrom('receipt')
    .selectAll()
    .where('posting_batch', '=', batch)
    .executeTakeFirst()
  if (!row) return
  const receipt = readReceipt(row)
  const payment = await findPayment(tx, receipt.paymentId)
  if (!payment) return
  const restored = unreceive(payment, receipt.lines)
  await savePayment(tx, restored)
  await tx
    .updateTable('receipt')
    .set((eb) => ({ state: 'reversed', revision: eb('revision', '+', 1) }))
    .where('id', '=', receipt.id)
    .execute()
  await closeOfReceipt(tx, receipt.id, today)
  await closeShort(tx, restored, 'reversed', today)
  await reopenShort(tx, restored)
}
