import { fen, sumFen } from '@qiangji/kernel/base/money.ts'
import type { Allocation } from '@qiangji/kernel/fund/allocation.ts'
import type { Order } from '@qiangji/kernel/fund/order.ts'
import type { NewLine, StandingSetOff } from '@qiangji/kernel/fund/set-off.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import type { Read } from '@qiangji/store/engine/act.ts'
import { findIssued } from '@qiangji/store/fund/allocation.ts'
import { listLines } from '@qiangji/store/fund/allocation-version.ts'
import { listSetOffs } from '@qiangji/store/fund/set-off.ts'

/** The line of an issued document of the maker's own that a set-off draws on, and what others take of it. */
export const newLineOf = async (db: Read, order: Order): Promise<NewLine | null> => {
  const { newFundId, newDocument, lines } = order
  const recipient = lines[0]?.beneficiaryId
  if (newFundId === null || newDocument === null || recipient === undefined) return null
  const plan = await findIssued(db, newFundId, newDocument.number)
  if (plan?.organizationId !== order.organizationId) return null
  const line = (await listLines(db, plan.id, plan.version)).find(
    (one) => one.organizationId === recipient,
  )
  if (line === undefined) return null
  const document = { fundId: newFundId, number: newDocument.number }
  const others = (await listSetOffs(db, document, [recipient])).filter(({ id }) => id !== order.id)
  return { amount: line.amount, taken: sumFen(others, drawn) }
}

/** What is set off against the lines of these recipients in an issued plan. */
export const standingSetOffs = async (
  db: Read,
  plan: Pick<Allocation, 'fundId' | 'number'>,
  recipients: readonly string[],
): Promise<readonly StandingSetOff[]> => {
  if (plan.number === null) return []
  const orders = await listSetOffs(db, { fundId: plan.fundId, number: plan.number }, recipients)
  return orders.map((order) => ({
    organizationId: OrganizationId.parse(order.lines[0]?.beneficiaryId),
    amount: drawn(order),
    pending: order.state === 'drafted',
    paper: order.document?.number ?? '',
  }))
}

const drawn = ({ lines }: Order) => sumFen(lines, ({ amount }) => fen(amount))
