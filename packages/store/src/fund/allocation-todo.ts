import type { Actor } from '@qiangji/kernel/access/actor.ts'
import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { ALLOCATION_STATE_WORDS, AllocationState } from '@qiangji/kernel/fund/allocation.ts'
import { type AllocationStep, mayTake } from '@qiangji/kernel/fund/allocation-step.ts'
import type { Todo } from '@qiangji/kernel/record/todo.ts'
import type { Read } from '../engine/act.ts'
import { listAllocations } from './allocation.ts'

/** What waits in a state, and the step that ends the waiting. */
const WAITING: Partial<
  Record<
    AllocationState,
    { readonly step: AllocationStep; readonly kind: string; readonly verb: string }
  >
> = {
  drafting: { step: 'submit', kind: '方案起草', verb: '继续起草' },
  'programme-review': { step: 'pass', kind: '业务审核', verb: '审核方案' },
  'finance-review': { step: 'pass', kind: '财务审核', verb: '审核方案' },
  deliberation: { step: 'arrange', kind: '集体研究', verb: '登记会议' },
  publicity: { step: 'close-publicity', kind: '公示', verb: '结束公示' },
  numbering: { step: 'issue', kind: '登记文号', verb: '登记文号' },
}

/** Plans that wait for this person, newest first. */
export const listAllocationTodo = async (
  db: Read,
  actor: Actor,
  today: Day,
): Promise<readonly Todo[]> => {
  const todo: Todo[] = []
  for (const state of AllocationState.options) {
    const waiting = WAITING[state]
    if (waiting === undefined) continue
    const rows = await listAllocations(db, {
      organizationId: actor.organization.organizationId,
      fundId: null,
      state,
      search: '',
      limit: 50,
      before: null,
    })
    for (const { allocation } of rows) {
      if (!mayTake(allocation, waiting.step, actor).ok) continue
      if (
        state === 'publicity' &&
        allocation.publicUntil !== null &&
        today <= allocation.publicUntil
      )
        continue
      todo.push({
        kind: waiting.kind,
        group: 'fund',
        title: allocation.form.title,
        detail: ALLOCATION_STATE_WORDS[state],
        amount: allocation.version === 0 ? allocation.form.pot : allocation.total,
        since: await sinceOf(db, allocation.id, today),
        due: null,
        rule: '',
        verb: waiting.verb,
        path:
          state === 'drafting'
            ? `/fund/allocation/${allocation.id}/edit`
            : `/fund/allocation/${allocation.id}`,
      })
    }
  }
  return todo
}

const sinceOf = async (db: Read, id: string, today: Day): Promise<Day> => {
  const last = await db
    .selectFrom('allocation_step')
    .select('day')
    .where('allocation_id', '=', id)
    .orderBy('place', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last ? day(last.day) : today
}
