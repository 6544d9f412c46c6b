import { AuditItem, type AuditItemState } from '@qiangji/kernel/fund/audit-item.ts'
import type { Selectable } from 'kysely'
import type { Read, Tx } from '../engine/act.ts'
import { below } from '../organization/within.ts'
import type { AuditItemRow } from './audit-tables.ts'
import { readHand } from './bank-account.ts'

const handOrNull = (person: string | null, behalf: string | null) =>
  person === null ? null : readHand(person, behalf)

const readItem = (row: Selectable<AuditItemRow>): AuditItem =>
  AuditItem.parse({
    id: row.id,
    sampleId: row.sample_id,
    place: row.place,
    journal: row.journal,
    document: row.document,
    beneficiaryId: row.beneficiary_id,
    holderId: row.holder_id,
    day: row.day,
    amount: row.amount,
    certain: row.certain === 1,
    state: row.state,
    note: row.note,
    examiner: handOrNull(row.examined_by, row.examined_for),
    examinedOn: row.examined_on,
    rectification: row.rectification,
    rectifier: handOrNull(row.rectified_by, row.rectified_for),
    rectifiedOn: row.rectified_on,
    closeNote: row.close_note,
    closer: handOrNull(row.closed_by, row.closed_for),
    closedOn: row.closed_on,
    revision: row.revision,
  })

const changing = (item: AuditItem) => ({
  state: item.state,
  note: item.note,
  examined_by: item.examiner?.personId ?? null,
  examined_for: item.examiner?.onBehalfOf ?? null,
  examined_on: item.examinedOn,
  rectification: item.rectification,
  rectified_by: item.rectifier?.personId ?? null,
  rectified_for: item.rectifier?.onBehalfOf ?? null,
  rectified_on: item.rectifiedOn,
  close_note: item.closeNote,
  closed_by: item.closer?.personId ?? null,
  closed_for: item.closer?.onBehalfOf ?? null,
  closed_on: item.closedOn,
})

export const addItems = async (tx: Tx, items: readonly AuditItem[]): Promise<void> => {
  for (let at = 0; at < items.length; at += 100)
    await tx
      .insertInto('audit_sample_item')
      .values(
        items.slice(at, at + 100).map((item) => ({
          id: item.id,
          sample_id: item.sampleId,
          place: item.place,
          journal: item.journal,
          document: item.document,
          beneficiary_id: item.beneficiaryId,
          holder_id: item.holderId,
          day: item.day,
          amount: item.amount,
          certain: item.certain ? 1 : 0,
          ...changing(item),
          revision: item.revision,
        })),
      )
      .execute()
}

/** Saves over the revision that was read; false when somebody saved in between. */
export const saveItem = async (tx: Tx, item: AuditItem): Promise<boolean> => {
  const saved = await tx
    .updateTable('audit_sample_item')
    .set({ ...changing(item), revision: item.revision + 1 })
    .where('id', '=', item.id)
    .where('revision', '=', item.revision)
    .executeTakeFirst()
  return saved.numUpdatedRows === 1n
}

/** An item with what a list needs to name it, and the batch by which its voucher is found. */
export interface ListedItem {
  readonly item: AuditItem
  readonly beneficiaryName: string
  readonly holderPath: string
  readonly auditorPath: string
  readonly sampleTitle: string
  readonly auditorId: string
  readonly auditorName: string
  readonly fundId: string
  readonly fundName: string
  readonly batch: string
}

const items = (db: Read) =>
  db
    .selectFrom('audit_sample_item as i')
    .innerJoin('audit_sample as s', 's.id', 'i.sample_id')
    .innerJoin('organization as w', 'w.id', 's.auditor_id')
    .innerJoin('organization as h', 'h.id', 'i.holder_id')
    .innerJoin('organization as b', 'b.id', 'i.beneficiary_id')
    .innerJoin('fund as f', 'f.id', 's.fund_id')
    .innerJoin('journal as j', 'j.public_id', 'i.journal')
    .selectAll('i')
    .select([
      'b.name as beneficiary_name',
      'h.path as holder_path',
      'w.path as auditor_path',
      'w.name as auditor_name',
      's.auditor_id',
      's.fund_id',
      's.title as sample_title',
      'f.name as fund_name',
      'j.batch',
    ])

type ItemRow = Awaited<ReturnType<ReturnType<typeof items>['execute']>>[number]

const listed = (row: ItemRow): ListedItem => ({
  item: readItem(row),
  beneficiaryName: row.beneficiary_name,
  holderPath: row.holder_path,
  auditorPath: row.auditor_path,
  sampleTitle: row.sample_title,
  auditorId: row.auditor_id,
  auditorName: row.auditor_name,
  fundId: row.fund_id,
  fundName: row.fund_name,
  batch: row.batch,
})

export const findItem = async (db: Read, id: string): Promise<ListedItem | null> => {
  const row = await items(db).where('i.id', '=', id).executeTakeFirst()
  return row ? listed(row) : null
}

/** The items of a sample in the order of the draw; one more than asked tells of a next page. */
export const listItems = async (
  db: Read,
  ask: {
    readonly sampleId: string
    readonly state: AuditItemState | null
    readonly limit: number
    readonly after: number
  },
): Promise<readonly ListedItem[]> => {
  let query = items(db).where('i.sample_id', '=', ask.sampleId).where('i.place', '>', ask.after)
  if (ask.state !== null) query = query.where('i.state', '=', ask.state)
  return (
    await query
      .orderBy('i.place')
      .limit(ask.limit + 1)
      .execute()
  ).map(listed)
}

/** 发现问题 of units at or below a path, newest id last; one more than asked tells of a next page. */
export const listFindings = async (
  db: Read,
  ask: {
    readonly path: string
    readonly state: 'problem' | 'rectified' | 'closed' | null
    readonly limit: number
    readonly after: readonly [string, string] | null
  },
): Promise<readonly ListedItem[]> => {
  let query = items(db)
    .where('h.path', '>=', ask.path)
    .where('h.path', '<', below(ask.path))
    .where('i.state', 'in', ask.state === null ? ['problem', 'rectified', 'closed'] : [ask.state])
  const { after } = ask
  if (after)
    query = query.where((eb) =>
      eb.or([
        eb('i.examined_on', '<', after[0]),
        eb.and([eb('i.examined_on', '=', after[0]), eb('i.id', '<', after[1])]),
      ]),
    )
  return (
    await query
      .orderBy('i.examined_on', 'desc')
      .orderBy('i.id', 'desc')
      .limit(ask.limit + 1)
      .execute()
  ).map(listed)
}
