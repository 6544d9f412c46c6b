import { type Actor, holds } from '@qiangji/kernel/access/actor.ts'
import { hasOther } from '@qiangji/kernel/access/review.ts'
import { type Day, day, daysBetween } from '@qiangji/kernel/base/day.ts'
import { fen, sumFen } from '@qiangji/kernel/base/money.ts'
import { unrepaidLines } from '@qiangji/kernel/fund/bounce.ts'
import { makingPosts, releasingPosts } from '@qiangji/kernel/fund/payment-batch.ts'
import { RELAY_DAYS, relayDue } from '@qiangji/kernel/fund/relay.ts'
import type { Todo } from '@qiangji/kernel/record/todo.ts'
import { handsAt } from '../access/hand.ts'
import type { Read } from '../engine/act.ts'
import { listUnrepaid } from './bounce.ts'
import { dueAfter } from './due.ts'
import { sightOf } from './payment-sight.ts'
import { listWaiting } from './relay.ts'

/** Payments to release, to follow at the bank, to pass on and to pay again; accounts to confirm. */
export const listPaymentTodo = async (
  db: Read,
  actor: Actor,
  today: Day,
): Promise<readonly Todo[]> => [
  ...(await toRelease(db, actor, today)),
  ...(await accountsToConfirm(db, actor)),
  ...(isPayer(actor) ? await ofPayer(db, actor, today) : []),
]

export const isPayer = (actor: Actor): boolean =>
  holds(actor, ...makingPosts(actor.organization.level))

const ofPayer = async (db: Read, actor: Actor, today: Day): Promise<readonly Todo[]> => [
  ...(await awaitingBank(db, actor)),
  ...(await toPassOn(db, actor, today)),
  ...(await toPayAgain(db, actor)),
]

/** Batches of one's own organization, and of the one below whose releaser is nobody but the maker. */
const toRelease = async (db: Read, actor: Actor, today: Day): Promise<readonly Todo[]> => {
  const own = actor.organization.organizationId
  const rows = await db
    .selectFrom('payment_batch as b')
    .innerJoin('payment as p', 'p.batch_id', 'b.id')
    .innerJoin('organization as o', 'o.id', 'b.payer_id')
    .select((eb) => [
      'b.id',
      'b.number',
      'b.made_on',
      'b.maker',
      'b.maker_for',
      'o.id as payer_id',
      'o.level',
      'o.short_name',
      eb.fn.countAll<number>().as('count'),
      eb.fn.sum<number>('p.amount').as('amount'),
    ])
    .where('p.state', '=', 'drafted')
    .where((eb) => eb.or([eb('o.id', '=', own), eb('o.parent_id', '=', own)]))
    .groupBy([
      'b.id',
      'b.number',
      'b.made_on',
      'b.maker',
      'b.maker_for',
      'o.id',
      'o.level',
      'o.short_name',
    ])
    .orderBy('b.made_on')
    .limit(200)
    .execute()
  const todo: Todo[] = []
  for (const row of rows) {
    if (row.maker === actor.personId || row.maker_for === actor.personId) continue
    const at = row.payer_id === own ? 'payer' : 'above'
    if (!holds(actor, ...releasingPosts(row.level, at))) continue
    if (at === 'above' && (await hasReleaser(db, row, today))) continue
    todo.push({
      kind: '待授权',
      group: 'fund',
      title: `支付批次 ${row.number}`,
      detail: `${at === 'above' ? `${row.short_name}，上级复核，` : ''}${row.count} 笔待授权`,
      amount: fen(row.amount),
      since: day(row.made_on),
      ...dueAfter(day(row.made_on), 1, '制单后'),
      verb: '授权',
      path: `/fund/payment/${row.id}`,
    })
  }
  return todo
}

/** Whether the payer has somebody other than the maker who releases. */
const hasReleaser = async (
  db: Read,
  batch: {
    readonly payer_id: string
    readonly level: Actor['organization']['level']
    readonly maker: string
    readonly maker_for: string | null
  },
  today: Day,
): Promise<boolean> => {
  const hands = await handsAt(db, [batch.payer_id], releasingPosts(batch.level, 'payer'), today)
  const maker = { personId: batch.maker, onBehalfOf: batch.maker_for }
  return hasOther(hands.get(batch.payer_id) ?? [], [maker])
}

const awaitingBank = async (db: Read, actor: Actor): Promise<readonly Todo[]> => {
  const rows = await db
    .selectFrom('payment_batch as b')
    .innerJoin('payment as p', 'p.batch_id', 'b.id')
    .select((eb) => [
      'b.id',
      'b.number',
      'b.released_on',
      'b.made_on',
      eb.fn.countAll<number>().as('count'),
      eb.fn.sum<number>('p.amount').as('amount'),
    ])
    .where('b.payer_id', '=', actor.organization.organizationId)
    .where('p.state', '=', 'released')
    .groupBy(['b.id', 'b.number', 'b.released_on', 'b.made_on'])
    .orderBy('b.made_on')
    .limit(200)
    .execute()
  return rows.map((row) => {
    const since = day(row.released_on ?? row.made_on)
    return {
      kind: '支付结果',
      group: 'fund',
      title: `支付批次 ${row.number}`,
      detail: `${row.count} 笔待支付，导入银行结果后更新`,
      amount: fen(row.amount),
      since,
      ...dueAfter(since, 1, '授权后'),
      verb: '导入结果',
      path: `/fund/payment/${row.id}`,
    }
  })
}

/** One item per fund: what a prefecture has received for its counties and not passed on. */
const toPassOn = async (db: Read, actor: Actor, today: Day): Promise<readonly Todo[]> => {
  const own = actor.organization.organizationId
  const waiting = (await listWaiting(db, sightOf(actor.organization), null)).filter(
    (w) => w.holderId === own,
  )
  return [...new Set(waiting.map((w) => w.fundId))].flatMap((fundId) => {
    const rows = waiting.filter((w) => w.fundId === fundId)
    const first = rows.flatMap((w) => w.layers.map((layer) => layer.since)).sort()[0] ?? today
    const age = daysBetween(first, today)
    return [
      {
        kind: '待转拨',
        group: 'fund' as const,
        title: rows[0]?.fundName ?? '',
        detail: `${rows.length} 个县区待转拨，最早已滞留 ${age} 天`,
        amount: sumFen(rows, (w) => w.amount),
        since: first,
        due: relayDue(first),
        rule: `到账后 ${RELAY_DAYS} 天内`,
        verb: '转拨',
        path: `/fund/relay?fund=${fundId}`,
      },
    ]
  })
}

const toPayAgain = async (db: Read, actor: Actor): Promise<readonly Todo[]> =>
  (await listUnrepaid(db, actor.organization.organizationId)).map((b) => ({
    kind: '退票重拨',
    group: 'fund',
    title: `退票待重新支付：${b.reason}`,
    detail: '核对收款账户后重新制单',
    amount: sumFen(unrepaidLines(b), (line) => line.amount),
    since: b.postedOn,
    ...dueAfter(b.postedOn, 3, '退票后'),
    verb: '重新支付',
    path: '/fund/payment/new',
  }))

const accountsToConfirm = async (db: Read, actor: Actor): Promise<readonly Todo[]> => {
  if (!holds(actor, 'finance-reviewer', 'prefecture-finance', 'county-reviewer')) return []
  const own = actor.organization.organizationId
  const rows = await db
    .selectFrom('bank_account as a')
    .innerJoin('organization as o', 'o.id', 'a.organization_id')
    .select(['a.proposed_on', 'a.reason', 'o.short_name'])
    .where('a.state', '=', 'proposed')
    .where('a.proposer', '<>', actor.personId)
    .where((eb) => eb.or([eb('o.id', '=', own), eb('o.parent_id', '=', own)]))
    .orderBy('a.proposed_on')
    .limit(200)
    .execute()
  return rows.map((row) => ({
    kind: '账户确认',
    group: 'fund',
    title: `${row.short_name}收款账户`,
    detail: row.reason,
    amount: null,
    since: day(row.proposed_on),
    ...dueAfter(day(row.proposed_on), 3, '提交后'),
    verb: '核对',
    path: '/fund/bank-account?state=proposed',
  }))
}
