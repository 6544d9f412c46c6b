import type { Hand } from '@qiangji/kernel/access/conflict.ts'
import {
  Allocation,
  AllocationForm,
  type AllocationId,
  type AllocationState,
} from '@qiangji/kernel/fund/allocation.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import type { Read, Tx } from '../engine/act.ts'
import { nextNumber } from '../engine/number.ts'
import type { AllocationRow } from './allocation-tables.ts'

const readHand = (personId: string | null, onBehalfOf: string | null) =>
  personId === null ? null : { personId, onBehalfOf }

const readAllocation = (row: AllocationRow): Allocation =>
  Allocation.parse({
    id: row.id,
    fundId: row.fund_id,
    organizationId: row.organization_id,
    form: JSON.parse(row.form),
    state: row.state,
    version: row.version,
    total: row.total,
    reserve: row.reserve,
    submittedOn: row.submitted_on,
    maker: readHand(row.maker, row.maker_for),
    programmeReviewer: readHand(row.programme_reviewer, row.programme_reviewer_for),
    financeReviewer: readHand(row.finance_reviewer, row.finance_reviewer_for),
    decidedOn: row.decided_on,
    publicUntil: row.public_until,
    number: row.number,
    issuedOn: row.issued_on,
    revision: row.revision,
  })

const behalf = (hand: Hand | null): string | null => hand?.onBehalfOf ?? null

const changesOf = (a: Allocation) => ({
  title: a.form.title,
  form: JSON.stringify(a.form),
  state: a.state,
  version: a.version,
  total: a.total,
  reserve: a.reserve,
  submitted_on: a.submittedOn,
  maker: a.maker?.personId ?? null,
  maker_for: behalf(a.maker),
  programme_reviewer: a.programmeReviewer?.personId ?? null,
  programme_reviewer_for: behalf(a.programmeReviewer),
  finance_reviewer: a.financeReviewer?.personId ?? null,
  finance_reviewer_for: behalf(a.financeReviewer),
  decided_on: a.decidedOn,
  public_until: a.publicUntil,
  number: a.number,
  issued_on: a.issuedOn,
})

export const findAllocation = async (db: Read, id: AllocationId): Promise<Allocation | null> => {
  const row = await db.selectFrom('allocation').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? readAllocation(row) : null
}

/** The issued plan of a fund that carries this number. */
export const findIssued = async (
  db: Read,
  fundId: string,
  number: string,
): Promise<Allocation | null> => {
  const row = await db
    .selectFrom('allocation')
    .selectAll()
    .where('fund_id', '=', fundId)
    .where('number', '=', number)
    .where('state', '=', 'issued')
    .executeTakeFirst()
  return row ? readAllocation(row) : null
}

export const addAllocation = async (tx: Tx, allocation: Allocation): Promise<void> => {
  await tx
    .insertInto('allocation')
    .values({
      id: allocation.id,
      fund_id: allocation.fundId,
      organization_id: allocation.organizationId,
      place: nextNumber(),
      ...changesOf(allocation),
      revision: 0,
    })
    .execute()
}

/** Saves over the revision that was read and returns the next one; null when somebody saved in between. */
export const saveAllocation = async (
  tx: Tx,
  allocation: Allocation,
): Promise<Allocation | null> => {
  const revision = allocation.revision + 1
  const saved = await tx
    .updateTable('allocation')
    .set({ ...changesOf(allocation), revision })
    .where('id', '=', allocation.id)
    .where('revision', '=', allocation.revision)
    .executeTakeFirst()
  return saved.numUpdatedRows === 1n ? { ...allocation, revision } : null
}

/** A row of the list: without parts and facts. */
export interface AllocationSummary {
  readonly allocation: Allocation
  readonly place: number
}

export interface AllocationAsk {
  readonly organizationId: string
  readonly fundId: string | null
  readonly state: AllocationState | null
  /** Part of the title or of the number. */
  readonly search: string
  readonly limit: number
  readonly before: number | null
}

/** Newest first; one row more than asked tells that there is a next page. */
export const listAllocations = async (
  db: Read,
  ask: AllocationAsk,
): Promise<readonly AllocationSummary[]> => {
  const { fundId, state, search, before } = ask
  let query = db
    .selectFrom('allocation')
    .selectAll()
    .where('organization_id', '=', ask.organizationId)
  if (fundId !== null) query = query.where('fund_id', '=', fundId)
  if (state !== null) query = query.where('state', '=', state)
  if (before !== null) query = query.where('place', '<', before)
  if (search !== '')
    query = query.where((e) =>
      e.or([e('title', 'like', contains(search)), e('number', 'like', contains(search))]),
    )
  const rows = await query
    .orderBy('place', 'desc')
    .limit(ask.limit + 1)
    .execute()
  return rows.map((row) => ({ allocation: readAllocation(row), place: row.place }))
}

/** The marks of LIKE are left out of what a person types: they would match anything. */
const contains = (search: string): string => `%${search.replace(/[%_\\]/g, '')}%`

/** A plan that everybody may see: issued, or in 公示. */
export interface PublishedAllocation {
  readonly id: string
  readonly fundId: string
  readonly fundName: string
  readonly year: number
  readonly organizationId: OrganizationId
  readonly organizationName: string
  readonly state: AllocationState
  readonly version: number
  readonly form: AllocationForm
  readonly total: number
  readonly number: string | null
  readonly issuedOn: string | null
  readonly publicUntil: string | null
}

/** The published plans of a year, newest first, or one of them: the one read that crosses scope. */
export const listPublished = async (
  db: Read,
  which: { readonly year: number } | { readonly id: AllocationId },
): Promise<readonly PublishedAllocation[]> => {
  let query = db
    .selectFrom('allocation as a')
    .innerJoin('fund as f', 'f.id', 'a.fund_id')
    .innerJoin('organization as o', 'o.id', 'a.organization_id')
    .selectAll('a')
    .select(['f.name as fund_name', 'f.year', 'o.name as organization_name'])
    .where('a.state', 'in', ['publicity', 'issued'])
  query =
    'id' in which ? query.where('a.id', '=', which.id) : query.where('f.year', '=', which.year)
  return (await query.orderBy('a.place', 'desc').limit(200).execute()).map((row) => ({
    id: row.id,
    fundId: row.fund_id,
    fundName: row.fund_name,
    year: row.year,
    organizationId: OrganizationId.parse(row.organization_id),
    organizationName: row.organization_name,
    state: row.state,
    version: row.version,
    form: AllocationForm.parse(JSON.parse(row.form)),
    total: row.total,
    number: row.number,
    issuedOn: row.issued_on,
    publicUntil: row.public_until,
  }))
}
