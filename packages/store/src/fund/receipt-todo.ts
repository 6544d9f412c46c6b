import { type Actor, holds } from '@qiangji/kernel/access/actor.ts'
import { addDays, type Day, day } from '@qiangji/kernel/base/day.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { CONFIRM_REMINDER_DAYS } from '@qiangji/kernel/fund/relay.ts'
import type { Todo } from '@qiangji/kernel/record/todo.ts'
import type { Read } from '../engine/act.ts'
import { dueAfter } from './due.ts'
import { isPayer } from './payment-todo.ts'

const RECEIVERS = ['prefecture-finance', 'county-finance', 'township-clerk'] as const

/** Payments to confirm, reminders to the payer, and money that did not match. */
export const listReceiptTodo = async (
  db: Read,
  actor: Actor,
  today: Day,
): Promise<readonly Todo[]> => [
  ...(await toConfirm(db, actor)),
  ...(await discrepancies(db, actor)),
  ...(isPayer(actor) ? await unconfirmed(db, actor, today) : []),
]

/** Payments with money that has neither arrived nor come back. */
const openPayments = (db: Read) =>
  db
    .selectFrom('payment as p')
    .innerJoin('payment_line as l', 'l.payment_id', 'p.id')
    .innerJoin('fund as f', 'f.id', 'p.fund_id')
    .innerJoin('organization as payer', 'payer.id', 'p.payer_id')
    .innerJoin('organization as payee', 'payee.id', 'p.payee_id')
    .select((eb) => [
      'p.id',
      'p.released_on',
      'p.paid_on',
      'p.made_on',
      'f.name',
      'payer.name as payer_name',
      'payee.short_name as payee_name',
      eb.fn.sum<number>('l.amount').as('amount'),
      eb.fn.sum<number>('l.received').as('received'),
      eb.fn.sum<number>('l.bounced').as('bounced'),
    ])
    .where('p.state', 'in', ['released', 'paid'])
    .whereRef('l.amount', '>', (e) => e('l.received', '+', e.ref('l.bounced')))
    .groupBy([
      'p.id',
      'p.released_on',
      'p.paid_on',
      'p.made_on',
      'f.name',
      'payer.name',
      'payee.short_name',
    ])
    .orderBy('p.made_on')
    .limit(200)

const toConfirm = async (db: Read, actor: Actor): Promise<readonly Todo[]> => {
  if (!holds(actor, ...RECEIVERS)) return []
  const rows = await openPayments(db)
    .where('p.payee_id', '=', actor.organization.organizationId)
    .execute()
  return rows.map((row) => {
    const since = day(row.paid_on ?? row.released_on ?? row.made_on)
    return {
      kind: '到账确认',
      group: 'fund',
      title: row.name,
      detail: `${row.payer_name}付款，待填到账日和收据号`,
      amount: fen(row.amount - row.received - row.bounced),
      since,
      ...dueAfter(since, 1, '到账后'),
      verb: '确认',
      path: `/fund/receipt/${row.id}`,
    }
  })
}

/** The payer is reminded of what nobody has confirmed; it stops nothing. */
const unconfirmed = async (db: Read, actor: Actor, today: Day): Promise<readonly Todo[]> => {
  const rows = await openPayments(db)
    .where('p.payer_id', '=', actor.organization.organizationId)
    .where('p.released_on', '<=', addDays(today, -CONFIRM_REMINDER_DAYS))
    .execute()
  return rows.map((row) => ({
    kind: '催确认',
    group: 'fund',
    title: `${row.payee_name}：${row.name}`,
    detail: '收款单位还没有确认到账',
    amount: fen(row.amount - row.received - row.bounced),
    since: day(row.released_on ?? row.made_on),
    due: null,
    rule: `付款满 ${CONFIRM_REMINDER_DAYS} 天提醒，不影响其他办理`,
    verb: '查看',
    path: `/fund/receipt/${row.id}`,
  }))
}

const discrepancies = async (db: Read, actor: Actor): Promise<readonly Todo[]> => {
  const own = actor.organization.organizationId
  const pays = isPayer(actor)
  const receives = holds(actor, ...RECEIVERS)
  if (!pays && !receives) return []
  const rows = await db
    .selectFrom('discrepancy as d')
    .innerJoin('payment as p', 'p.id', 'd.payment_id')
    .innerJoin('fund as f', 'f.id', 'p.fund_id')
    .innerJoin('organization as payee', 'payee.id', 'p.payee_id')
    .select(['d.kind', 'd.amount', 'd.opened_on', 'f.name', 'payee.short_name'])
    .where('d.state', '=', 'open')
    .where((eb) =>
      eb.or([
        ...(pays ? [eb('p.payer_id', '=', own)] : []),
        ...(receives ? [eb('p.payee_id', '=', own)] : []),
      ]),
    )
    .orderBy('d.opened_on')
    .limit(200)
    .execute()
  return rows.map((row) => ({
    kind: '金额不符',
    group: 'fund',
    title: `${row.short_name}：${row.name}`,
    detail: row.kind === 'short' ? '少到，待补到账或退票' : '多到，待处理',
    amount: fen(row.amount),
    since: day(row.opened_on),
    ...dueAfter(day(row.opened_on), 5, '发现后'),
    verb: '核实',
    path: '/fund/discrepancy',
  }))
}
