import { type Actor, holds } from '@qiangji/kernel/access/actor.ts'
import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { type Fen, fen } from '@qiangji/kernel/base/money.ts'
import { PAUSE_EXECUTOR } from '@qiangji/kernel/fund/pause.ts'
import type { Todo } from '@qiangji/kernel/record/todo.ts'
import type { Read } from '../engine/act.ts'
import { dueAfter } from './due.ts'

/** 暂停拨付 that waits for finance: to be executed, or to be lifted. Not for whoever proposed it. */
export const listPauseTodo = async (db: Read, actor: Actor): Promise<readonly Todo[]> => {
  if (!holds(actor, PAUSE_EXECUTOR)) return []
  const rows = await db
    .selectFrom('pause as p')
    .innerJoin('organization as o', 'o.id', 'p.organization_id')
    .innerJoin('fund as f', 'f.id', 'p.fund_id')
    .selectAll('p')
    .select(['o.name as organization_name', 'f.name as fund_name'])
    .where((eb) =>
      eb.or([
        eb('p.state', '=', 'proposed'),
        eb.and([eb('p.state', '=', 'standing'), eb('p.lift_proposed_on', 'is not', null)]),
      ]),
    )
    .orderBy('p.proposed_on')
    .limit(100)
    .execute()
  return rows.flatMap((row): Todo[] => {
    const lifting = row.state === 'standing'
    const by = lifting ? row.lift_proposed_by : row.proposed_by
    const on = lifting ? row.lift_proposed_on : row.proposed_on
    if (by === actor.personId || on === null) return []
    return [
      {
        kind: lifting ? '解除暂停' : '暂停拨付',
        group: 'audit',
        title: `${row.organization_name}：${row.fund_name}`,
        detail: `依据 ${(lifting ? row.lift_document : row.document) ?? '—'}`,
        amount: null,
        since: day(on),
        ...dueAfter(day(on), 2, '提出后'),
        verb: lifting ? '解除暂停' : '执行暂停',
        path: '/audit/pause',
      },
    ]
  })
}

const AUDITED = [
  'county-finance',
  'county-reviewer',
  'prefecture-finance',
  'township-clerk',
] as const

/** Findings that wait for the unit's 整改, and 整改 that waits for 销号 by who drew the sample. */
export const listAuditTodo = async (db: Read, actor: Actor): Promise<readonly Todo[]> => {
  const own = actor.organization.organizationId
  return [
    ...(holds(actor, ...AUDITED)
      ? (await waitingItems(db, 'i.holder_id', own, 'problem')).map((row) => ({
          ...todoOf(row),
          kind: '审计整改',
          ...dueAfter(day(row.since), 10, '提出问题后'),
          verb: '填报整改',
        }))
      : []),
    ...(holds(actor, 'audit-committee')
      ? (await waitingItems(db, 's.auditor_id', own, 'rectified')).map((row) => ({
          ...todoOf(row),
          kind: '销号',
          ...dueAfter(day(row.since), 5, '整改后'),
          verb: '销号',
        }))
      : []),
  ]
}

interface Waiting {
  readonly id: string
  readonly unit: string
  readonly title: string
  readonly note: string
  readonly amount: Fen
  readonly since: Day
}

const todoOf = (row: Waiting) => ({
  group: 'audit' as const,
  title: `${row.unit}：${row.title}`,
  detail: row.note,
  amount: row.amount,
  since: row.since,
  path: '/audit/finding',
})

const waitingItems = async (
  db: Read,
  column: 'i.holder_id' | 's.auditor_id',
  organizationId: string,
  state: 'problem' | 'rectified',
): Promise<readonly Waiting[]> =>
  (
    await db
      .selectFrom('audit_sample_item as i')
      .innerJoin('audit_sample as s', 's.id', 'i.sample_id')
      .innerJoin('organization as b', 'b.id', 'i.beneficiary_id')
      .select([
        'i.id',
        'b.name',
        's.title',
        'i.note',
        'i.amount',
        'i.examined_on',
        'i.rectified_on',
      ])
      .where(column, '=', organizationId)
      .where('i.state', '=', state)
      .orderBy('i.examined_on')
      .orderBy('i.id')
      .limit(100)
      .execute()
  ).map((row) => ({
    id: row.id,
    unit: row.name,
    title: row.title,
    note: row.note ?? '',
    amount: fen(row.amount),
    since: day((state === 'problem' ? row.examined_on : row.rectified_on) ?? ''),
  }))
