import type { Order } from '@qiangji/kernel/fund/order.ts'
import type { Read } from '../engine/act.ts'
import { readOrder } from './order.ts'

/** The document of a new fund that set-offs name. */
export interface NewDocument {
  readonly fundId: string
  readonly number: string
}

/** Set-offs of these recipients against a document, waiting for them or posted, in the order they were made. */
export const listSetOffs = async (
  db: Read,
  { fundId, number }: NewDocument,
  recipients: readonly string[],
): Promise<readonly Order[]> => {
  const orders: Order[] = []
  for (let at = 0; at < recipients.length; at += 500) {
    const rows = await db
      .selectFrom('fund_order')
      .selectAll()
      .where('releasing_id', 'in', recipients.slice(at, at + 500))
      .where('state', 'in', ['drafted', 'released'])
      .where('act', '=', 'set-off')
      .orderBy('made_on')
      .orderBy('id')
      .execute()
    orders.push(...rows.map(readOrder))
  }
  return orders.filter(
    (order) => order.newFundId === fundId && order.newDocument?.number === number,
  )
}
