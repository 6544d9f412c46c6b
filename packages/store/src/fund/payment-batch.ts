import type { PaymentBatchId, PaymentState } from '@qiangji/kernel/fund/payment.ts'
import { PaymentBatch } from '@qiangji/kernel/fund/payment-batch.ts'
import type { Read, Tx } from '../engine/act.ts'
import { below } from '../organization/within.ts'
import { readHand } from './bank-account.ts'
import type { PaymentBatchRow } from './payment-tables.ts'

const readBatch = (row: PaymentBatchRow): PaymentBatch =>
  PaymentBatch.parse({
    id: row.id,
    number: row.number,
    payerId: row.payer_id,
    maker: readHand(row.maker, row.maker_for),
    madeOn: row.made_on,
    releaser: row.releaser === null ? null : readHand(row.releaser, row.releaser_for),
    releasedOn: row.released_on,
    document:
      row.document_number === null
        ? null
        : { number: row.document_number, day: row.document_day, title: row.document_title },
    revision: row.revision,
  })

/** The place of the payer's next batch of the day, from 1; two makers at once get different ones. */
export const nextPlace = async (tx: Tx, payerId: string, day: string): Promise<number> => {
  const row = await tx
    .insertInto('payment_sequence')
    .values({ payer_id: payerId, day, last: 1 })
    .onConflict((c) =>
      c
        .columns(['payer_id', 'day'])
        .doUpdateSet((eb) => ({ last: eb('payment_sequence.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  return row.last
}

export const findBatch = async (db: Read, id: PaymentBatchId): Promise<PaymentBatch | null> => {
  const row = await db
    .selectFrom('payment_batch')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? readBatch(row) : null
}

export const addBatch = async (tx: Tx, batch: PaymentBatch): Promise<void> => {
  await tx
    .insertInto('payment_batch')
    .values({
      id: batch.id,
      number: batch.number,
      payer_id: batch.payerId,
      maker: batch.maker.personId,
      maker_for: batch.maker.onBehalfOf,
      made_on: batch.madeOn,
      releaser: null,
      releaser_for: null,
      released_on: null,
      document_number: batch.document?.number ?? null,
      document_day: batch.document?.day ?? null,
      document_title: batch.document?.title ?? null,
      revision: batch.revision,
    })
    .execute()
}

/** Saves who released and raises the revision; false when somebody saved in between. */
export const saveBatch = async (tx: Tx, batch: PaymentBatch): Promise<boolean> => {
  const saved = await tx
    .updateTable('payment_batch')
    .set({
      releaser: batch.releaser?.personId ?? null,
      releaser_for: batch.releaser?.onBehalfOf ?? null,
      released_on: batch.releasedOn,
      revision: batch.revision + 1,
    })
    .where('id', '=', batch.id)
    .where('revision', '=', batch.revision)
    .executeTakeFirst()
  return saved.numUpdatedRows === 1n
}

/**
 * Whether the payer has used this number for another document: one notice may cover several batches, and one
 * under which nothing was paid after all has used up nothing.
 */
export const isNumberUsed = async (
  db: Read,
  payerId: string,
  document: { readonly number: string; readonly day: string; readonly title: string },
): Promise<boolean> => {
  const other = await db
    .selectFrom('payment_batch as b')
    .select('b.id')
    .where('b.payer_id', '=', payerId)
    .where('b.document_number', '=', document.number)
    .where((eb) =>
      eb.or([
        eb('b.document_day', '<>', document.day),
        eb('b.document_title', '<>', document.title),
      ]),
    )
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('payment as p')
          .select('p.id')
          .whereRef('p.batch_id', '=', 'b.id')
          .where('p.state', 'not in', ['rejected', 'cancelled']),
      ),
    )
    .executeTakeFirst()
  return other !== undefined
}

export interface BatchList {
  readonly path: string
  readonly payerId: string | null
  readonly state: PaymentState | null
  /** Part of a batch's number; empty for all. */
  readonly search: string
  readonly limit: number
  readonly after: readonly [string, string] | null
}

/** Batches of the payers at and below a path, newest first; one more than asked tells of a next page. */
export const listBatches = async (db: Read, ask: BatchList): Promise<readonly PaymentBatch[]> => {
  let query = db
    .selectFrom('payment_batch as b')
    .innerJoin('organization as o', 'o.id', 'b.payer_id')
    .selectAll('b')
    .where('o.path', '>=', ask.path)
    .where('o.path', '<', below(ask.path))
  if (ask.payerId !== null) query = query.where('b.payer_id', '=', ask.payerId)
  const { state, after } = ask
  if (state !== null)
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('payment as p')
          .select('p.id')
          .whereRef('p.batch_id', '=', 'b.id')
          .where('p.state', '=', state),
      ),
    )
  const words = ask.search.replace(/[%_]/g, '')
  if (words !== '') query = query.where('b.number', 'like', `%${words}%`)
  if (after)
    query = query.where((eb) =>
      eb.or([
        eb('b.made_on', '<', after[0]),
        eb.and([eb('b.made_on', '=', after[0]), eb('b.number', '<', after[1])]),
      ]),
    )
  return (
    await query
      .orderBy('b.made_on', 'desc')
      .orderBy('b.number', 'desc')
      .limit(ask.limit + 1)
      .execute()
  ).map(readBatch)
}

/** Count and sum of the payments of each batch by state. */
export interface BatchPart {
  readonly batchId: string
  readonly state: PaymentState
  readonly count: number
  readonly amount: number
}

export const partsOfBatches = async (
  db: Read,
  batchIds: readonly string[],
): Promise<readonly BatchPart[]> =>
  batchIds.length === 0
    ? []
    : (
        await db
          .selectFrom('payment')
          .select((eb) => [
            'batch_id',
            'state',
            eb.fn.countAll<number>().as('count'),
            eb.fn.sum<number>('amount').as('amount'),
          ])
          .where('batch_id', 'in', batchIds)
          .groupBy(['batch_id', 'state'])
          .execute()
      ).map((row) => ({
        batchId: row.batch_id,
        state: row.state,
        count: row.count,
        amount: row.amount,
      }))
