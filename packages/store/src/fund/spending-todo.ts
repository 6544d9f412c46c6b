import { type Actor, holds } from '@qiangji/kernel/access/actor.ts'
import { hasOther, upperReviewers } from '@qiangji/kernel/access/review.ts'
import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { type Fen, fen, sumFen } from '@qiangji/kernel/base/money.ts'
import { Spending } from '@qiangji/kernel/fund/spending.ts'
import { LEVELS } from '@qiangji/kernel/organization/organization.ts'
import type { Todo } from '@qiangji/kernel/record/todo.ts'
import { handsAt } from '../access/hand.ts'
import type { Read } from '../engine/act.ts'

/** What waits in the spending lists of an organization, one line for each kind and fund. */
export const listSpendingTodo = async (
  db: Read,
  actor: Actor,
  today: Day,
): Promise<readonly Todo[]> => {
  const here = actor.organization.organizationId
  const todo: Todo[] = []
  if (holds(actor, 'county-reviewer')) todo.push(...(await reviews(db, actor, here)))
  todo.push(...(await reviewsBelow(db, actor, today)))
  if (!holds(actor, 'county-finance')) return todo
  todo.push(
    ...(await rows(db, here, { state: 'returned' })).map((one) => ({
      ...base(one, `state=returned`),
      kind: '退回修改',
      title: `${one.count} 笔支出被退回`,
      rule: '改好后重新提交，或撤回',
      verb: '修改',
    })),
    ...(await rows(db, here, { missing: true })).map((one) => ({
      ...base(one, 'missing=1'),
      kind: '缺附件',
      title: `${one.count} 笔支出缺附件`,
      rule: '达到附件起点的支出须有附件',
      verb: '补附件',
    })),
    ...(await faultyImports(db, actor)),
  )
  return todo
}

/** Rows that this person may release: whoever wrote a row is not asked for it. */
const reviews = async (db: Read, actor: Actor, here: string): Promise<readonly Todo[]> =>
  (await rows(db, here, { state: 'pending', notBy: actor.personId })).map((one) => ({
    ...base(one, 'state=pending'),
    kind: '支出审核',
    title: `${one.count} 笔支出待审核`,
    rule: '须由经办以外的人审核',
    verb: '审核',
  }))

/** Rows that wait for 上级复核, one line for each union below and fund: nobody of the union itself may release them. */
const reviewsBelow = async (db: Read, actor: Actor, today: Day): Promise<readonly Todo[]> => {
  const unions = await unionsBelow(db, actor)
  const ids = unions.map((one) => one.id)
  if (ids.length === 0) return []
  const pending = await db
    .selectFrom('spending as s')
    .innerJoin('fund as f', 'f.id', 's.fund_id')
    .select(['s.organization_id', 's.makers', 'f.id', 'f.name'])
    .select((eb) => [
      eb.fn.countAll<number>().as('count'),
      eb.fn.sum<number>('s.signed').as('amount'),
      eb.fn.min('s.made_on').as('since'),
    ])
    .where('s.organization_id', 'in', ids)
    .where('s.state', '=', 'pending')
    .groupBy(['s.organization_id', 's.makers', 'f.id', 'f.name'])
    .orderBy('f.name')
    .execute()
  const hands = await handsAt(db, ids, ['county-reviewer'], today)
  const alone = pending.filter(
    (row) => !hasOther(hands.get(row.organization_id) ?? [], Makers.parse(JSON.parse(row.makers))),
  )
  return unions.flatMap((union) => {
    const own = alone.filter((row) => row.organization_id === union.id)
    return [...Map.groupBy(own, (row) => row.id)].map(([fundId, some]) => {
      const count = some.reduce((sum, row) => sum + row.count, 0)
      const waits = {
        fundId,
        fundName: some[0]?.name ?? '',
        count,
        amount: sumFen(some, (row) => fen(row.amount)),
        since: day(some.map((row) => row.since).sort()[0] ?? today),
      }
      return {
        ...base(waits, `state=pending&union=${union.id}`),
        kind: '支出审核',
        title: `${union.short_name}有 ${count} 笔支出待审核`,
        detail: `${waits.fundName}，上级复核`,
        rule: '该单位没有其他人可以审核',
        verb: '审核',
      }
    })
  })
}

const Makers = Spending.shape.makers

/** The unions straight below that this person's posts may review from above. */
const unionsBelow = async (db: Read, actor: Actor) => {
  if (!holds(actor, ...LEVELS.flatMap(upperReviewers))) return []
  const unions = await db
    .selectFrom('organization')
    .select(['id', 'short_name', 'level'])
    .where('parent_id', '=', actor.organization.organizationId)
    .orderBy('path')
    .execute()
  return unions.filter((union) => holds(actor, ...upperReviewers(union.level)))
}

interface Waiting {
  readonly fundId: string
  readonly fundName: string
  readonly count: number
  readonly amount: Fen
  readonly since: Day
}

const base = (one: Waiting, query: string) => ({
  group: 'fund' as const,
  detail: one.fundName,
  amount: one.amount,
  since: one.since,
  due: null,
  path: `/fund/spending?fund=${one.fundId}&${query}`,
})

const rows = async (
  db: Read,
  organizationId: string,
  which: {
    readonly state?: 'pending' | 'returned'
    readonly missing?: true
    readonly notBy?: string
  },
): Promise<readonly Waiting[]> => {
  let query = db
    .selectFrom('spending as s')
    .innerJoin('fund as f', 'f.id', 's.fund_id')
    .select(['f.id', 'f.name'])
    .select((eb) => [
      eb.fn.countAll<number>().as('count'),
      eb.fn.sum<number>('s.signed').as('amount'),
      eb.fn.min('s.made_on').as('since'),
    ])
    .where('s.organization_id', '=', organizationId)
  if (which.state) query = query.where('s.state', '=', which.state)
  if (which.missing)
    query = query.where('s.state', 'in', ['pending', 'posted']).where('s.file_missing', '=', 1)
  if (which.notBy) query = query.where('s.makers', 'not like', `%${which.notBy}%`)
  return (await query.groupBy(['f.id', 'f.name']).orderBy('f.name').execute()).map((row) => ({
    fundId: row.id,
    fundName: row.name,
    count: row.count,
    amount: fen(row.amount),
    since: day(row.since),
  }))
}

const faultyImports = async (db: Read, actor: Actor): Promise<readonly Todo[]> =>
  (
    await db
      .selectFrom('ledger_import as i')
      .innerJoin('fund as f', 'f.id', 'i.fund_id')
      .select(['i.id', 'i.bad', 'i.file_name', 'i.read_on', 'f.name', 'f.id as fund_id'])
      .where('i.organization_id', '=', actor.organization.organizationId)
      .where('i.maker', '=', actor.personId)
      .where('i.state', '=', 'faulty')
      .orderBy('i.read_on')
      .limit(20)
      .execute()
  ).map((row) => ({
    kind: '导入待改',
    group: 'fund',
    title: `${row.file_name} 有 ${row.bad} 行错误`,
    detail: row.name,
    amount: null,
    since: day(row.read_on),
    due: null,
    rule: '改好后重新上传，一行都还没有入账',
    verb: '查看错误',
    path: `/fund/ledger-import?fund=${row.fund_id}&import=${row.id}`,
  }))
