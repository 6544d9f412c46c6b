import { Day } from '@qiangji/kernel/base/day.ts'
import { Fen } from '@qiangji/kernel/base/money.ts'
import { listTodo } from '@qiangji/store/fund/todo.ts'
import { z } from 'zod'
import { Nothing } from '../frame/nothing.ts'
import { query } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'

const TodoRow = z.strictObject({
  kind: z.string(),
  group: z.enum(['fund', 'report', 'task', 'organization', 'audit']),
  title: z.string(),
  detail: z.string(),
  amount: Fen.nullable(),
  since: Day,
  due: Day.nullable(),
  rule: z.string(),
  verb: z.string(),
  path: z.string(),
})

/** 待办: what waits for the person who asks, the earliest due day first. */
const list = query(
  {
    input: Nothing,
    output: z.array(TodoRow).max(500),
    scoped: 'own',
    snapshot: true,
    rest: 'GET /fund/todo',
  },
  async ({ db, actor, today }) => [...(await listTodo(db, actor, today))],
)

export const todo = router({ list })
