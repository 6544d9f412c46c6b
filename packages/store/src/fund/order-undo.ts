import { refuse } from '@qiangji/kernel/base/decision.ts'
import { ACT_WORDS } from '@qiangji/kernel/fund/movement.ts'
import { type OrderAct, OrderId } from '@qiangji/kernel/fund/order.ts'
import type { Tx } from '../engine/act.ts'
import { findFund } from './fund.ts'
import { findOrder } from './order.ts'
import type { Undo, UndoGuard } from './undo.ts'

/** An order whose journals are reversed stands as 已冲销; a continued return goes back one step. */
export const undoOrder: Undo = async (tx, { batch }) => {
  const order = await tx
    .selectFrom('fund_order')
    .select(['id', 'act', 'fund_id', 'continues_id'])
    .where('batch', '=', batch)
    .executeTakeFirst()
  if (order === undefined) return
  await tx
    .updateTable('fund_order')
    .set((eb) => ({ state: 'reversed', revision: eb('revision', '+', 1) }))
    .where('id', '=', order.id)
    .execute()
  if (order.act === 'budget') await undoBudget(tx, order.fund_id)
  if (order.continues_id !== null) await stepBack(tx, order.continues_id, order.act)
}

/**
 * The budget of a fund is undone from last to first: a resolution not under its adjustments, the leaders' paper
 * not under its resolution, which posted only the difference.
 */
export const guardBudget: UndoGuard = async (tx, batch) => {
  const row = await tx
    .selectFrom('fund_order')
    .select('id')
    .where('batch', '=', batch)
    .executeTakeFirst()
  const order = row === undefined ? null : await findOrder(tx, OrderId.parse(row.id))
  if (order?.state !== 'released') return null
  const fund = await findFund(tx, order.fundId)
  if (fund?.budgetState !== 'approved') return null
  if (order.basis === 'leaders') return refuse('LATER_ACT', { act: ACT_WORDS.budget })
  const adjusted = await tx
    .selectFrom('fund_order')
    .select('id')
    .where('fund_id', '=', order.fundId)
    .where('act', '=', 'adjust')
    .where('state', '=', 'released')
    .executeTakeFirst()
  return adjusted === undefined ? null : refuse('LATER_ACT', { act: ACT_WORDS.adjust })
}

/** After a reversed resolution the leaders' paper holds again, if there was one. */
const undoBudget = async (tx: Tx, fundId: string): Promise<void> => {
  const standing = await tx
    .selectFrom('fund_order')
    .select('id')
    .where('fund_id', '=', fundId)
    .where('act', '=', 'budget')
    .where('state', '=', 'released')
    .executeTakeFirst()
  await tx
    .updateTable('fund')
    .set((eb) => ({
      budget_state: standing === undefined ? 'none' : 'provisional',
      revision: eb('revision', '+', 1),
    }))
    .where('id', '=', fundId)
    .execute()
}

const stepBack = async (tx: Tx, returnId: string, act: OrderAct): Promise<void> => {
  const received = await tx
    .selectFrom('fund_order')
    .select('id')
    .where('continues_id', '=', returnId)
    .where('act', '=', 'return-receive')
    .where('state', '=', 'released')
    .executeTakeFirst()
  await tx
    .updateTable('fund_order')
    .set((eb) => ({
      step: act !== 'return-receive' && received !== undefined ? 'received' : 'paid',
      revision: eb('revision', '+', 1),
    }))
    .where('id', '=', returnId)
    .execute()
}
