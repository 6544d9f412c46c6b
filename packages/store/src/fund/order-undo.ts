import { refuse } from '@qiangji/kernel/base/decision.ts'
import { ACT_WORDS } from '@qiangji/kernel/fund/movement.ts'
import type { OrderAct } from '@qiangji/kernel/fund/order.ts'
import type { Tx } from '../engine/act.ts'
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
  const order = await tx
    .selectFrom('fund_order')
    .select(['id', 'fund_id'])
    .where('batch', '=', batch)
    .where('state', '=', 'released')
    .executeTakeFirst()
  if (order === undefined) return null
  const fund = await tx
    .selectFrom('fund')
    .select('budget_state')
    .where('id', '=', order.fund_id)
    .executeTakeFirstOrThrow()
  if (fund.budget_state !== 'approved') return null
  const standing = await tx
    .selectFrom('fund_order')
    .select(['act', 'form'])
    .where('fund_id', '=', order.fund_id)
    .where('act', 'in', ['budget', 'adjust'])
    .where('state', '=', 'released')
    .where('id', '<>', order.id)
    .execute()
  const later = standing.find(
    ({ act, form }) => act === 'adjust' || JSON.parse(form).basis === 'resolution',
  )
  return later && (later.act === 'adjust' || later.act === 'budget')
    ? refuse('LATER_ACT', { act: ACT_WORDS[later.act] })
    : null
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
