import type { BareHand } from '../access/conflict.ts'
import { type Fen, fen, sumFen } from '../base/money.ts'
import { type Bill, BillId } from './approval.ts'
import type { LedgerImport } from './ledger-import-record.ts'
import { type Order, orderAmount } from './order.ts'
import { type Payment, paymentAmount } from './payment.ts'
import type { PaymentBatch } from './payment-batch.ts'
import type { Spending } from './spending.ts'

/** A batch is worth what of it waits: what was sent back or taken out of it is not paid by its release. */
export const billOfBatch = (batch: PaymentBatch, payments: readonly Payment[]): Bill => {
  const waiting = payments.filter((payment) => payment.state === 'drafted')
  return {
    kind: 'payment',
    id: BillId.parse(batch.id),
    organizationId: batch.payerId,
    amount: sumFen(waiting, paymentAmount),
    revision: batch.revision,
    makers: [batch.maker],
    waits: waiting.length > 0,
  }
}

/** A typed payment or refund; a row of an imported list is signed with its list. */
export const billOfSpending = (spending: Spending): Bill => ({
  kind: 'spending',
  id: BillId.parse(spending.id),
  organizationId: spending.organizationId,
  amount: spending.amount,
  revision: spending.revision,
  makers: spending.makers,
  waits: spending.state === 'pending',
})

/** What the rows of a list have in common, as they stand now. */
export interface ListedRows {
  /** Payments and refunds added, both as they are: a refund would hide a payment of the same size. */
  readonly amount: Fen
  readonly makers: readonly BareHand[]
  readonly waits: boolean
}

/** An imported list: its revision rises also with its rows while they wait. */
export const billOfImport = (
  record: Pick<LedgerImport, 'id' | 'organizationId' | 'makerId' | 'revision'>,
  rows: ListedRows,
): Bill => ({
  kind: 'import',
  id: BillId.parse(record.id),
  organizationId: record.organizationId,
  revision: record.revision,
  ...rows,
  makers: [{ personId: record.makerId, onBehalfOf: null }, ...rows.makers],
})

/**
 * An order, by the rules of the organization that makes it, also where another one confirms it. A confirmation names
 * no lines: it is worth the return that it continues. A reduction counts like an increase.
 */
export const billOfOrder = (order: Order, continued: Order | null): Bill => ({
  kind: 'order',
  id: BillId.parse(order.id),
  organizationId: order.organizationId,
  amount: fen(
    Math.abs(orderAmount(order.lines.length === 0 && continued !== null ? continued : order)),
  ),
  revision: order.revision,
  makers: [{ personId: order.makerId, onBehalfOf: order.makerForId }],
  waits: order.state === 'drafted',
})
