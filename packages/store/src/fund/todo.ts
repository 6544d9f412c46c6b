import type { Actor } from '@qiangji/kernel/access/actor.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import type { Todo } from '@qiangji/kernel/record/todo.ts'
import type { Read } from '../engine/act.ts'
import { listAllocationTodo } from './allocation-todo.ts'
import { listApprovalTodo } from './approval-todo.ts'
import { listOrderTodo } from './order-todo.ts'
import { listAuditTodo, listPauseTodo } from './oversight-todo.ts'
import { listPaymentTodo } from './payment-todo.ts'
import { listReceiptTodo } from './receipt-todo.ts'
import { listSettleTodo } from './settle-todo.ts'
import { listSpendingTodo } from './spending-todo.ts'

type Waiting = (db: Read, actor: Actor, today: Day) => Promise<readonly Todo[]>

/** Every noun that lets something wait for a person; a line each. */
const WAITING: readonly Waiting[] = [
  listAllocationTodo,
  listOrderTodo,
  listPauseTodo,
  listAuditTodo,
  listPaymentTodo,
  listReceiptTodo,
  listSpendingTodo,
  listSettleTodo,
  listApprovalTodo,
]

/** By due day, then by how long it has waited. */
const order = ({ due, since }: Todo): string => `${due ?? '9999'} ${since}`

/** What waits for this person, the earliest due day first, what has no due day last. */
export const listTodo: Waiting = async (db, actor, today) => {
  const all: Todo[] = []
  for (const waiting of WAITING) all.push(...(await waiting(db, actor, today)))
  return all.sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0)).slice(0, 500)
}
