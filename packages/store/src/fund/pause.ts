import type { Hand } from '@qiangji/kernel/access/conflict.ts'
import { Pause, PauseState } from '@qiangji/kernel/fund/pause.ts'
import type { Selectable } from 'kysely'
import type { Read, Tx } from '../engine/act.ts'
import { below } from '../organization/within.ts'
import { readHand } from './bank-account.ts'
import type { PauseRow } from './ledger-tables.ts'

const handOrNull = (person: string | null, behalf: string | null): Hand | null =>
  person === null ? null : readHand(person, behalf)

const readPause = (row: Selectable<PauseRow>): Pause =>
  Pause.parse({
    id: row.id,
    fundId: row.fund_id,
    organizationId: row.organization_id,
    origin: row.origin,
    reason: row.reason,
    document: { number: row.document, day: row.document_day, title: row.document_title },
    auditItemId: row.audit_item_id,
    state: row.state,
    proposer: readHand(row.proposed_by, row.proposed_for),
    proposedOn: row.proposed_on,
    decider: handOrNull(row.executed_by, row.executed_for),
    decidedOn: row.executed_on,
    declineReason: row.decline_reason,
    lift:
      row.lift_proposed_by === null
        ? null
        : {
            origin: row.lift_origin,
            reason: row.lift_reason,
            document: {
              number: row.lift_document,
              day: row.lift_document_day,
              title: row.lift_document_title,
            },
            proposer: readHand(row.lift_proposed_by, row.lift_proposed_for),
            proposedOn: row.lift_proposed_on,
          },
    lifter: handOrNull(row.lifted_by, row.lifted_for),
    liftedOn: row.lifted_on,
    revision: row.revision,
  })

const changing = (pause: Pause) => ({
  state: pause.state,
  executed_by: pause.decider?.personId ?? null,
  executed_for: pause.decider?.onBehalfOf ?? null,
  executed_on: pause.decidedOn,
  decline_reason: pause.declineReason,
  lift_origin: pause.lift?.origin ?? null,
  lift_reason: pause.lift?.reason ?? null,
  lift_document: pause.lift?.document.number ?? null,
  lift_document_day: pause.lift?.document.day ?? null,
  lift_document_title: pause.lift?.document.title ?? null,
  lift_proposed_by: pause.lift?.proposer.personId ?? null,
  lift_proposed_for: pause.lift?.proposer.onBehalfOf ?? null,
  lift_proposed_on: pause.lift?.proposedOn ?? null,
  lifted_by: pause.lifter?.personId ?? null,
  lifted_for: pause.lifter?.onBehalfOf ?? null,
  lifted_on: pause.liftedOn,
})

export const addPause = async (tx: Tx, pause: Pause): Promise<void> => {
  await tx
    .insertInto('pause')
    .values({
      id: pause.id,
      fund_id: pause.fundId,
      organization_id: pause.organizationId,
      origin: pause.origin,
      reason: pause.reason,
      document: pause.document.number,
      document_day: pause.document.day,
      document_title: pause.document.title,
      audit_item_id: pause.auditItemId,
      proposed_by: pause.proposer.personId,
      proposed_for: pause.proposer.onBehalfOf,
      proposed_on: pause.proposedOn,
      ...changing(pause),
      revision: pause.revision,
    })
    .execute()
}

/** Saves over the revision that was read; false when somebody saved in between. */
export const savePause = async (tx: Tx, pause: Pause): Promise<boolean> => {
  const saved = await tx
    .updateTable('pause')
    .set({ ...changing(pause), revision: pause.revision + 1 })
    .where('id', '=', pause.id)
    .where('revision', '=', pause.revision)
    .executeTakeFirst()
  return saved.numUpdatedRows === 1n
}

export const findPause = async (db: Read, id: string): Promise<Pause | null> => {
  const row = await db.selectFrom('pause').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? readPause(row) : null
}

/** The state of a pause of this organization in this fund that is proposed or stands. */
export const openPause = async (
  db: Read,
  fundId: string,
  organizationId: string,
): Promise<PauseState | null> =>
  PauseState.nullable().parse(
    (
      await db
        .selectFrom('pause')
        .select('state')
        .where('fund_id', '=', fundId)
        .where('organization_id', '=', organizationId)
        .where('state', 'in', ['proposed', 'standing'])
        .executeTakeFirst()
    )?.state ?? null,
  )

/** Organizations under a standing pause of the fund. */
export const pausedIn = async (db: Read, fundId: string): Promise<ReadonlySet<string>> =>
  new Set(
    (
      await db
        .selectFrom('pause')
        .select('organization_id')
        .where('fund_id', '=', fundId)
        .where('state', '=', 'standing')
        .execute()
    ).map((row) => row.organization_id),
  )

export interface PauseList {
  /** Only pauses of organizations at or below this path. */
  readonly path: string
  readonly fundId: string | null
  readonly state: PauseState | null
  readonly search: string
  readonly limit: number
  readonly after: readonly [string, string] | null
}

export interface ListedPause {
  readonly pause: Pause
  readonly organizationName: string
  readonly fundName: string
}

/** Newest first; one more than asked tells of a next page. */
export const listPauses = async (db: Read, ask: PauseList): Promise<readonly ListedPause[]> => {
  let query = db
    .selectFrom('pause as p')
    .innerJoin('organization as o', 'o.id', 'p.organization_id')
    .innerJoin('fund as f', 'f.id', 'p.fund_id')
    .selectAll('p')
    .select(['o.name as organization_name', 'f.name as fund_name'])
    .where('o.path', '>=', ask.path)
    .where('o.path', '<', below(ask.path))
  if (ask.fundId !== null) query = query.where('p.fund_id', '=', ask.fundId)
  if (ask.state !== null) query = query.where('p.state', '=', ask.state)
  const words = ask.search.replace(/[%_]/g, '')
  if (words !== '')
    query = query.where((eb) =>
      eb.or([eb('o.name', 'like', `%${words}%`), eb('p.document', 'like', `%${words}%`)]),
    )
  const { after } = ask
  if (after)
    query = query.where((eb) =>
      eb.or([
        eb('p.proposed_on', '<', after[0]),
        eb.and([eb('p.proposed_on', '=', after[0]), eb('p.id', '<', after[1])]),
      ]),
    )
  const rows = await query
    .orderBy('p.proposed_on', 'desc')
    .orderBy('p.id', 'desc')
    .limit(ask.limit + 1)
    .execute()
  return rows.map((row) => ({
    pause: readPause(row),
    organizationName: row.organization_name,
    fundName: row.fund_name,
  }))
}
