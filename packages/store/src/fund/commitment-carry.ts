import { fen } from '@qiangji/kernel/base/money.ts'
import { settledState } from '@qiangji/kernel/fund/commitment.ts'
import { type CarriedContract, carryContracts } from '@qiangji/kernel/fund/commitment-carry.ts'
import type { Order } from '@qiangji/kernel/fund/order.ts'
import type { Read, Tx } from '../engine/act.ts'
import { findCommitment, saveCommitment } from './commitment.ts'
import { findOrderByBatch } from './order.ts'
import { undoOrder } from './order-undo.ts'
import { takeDesk } from './spending-place.ts'
import type { Undo, UndoGuard } from './undo.ts'

type Carrying = Pick<Order, 'fundId' | 'organizationId' | 'lines'>

/** Takes the desk and decides which contracts an order carries; before it is posted. */
export const prepareCarry = async (
  tx: Tx,
  order: Carrying,
): Promise<ReturnType<typeof carryContracts>> => {
  if (order.lines.some((line) => line.commitmentId !== null))
    await takeDesk(tx, [order.organizationId])
  return carryContracts(order, await contractsOf(tx, order))
}

const contractsOf = async (db: Read, order: Carrying) => {
  const found = []
  for (const { commitmentId } of order.lines) {
    const contract = commitmentId === null ? null : await findCommitment(db, commitmentId)
    if (contract?.fundId === order.fundId && contract.organizationId === order.organizationId)
      found.push(contract)
  }
  return found
}

export const saveCarry = async (tx: Tx, carried: readonly CarriedContract[]): Promise<void> => {
  for (const { old, now } of carried) await saveCommitment(tx, old, now)
}

export const guardCarry: UndoGuard = async (tx, batch) => {
  const order = await findOrderByBatch(tx, batch)
  if (order?.lines.some((line) => line.commitmentId !== null))
    await takeDesk(tx, [order.organizationId])
  return null
}

/** What was carried is occupied again for the contracts that it came from. */
export const undoCarry: Undo = async (tx, undone) => {
  const order = await findOrderByBatch(tx, undone.batch)
  await undoOrder(tx, undone)
  for (const { commitmentId, amount } of order?.lines ?? []) {
    const old = commitmentId === null ? null : await findCommitment(tx, commitmentId)
    if (!old) continue
    const now = { ...old, carried: fen(old.carried - amount) }
    await saveCommitment(tx, old, { ...now, state: settledState(now) })
  }
}
