import { type Day, day } from '@qiangji/kernel/base/day.ts'
import type { Bill, BillKind } from '@qiangji/kernel/fund/approval.ts'
import { billOfSpending } from '@qiangji/kernel/fund/approval-bill.ts'
import { ORDER_RULES } from '@qiangji/kernel/fund/order.ts'
import { PaymentBatchId } from '@qiangji/kernel/fund/payment.ts'
import type { Read } from '../engine/act.ts'
import { batchBill, importBill, orderBill } from './approval-bill.ts'
import { findImport } from './ledger-import.ts'
import { readOrder } from './order.ts'
import { findBatch } from './payment-batch.ts'
import { readSpending } from './spending-row.ts'

/** A bill that waits, and how a list names it; spendings of one fund are one line. */
export interface Waiting {
  readonly bill: Bill
  readonly title: string
  readonly fundName: string
  readonly since: Day
  readonly path: string
}

const batches = async (db: Read, own: string): Promise<readonly Waiting[]> => {
  const rows = await db
    .selectFrom('payment as p')
    .innerJoin('payment_batch as b', 'b.id', 'p.batch_id')
    .innerJoin('fund as f', 'f.id', 'p.fund_id')
    .select(['b.id', 'b.number', 'b.made_on'])
    .select((eb) => eb.fn.min('f.name').as('name'))
    .where('p.payer_id', '=', own)
    .where('p.state', '=', 'drafted')
    .groupBy(['b.id', 'b.number', 'b.made_on'])
    .orderBy('b.made_on')
    .limit(200)
    .execute()
  const waiting: Waiting[] = []
  for (const row of rows) {
    const batch = await findBatch(db, PaymentBatchId.parse(row.id))
    if (batch)
      waiting.push({
        bill: await batchBill(db, batch),
        title: `支付批次 ${row.number}`,
        fundName: row.name,
        since: day(row.made_on),
        path: `/fund/payment/${row.id}`,
      })
  }
  return waiting
}

const orders = async (db: Read, own: string): Promise<readonly Waiting[]> => {
  const rows = await db
    .selectFrom('fund_order as o')
    .innerJoin('fund as f', 'f.id', 'o.fund_id')
    .selectAll('o')
    .select('f.name')
    .where('o.organization_id', '=', own)
    .where('o.state', '=', 'drafted')
    .orderBy('o.made_on')
    .limit(200)
    .execute()
  const waiting: Waiting[] = []
  for (const { name, ...row } of rows) {
    const order = readOrder(row)
    waiting.push({
      bill: await orderBill(db, order),
      title: ORDER_RULES[order.act].word,
      fundName: name,
      since: order.madeOn,
      path: `/fund/order/${order.id}`,
    })
  }
  return waiting
}

const spendings = async (db: Read, own: string): Promise<readonly Waiting[]> => {
  const rows = await db
    .selectFrom('spending as s')
    .innerJoin('fund as f', 'f.id', 's.fund_id')
    .selectAll('s')
    .select('f.name')
    .where('s.organization_id', '=', own)
    .where('s.state', '=', 'pending')
    .where('s.origin', '=', 'typed')
    .orderBy('s.made_on')
    .limit(500)
    .execute()
  return rows.map(({ name, ...row }) => {
    const spending = readSpending(row)
    return {
      bill: billOfSpending(spending),
      title: `支出 ${spending.voucher}`,
      fundName: name,
      since: spending.madeOn,
      path: `/fund/spending?fund=${spending.fundId}&state=pending`,
    }
  })
}

const imports = async (db: Read, own: string): Promise<readonly Waiting[]> => {
  const rows = await db
    .selectFrom('spending as s')
    .innerJoin('ledger_import as i', 'i.id', 's.import_id')
    .innerJoin('fund as f', 'f.id', 'i.fund_id')
    .select(['i.id', 'i.file_name', 'f.name', 'i.fund_id'])
    .select((eb) => eb.fn.min('s.made_on').as('since'))
    .where('s.organization_id', '=', own)
    .where('s.state', '=', 'pending')
    .groupBy(['i.id', 'i.file_name', 'f.name', 'i.fund_id'])
    .orderBy('i.id')
    .limit(50)
    .execute()
  const waiting: Waiting[] = []
  for (const row of rows) {
    const record = await findImport(db, row.id)
    if (record)
      waiting.push({
        bill: await importBill(db, record),
        title: `明细账 ${row.file_name}`,
        fundName: row.name,
        since: day(row.since),
        path: `/fund/spending?fund=${row.fund_id}&import=${row.id}`,
      })
  }
  return waiting
}

/** What of an organization waits for its release, by kind; the oldest first, as many as a desk can look through. */
export const WAITING: Readonly<Record<BillKind, typeof batches>> = {
  payment: batches,
  order: orders,
  spending: spendings,
  import: imports,
}
