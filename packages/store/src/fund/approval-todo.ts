import { type Actor, holds } from '@qiangji/kernel/access/actor.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import { sumFen } from '@qiangji/kernel/base/money.ts'
import { BILL_KINDS, rangeWords, ruleFor, signBill } from '@qiangji/kernel/fund/approval.ts'
import type { Todo } from '@qiangji/kernel/record/todo.ts'
import type { Read } from '../engine/act.ts'
import { openApprovalRules, signaturesOf } from './approval.ts'
import { WAITING, type Waiting } from './approval-waiting.ts'
import { dueAfter } from './due.ts'

/** 签批: bills of one's own organization whose next signature is this person's. */
export const listApprovalTodo = async (
  db: Read,
  actor: Actor,
  today: Day,
): Promise<readonly Todo[]> => {
  const own = actor.organization.organizationId
  const rules = (await openApprovalRules(db, [own], today)).filter((rule) =>
    holds(actor, ...rule.posts),
  )
  const todo: Todo[] = []
  for (const kind of new Set(rules.map((rule) => rule.bill))) {
    const waiting = (await WAITING[kind](db, own)).flatMap((one) => {
      const rule = ruleFor(one.bill, rules, today)
      return rule === null ? [] : [{ ...one, rule }]
    })
    const signatures = await signaturesOf(
      db,
      waiting.map((one) => one.bill.id),
    )
    const mine = waiting.filter(
      ({ bill, rule }) => signBill({ bill, rule, signatures, actor, opinion: '同意', today }).ok,
    )
    for (const some of Map.groupBy(mine, (one) => one.path).values()) todo.push(...line(some))
  }
  return todo
}

const line = (
  some: readonly (Waiting & { readonly rule: Parameters<typeof rangeWords>[0] })[],
): readonly Todo[] => {
  const [first] = some
  if (!first) return []
  const since = some.map((one) => one.since).sort()[0] ?? first.since
  return [
    {
      kind: '签批',
      group: 'fund',
      title: some.length === 1 ? first.title : `${some.length} 笔支出待签批`,
      detail: `${first.fundName}，审批权限：${BILL_KINDS[first.bill.kind]} ${rangeWords(first.rule)}`,
      amount: sumFen(some, (one) => one.bill.amount),
      since,
      ...dueAfter(since, 1, '提交后'),
      verb: '签批',
      path: first.path,
    },
  ]
}
