import type { Day } from '@qiangji/kernel/base/day.ts'
import {
  Discrepancy,
  type DiscrepancyEnd,
  DiscrepancyId,
  isShort,
} from '@qiangji/kernel/fund/discrepancy.ts'
import { outstanding, type Payment } from '@qiangji/kernel/fund/payment.ts'
import type { Read, Tx } from '../engine/act.ts'
import { newId } from '../engine/new-id.ts'
import { type Sight, seesWholePayment } from './payment-sight.ts'
import type { DiscrepancyRow } from './payment-tables.ts'

const readDiscrepancy = (row: DiscrepancyRow): Discrepancy =>
  Discrepancy.parse({
    id: row.id,
    paymentId: row.payment_id,
    kind: row.kind,
    state: row.state,
    amount: row.amount,
    note: row.note,
    openedOn: row.opened_on,
    closedOn: row.closed_on,
    closedBy: row.closed_by,
    closeNote: row.close_note,
    revision: row.revision,
  })

interface Opening {
  readonly receiptId: string
  readonly note: string
  readonly today: Day
}

const open = async (
  tx: Tx,
  payment: Payment,
  kind: 'short' | 'surplus',
  amount: number,
  opening: Opening,
): Promise<void> => {
  await tx
    .insertInto('discrepancy')
    .values({
      id: newId(DiscrepancyId),
      payment_id: payment.id,
      kind,
      state: 'open',
      amount,
      note: opening.note,
      receipt_id: opening.receiptId,
      opened_on: opening.today,
      closed_on: null,
      closed_by: null,
      close_note: null,
      revision: 0,
    })
    .execute()
}

/** After a receipt: opens what is missing or beyond, or closes what was missing and has now come. */
export const noteReceipt = async (
  tx: Tx,
  payment: Payment,
  surplus: number,
  opening: Opening,
): Promise<void> => {
  if (surplus > 0) await open(tx, payment, 'surplus', surplus, opening)
  if (!isShort(payment)) return closeShort(tx, payment, 'receipt', opening.today)
  if ((await findShort(tx, payment.id)) === null)
    await open(tx, payment, 'short', outstanding(payment), opening)
}

const findShort = async (db: Read, paymentId: string): Promise<DiscrepancyRow | null> =>
  (await db
    .selectFrom('discrepancy')
    .selectAll()
    .where('payment_id', '=', paymentId)
    .where('kind', '=', 'short')
    .where('state', '=', 'open')
    .executeTakeFirst()) ?? null

/** Closes the open short discrepancy of a payment of which nothing is missing any more. */
export const closeShort = async (
  tx: Tx,
  payment: Payment,
  by: DiscrepancyEnd,
  today: Day,
): Promise<void> => {
  if (isShort(payment)) return
  await tx
    .updateTable('discrepancy')
    .set((eb) => ({
      state: 'closed',
      closed_on: today,
      closed_by: by,
      revision: eb('revision', '+', 1),
    }))
    .where('payment_id', '=', payment.id)
    .where('kind', '=', 'short')
    .where('state', '=', 'open')
    .execute()
}

/** A reversed bounce or receipt: money is missing again under the discrepancy that had been closed last. */
export const reopenShort = async (tx: Tx, payment: Payment): Promise<void> => {
  if (!isShort(payment) || (await findShort(tx, payment.id)) !== null) return
  const last = await tx
    .selectFrom('discrepancy')
    .select('id')
    .where('payment_id', '=', payment.id)
    .where('kind', '=', 'short')
    .orderBy('closed_on', 'desc')
    .orderBy('opened_on', 'desc')
    .executeTakeFirst()
  if (!last) return
  await tx
    .updateTable('discrepancy')
    .set((eb) => ({
      state: 'open',
      closed_on: null,
      closed_by: null,
      revision: eb('revision', '+', 1),
    }))
    .where('id', '=', last.id)
    .execute()
}

/** What a reversed receipt had opened is closed with it. */
export const closeOfReceipt = async (tx: Tx, receiptId: string, on: Day): Promise<void> => {
  await tx
    .updateTable('discrepancy')
    .set((eb) => ({
      state: 'closed',
      closed_on: on,
      closed_by: 'reversed',
      revision: eb('revision', '+', 1),
    }))
    .where('receipt_id', '=', receiptId)
    .where('state', '=', 'open')
    .execute()
}

export const discrepanciesOf = async (
  db: Read,
  paymentIds: readonly string[],
): Promise<readonly Discrepancy[]> =>
  paymentIds.length === 0
    ? []
    : (
        await db
          .selectFrom('discrepancy')
          .selectAll()
          .where('payment_id', 'in', paymentIds)
          .orderBy('opened_on')
          .orderBy('id')
          .execute()
      ).map(readDiscrepancy)

export const findDiscrepancy = async (db: Read, id: DiscrepancyId): Promise<Discrepancy | null> => {
  const row = await db.selectFrom('discrepancy').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? readDiscrepancy(row) : null
}

export const saveDiscrepancy = async (tx: Tx, d: Discrepancy): Promise<boolean> => {
  const saved = await tx
    .updateTable('discrepancy')
    .set({
      state: d.state,
      closed_on: d.closedOn,
      closed_by: d.closedBy,
      close_note: d.closeNote,
      revision: d.revision + 1,
    })
    .where('id', '=', d.id)
    .where('revision', '=', d.revision)
    .executeTakeFirst()
  return saved.numUpdatedRows === 1n
}

export interface DiscrepancyList {
  readonly sight: Sight
  readonly state: 'open' | 'closed' | null
  readonly limit: number
  readonly after: readonly [string, string] | null
}

/** Newest first; one more than asked tells of a next page. */
export const listDiscrepancies = async (
  db: Read,
  ask: DiscrepancyList,
): Promise<readonly Discrepancy[]> => {
  let query = db
    .selectFrom('payment as p')
    .innerJoin('discrepancy as d', 'd.payment_id', 'p.id')
    .selectAll('d')
    .where((eb) => seesWholePayment(eb, ask.sight))
  if (ask.state !== null) query = query.where('d.state', '=', ask.state)
  const { after } = ask
  if (after)
    query = query.where((eb) =>
      eb.or([
        eb('d.opened_on', '<', after[0]),
        eb.and([eb('d.opened_on', '=', after[0]), eb('d.id', '<', after[1])]),
      ]),
    )
  return (
    await query
      .orderBy('d.opened_on', 'desc')
      .orderBy('d.id', 'desc')
      .limit(ask.limit + 1)
      .execute()
  ).map(readDiscrepancy)
}
