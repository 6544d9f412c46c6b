import { type Actor, holds } from '@qiangji/kernel/access/actor.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import { ageRuleWords, ageWords } from '@qiangji/kernel/fund/age-rule.ts'
import type { Todo } from '@qiangji/kernel/record/todo.ts'
import type { Read } from '../engine/act.ts'
import { listFunds } from './fund.ts'
import { settleProposal } from './settle-proposal.ts'

/** 转结余 that the age rules of the funds propose to a recipient's finance; it decides, nothing happens by itself. */
export const listSettleTodo = async (
  db: Read,
  actor: Actor,
  today: Day,
): Promise<readonly Todo[]> => {
  if (!holds(actor, 'county-finance')) return []
  const todo: Todo[] = []
  for (const fund of await listFunds(db)) {
    const { ageRule: rule } = fund
    const found = await settleProposal(db, fund, actor.organization.organizationId, today)
    if (found === null || rule.kind === 'none') continue
    todo.push({
      kind: '转结余',
      group: 'fund',
      title: fund.name,
      detail: ageRuleWords(rule),
      amount: found.amount,
      since: found.since,
      due: null,
      rule: ageWords(rule),
      verb: '转结余',
      path: `/fund/order/new?act=settle&fund=${fund.id}`,
    })
  }
  return todo
}
