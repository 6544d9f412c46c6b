import type { Actor } from '@qiangji/kernel/access/actor.ts'
import { holds } from '@qiangji/kernel/access/actor.ts'
import { hasOther, upperReviewers } from '@qiangji/kernel/access/review.ts'
import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { type Fen, fen } from '@qiangji/kernel/base/money.ts'
import { ORDER_RULES } from '@qiangji/kernel/fund/order.ts'
import { LEVELS } from '@qiangji/kernel/organization/organization.ts'
import type { Todo } from '@qiangji/kernel/record/todo.ts'
import { handsAt } from '../access/hand.ts'
import type { Read } from '../engine/act.ts'
import { dueAfter } from './due.ts'

/**
 * Orders that wait for a second person of this organization, or for 上级复核 of one below that has none, and
 * returns that wait for the next confirmation.
 */
export const listOrderTodo = async (
  db: Read,
  actor: Actor,
  today: Day,
): Promise<readonly Todo[]> => [
  ...(await waitingHere(db, actor)),
  ...(await waitingBelow(db, actor, today)),
  ...(await returnsUnderway(db, actor, today)),
]

const drafted = (db: Read) =>
  db
    .selectFrom('fund_order as o')
    .innerJoin('fund as f', 'f.id', 'o.fund_id')
    .innerJoin('organization as r', 'r.id', 'o.releasing_id')
    // a confirmation names no lines of its own: its amount is that of the return it confirms
    .leftJoin('fund_order as c', 'c.id', 'o.continues_id')
    .select([
      'o.id',
      'o.act',
      'o.amount',
      'o.made_on',
      'o.maker',
      'o.maker_for',
      'f.name',
      'r.id as place_id',
      'r.level',
      'r.short_name',
      'c.amount as continued',
    ])
    .where('o.state', '=', 'drafted')
    .orderBy('o.made_on')

type Drafted = Awaited<ReturnType<ReturnType<typeof drafted>['execute']>>[number]

const todoOf = (o: Drafted, detail: string): Todo => ({
  kind: '复核',
  group: 'fund',
  title: `${ORDER_RULES[o.act].word}：${o.name}`,
  detail,
  amount: amountOf(o.continued ?? o.amount),
  since: day(o.made_on),
  ...dueAfter(day(o.made_on), 3, '经办后'),
  verb: '复核',
  path: `/fund/order/${o.id}`,
})

const waitingHere = async (db: Read, actor: Actor): Promise<readonly Todo[]> =>
  (
    await drafted(db)
      .where('o.releasing_id', '=', actor.organization.organizationId)
      .limit(200)
      .execute()
  )
    .filter(
      (o) => o.maker !== actor.personId && holds(actor, ...(ORDER_RULES[o.act].releasers ?? [])),
    )
    .map((o) => todoOf(o, '资金单待复核'))

const waitingBelow = async (db: Read, actor: Actor, today: Day): Promise<readonly Todo[]> => {
  if (!holds(actor, ...LEVELS.flatMap(upperReviewers))) return []
  const rows = await drafted(db)
    .where('r.parent_id', '=', actor.organization.organizationId)
    .where('o.act', '<>', 'set-off')
    .limit(500)
    .execute()
  const todo: Todo[] = []
  for (const [act, some] of Map.groupBy(rows, (o) => o.act)) {
    const places = some.map((o) => o.place_id)
    const hands = await handsAt(db, places, ORDER_RULES[act].releasers ?? [], today)
    todo.push(
      ...some
        .filter((o) => holds(actor, ...upperReviewers(o.level)))
        .filter(
          (o) =>
            !hasOther(hands.get(o.place_id) ?? [], [
              { personId: o.maker, onBehalfOf: o.maker_for },
            ]),
        )
        .map((o) => todoOf(o, `${o.short_name}，上级复核，资金单待复核`)),
    )
  }
  return todo
}

const returnsUnderway = async (db: Read, actor: Actor, today: Day): Promise<readonly Todo[]> => {
  const step = holds(actor, 'finance-clerk') ? 'received' : 'paid'
  if (!holds(actor, 'finance-clerk', 'prefecture-finance')) return []
  let query = db
    .selectFrom('fund_order as o')
    .innerJoin('fund as f', 'f.id', 'o.fund_id')
    .innerJoin('organization as p', 'p.id', 'o.organization_id')
    .select(['o.id', 'o.amount', 'o.released_on', 'f.name', 'p.short_name'])
    .where('o.act', '=', 'return')
    .where('o.state', '=', 'released')
    .orderBy('o.released_on')
    .limit(200)
  if (step === 'paid')
    query = query
      .where('o.step', '=', 'paid')
      .where('o.via_id', '=', actor.organization.organizationId)
  else
    query = query.where((eb) =>
      eb.or([
        eb('o.step', '=', 'received'),
        eb.and([eb('o.step', '=', 'paid'), eb('o.via_id', 'is', null)]),
      ]),
    )
  return (await query.execute()).map((o) => ({
    kind: '缴回',
    group: 'fund',
    title: `${o.short_name}缴回：${o.name}`,
    detail: step === 'paid' ? '待市级确认收到' : '待省级确认',
    amount: amountOf(o.amount),
    since: day(o.released_on ?? today),
    ...dueAfter(day(o.released_on ?? today), 5, '缴回后'),
    verb: '确认',
    path: `/fund/order/${o.id}`,
  }))
}

const amountOf = (amount: number): Fen => fen(amount)
