import { createHash } from 'node:crypto'
import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { type Fen, fen } from '@qiangji/kernel/base/money.ts'
import { AuditSample, type Candidate } from '@qiangji/kernel/fund/audit-sample.ts'
import type { Selectable } from 'kysely'
import type { Read, Tx } from '../engine/act.ts'
import { below } from '../organization/within.ts'
import type { AuditSampleRow } from './audit-tables.ts'
import { readHand } from './bank-account.ts'

/** A spending journal that may be drawn. */
export interface SpentJournal extends Candidate {
  readonly document: string
  readonly day: Day
  readonly beneficiaryId: string
  readonly holderId: string
}

export interface Population {
  readonly fundId: string
  /** Beneficiaries at or below this path. */
  readonly path: string
  readonly from: Day
  readonly to: Day
}

/** sha256(seed "/" id): anybody with the seed and the list of spendings can draw again. */
export const rankOf = (seed: string, id: string): string =>
  createHash('sha256').update(`${seed}/${id}`).digest('hex')

/** The spendings posted in a period that stand: those reversed are no spendings. */
export const listSpent = async (
  db: Read,
  ask: Population,
  seed: string,
): Promise<readonly SpentJournal[]> =>
  (
    await db
      .selectFrom('account as a')
      .innerJoin('organization as b', 'b.id', 'a.beneficiary_id')
      .innerJoin('entry as e', 'e.account_id', 'a.id')
      .innerJoin('journal as j', 'j.id', 'e.journal_id')
      .leftJoin('journal as r', 'r.reverses', 'j.id')
      .select(['j.public_id', 'j.document', 'j.day', 'e.amount', 'a.beneficiary_id', 'a.holder_id'])
      .where('a.fund_id', '=', ask.fundId)
      .where('a.stage', '=', 'spent')
      .where('b.path', '>=', ask.path)
      .where('b.path', '<', below(ask.path))
      .where('j.act', '=', 'spend')
      .where('j.day', '>=', ask.from)
      .where('j.day', '<=', ask.to)
      .where('r.id', 'is', null)
      .orderBy('j.id')
      .execute()
  ).map((row) => ({
    id: row.public_id,
    rank: rankOf(seed, row.public_id),
    amount: fen(row.amount),
    document: row.document,
    day: day(row.day),
    beneficiaryId: row.beneficiary_id,
    holderId: row.holder_id,
  }))

const readSample = (row: Selectable<AuditSampleRow>): AuditSample =>
  AuditSample.parse({
    id: row.id,
    auditorId: row.auditor_id,
    fundId: row.fund_id,
    organizationId: row.organization_id,
    title: row.title,
    from: row.from_day,
    to: row.to_day,
    threshold: row.threshold,
    count: row.count,
    seed: row.seed,
    population: row.population,
    populationAmount: row.population_amount,
    drawer: readHand(row.drawn_by, row.drawn_for),
    drawnOn: row.drawn_on,
  })

export const addSample = async (tx: Tx, s: AuditSample): Promise<void> => {
  await tx
    .insertInto('audit_sample')
    .values({
      id: s.id,
      auditor_id: s.auditorId,
      fund_id: s.fundId,
      organization_id: s.organizationId,
      title: s.title,
      from_day: s.from,
      to_day: s.to,
      threshold: s.threshold,
      count: s.count,
      seed: s.seed,
      population: s.population,
      population_amount: s.populationAmount,
      drawn_by: s.drawer.personId,
      drawn_for: s.drawer.onBehalfOf,
      drawn_on: s.drawnOn,
    })
    .execute()
}

export interface ListedSample {
  readonly sample: AuditSample
  readonly auditorName: string
  readonly auditorPath: string
  readonly organizationName: string
  readonly fundName: string
}

interface SampleList {
  /** Samples of auditors at or below this path. */
  readonly path: string
  readonly fundId: string | null
  readonly search: string
  readonly limit: number
  readonly after: readonly [string, string] | null
}

const samples = (db: Read, path: string) =>
  db
    .selectFrom('audit_sample as s')
    .innerJoin('organization as w', 'w.id', 's.auditor_id')
    .innerJoin('organization as o', 'o.id', 's.organization_id')
    .innerJoin('fund as f', 'f.id', 's.fund_id')
    .selectAll('s')
    .select([
      'w.name as auditor_name',
      'w.path as auditor_path',
      'o.name as organization_name',
      'f.name as fund_name',
    ])
    .where('w.path', '>=', path)
    .where('w.path', '<', below(path))

type SampleRow = Awaited<ReturnType<ReturnType<typeof samples>['execute']>>[number]

const listed = (row: SampleRow): ListedSample => ({
  sample: readSample(row),
  auditorName: row.auditor_name,
  auditorPath: row.auditor_path,
  organizationName: row.organization_name,
  fundName: row.fund_name,
})

/** Newest first; one more than asked tells of a next page. */
export const listSamples = async (db: Read, ask: SampleList): Promise<readonly ListedSample[]> => {
  let query = samples(db, ask.path)
  if (ask.fundId !== null) query = query.where('s.fund_id', '=', ask.fundId)
  const words = ask.search.replace(/[%_]/g, '')
  if (words !== '')
    query = query.where((eb) =>
      eb.or([eb('s.title', 'like', `%${words}%`), eb('o.name', 'like', `%${words}%`)]),
    )
  const { after } = ask
  if (after)
    query = query.where((eb) =>
      eb.or([
        eb('s.drawn_on', '<', after[0]),
        eb.and([eb('s.drawn_on', '=', after[0]), eb('s.id', '<', after[1])]),
      ]),
    )
  const rows = await query
    .orderBy('s.drawn_on', 'desc')
    .orderBy('s.id', 'desc')
    .limit(ask.limit + 1)
    .execute()
  return rows.map(listed)
}

/** The sample if its auditor is at or below the path. */
export const findSample = async (
  db: Read,
  id: string,
  path: string,
): Promise<ListedSample | null> => {
  const row = await samples(db, path).where('s.id', '=', id).executeTakeFirst()
  return row ? listed(row) : null
}

/** How many items of each sample stand in each state, with their sum. */
export const countItems = async (
  db: Read,
  sampleIds: readonly string[],
): Promise<
  readonly {
    readonly sampleId: string
    readonly state: string
    readonly count: number
    readonly amount: Fen
  }[]
> =>
  sampleIds.length === 0
    ? []
    : (
        await db
          .selectFrom('audit_sample_item')
          .select((eb) => [
            'sample_id',
            'state',
            eb.fn.countAll<number>().as('count'),
            eb.fn.sum<number>('amount').as('amount'),
          ])
          .where('sample_id', 'in', sampleIds)
          .groupBy(['sample_id', 'state'])
          .execute()
      ).map((row) => ({
        sampleId: row.sample_id,
        state: row.state,
        count: Number(row.count),
        amount: fen(Number(row.amount)),
      }))
