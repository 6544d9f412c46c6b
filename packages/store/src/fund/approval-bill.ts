import { fen } from '@qiangji/kernel/base/money.ts'
import type { Bill, BillId, BillKind } from '@qiangji/kernel/fund/approval.ts'
import {
  billOfBatch,
  billOfImport,
  billOfOrder,
  billOfSpending,
  type ListedRows,
} from '@qiangji/kernel/fund/approval-bill.ts'
import type { LedgerImport } from '@qiangji/kernel/fund/ledger-import-record.ts'
import { type Order, OrderId } from '@qiangji/kernel/fund/order.ts'
import { PaymentBatchId } from '@qiangji/kernel/fund/payment.ts'
import type { PaymentBatch } from '@qiangji/kernel/fund/payment-batch.ts'
import { Spending } from '@qiangji/kernel/fund/spending.ts'
import type { Read } from '../engine/act.ts'
import { findImport } from './ledger-import.ts'
import { findOrder } from './order.ts'
import { paymentsOfBatch } from './payment.ts'
import { findBatch } from './payment-batch.ts'
import { findSpending } from './spending.ts'

/** The bill as it stands now, or null: a row of an imported list is none of its own. */
export const findBill = async (db: Read, kind: BillKind, id: BillId): Promise<Bill | null> => {
  if (kind === 'payment') {
    const batch = await findBatch(db, PaymentBatchId.parse(id))
    return batch && batchBill(db, batch)
  }
  if (kind === 'order') {
    const order = await findOrder(db, OrderId.parse(id))
    return order && orderBill(db, order)
  }
  if (kind === 'import') {
    const record = await findImport(db, id)
    return record?.state === 'registered' ? importBill(db, record) : null
  }
  const spending = await findSpending(db, id)
  return spending?.origin === 'typed' ? billOfSpending(spending) : null
}

export const batchBill = async (db: Read, batch: PaymentBatch): Promise<Bill> =>
  billOfBatch(batch, await paymentsOfBatch(db, batch.id))

export const orderBill = async (db: Read, order: Order): Promise<Bill> =>
  billOfOrder(order, order.continuesId === null ? null : await findOrder(db, order.continuesId))

export const importBill = async (db: Read, record: LedgerImport): Promise<Bill> =>
  billOfImport(record, await listedRows(db, record.id))

const Makers = Spending.shape.makers

/** The rows of a list that are not taken back, in as few groups as they have makers. */
const listedRows = async (db: Read, importId: string): Promise<ListedRows> => {
  const groups = await db
    .selectFrom('spending')
    .select(['makers', 'state'])
    .select((eb) => eb.fn.sum<number>('amount').as('amount'))
    .where('import_id', '=', importId)
    .where('state', '<>', 'withdrawn')
    .groupBy(['makers', 'state'])
    .execute()
  return {
    amount: fen(groups.reduce((sum, group) => sum + group.amount, 0)),
    makers: [...new Set(groups.map((group) => group.makers))].flatMap((text) =>
      Makers.parse(JSON.parse(text)),
    ),
    waits: groups.some((group) => group.state === 'pending'),
  }
}
