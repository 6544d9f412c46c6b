import { type Day, day } from '@qiangji/kernel/base/day.ts'
import type { Fen } from '@qiangji/kernel/base/money.ts'
import type { Spending, SpendingKind, SpendingState } from '@qiangji/kernel/fund/spending.ts'
import { voucherNumber } from '@qiangji/kernel/fund/voucher.ts'
import type { Level } from '@qiangji/kernel/organization/organization.ts'
import type { Read, Tx } from '../engine/act.ts'
import { nextNumber } from '../engine/number.ts'
import { type Standing, standingsOf } from './spending-place.ts'
import { changing, counted, readSpending, rowOf } from './spending-row.ts'
import { moveSpendingTotals, type SpendingSums, sumsOf } from './spending-total.ts'

/** From where a list is looked at: the organization with all below it. */
export interface Sector {
  readonly organizationId: string
  readonly path: string
  readonly level: Level
}

export const findSpending = async (db: Read, id: string): Promise<Spending | null> => {
  const row = await db.selectFrom('spending').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? readSpending(row) : null
}

export const findSpendings = async (
  db: Read,
  ids: readonly string[],
): Promise<readonly Spending[]> => {
  const found: Spending[] = []
  for (let at = 0; at < ids.length; at += CHUNK)
    for (const row of await db
      .selectFrom('spending')
      .selectAll()
      .where('id', 'in', ids.slice(at, at + CHUNK))
      .execute())
      found.push(readSpending(row))
  return found
}

/** Rows of a multi-row statement: both engines bound the number of parameters. */
const CHUNK = 400

/** Adds rows, in this order, and counts them. `step` hears how many are in after each statement. */
export const addSpendings = async (
  tx: Tx,
  spendings: readonly Spending[],
  threshold: Fen | null,
  step?: (done: number) => void,
): Promise<void> => {
  if (spendings.length === 0) return
  const standings = await standingsOf(tx, [...new Set(spendings.map((s) => s.beneficiaryId))])
  for (let at = 0; at < spendings.length; at += CHUNK) {
    const chunk = spendings.slice(at, at + CHUNK)
    await tx
      .insertInto('spending')
      .values(
        chunk.map((s) => rowOf(s, standingIn(standings, s.beneficiaryId), nextNumber(), threshold)),
      )
      .execute()
    step?.(at + chunk.length)
  }
  await moveSpendingTotals(
    tx,
    spendings.map((s) => ({
      before: null,
      after: counted(s, standingIn(standings, s.beneficiaryId), threshold),
    })),
  )
}

/** Saves over the revision that was read; false when somebody saved in between. */
export const saveSpending = async (
  tx: Tx,
  old: Spending,
  now: Spending,
  threshold: Fen | null,
): Promise<boolean> => {
  const standings = await standingsOf(tx, [old.beneficiaryId, now.beneficiaryId])
  const place = standingIn(standings, now.beneficiaryId)
  const saved = await tx
    .updateTable('spending')
    .set({
      ...changing(now, threshold),
      prefecture_id: place.prefectureId,
      county_id: place.countyId,
      revision: old.revision + 1,
    })
    .where('id', '=', old.id)
    .where('revision', '=', old.revision)
    .executeTakeFirst()
  if (saved.numUpdatedRows !== 1n) return false
  await touchList(tx, old)
  await moveSpendingTotals(tx, [
    {
      before: counted(old, standingIn(standings, old.beneficiaryId), threshold),
      after: counted(now, place, threshold),
    },
  ])
  return true
}

/** A list is changed with its rows as long as they are not posted: what was signed of it no longer stands. */
const touchList = async (tx: Tx, { importId, state }: Spending): Promise<void> => {
  if (importId === null || (state !== 'pending' && state !== 'returned')) return
  await tx
    .updateTable('ledger_import')
    .set((eb) => ({ revision: eb('revision', '+', 1) }))
    .where('id', '=', importId)
    .execute()
}

/** Sets many waiting rows to posted at once. */
export const markPosted = async (
  tx: Tx,
  spendings: readonly Spending[],
  by: {
    readonly personId: string
    readonly onBehalfOf: string | null
    readonly today: Day
  },
  thresholds: ReadonlyMap<string, Fen | null>,
): Promise<void> => {
  for (let at = 0; at < spendings.length; at += CHUNK)
    await tx
      .updateTable('spending')
      .set((eb) => ({
        state: 'posted',
        releaser: by.personId,
        releaser_for: by.onBehalfOf,
        posted_on: by.today,
        revision: eb('revision', '+', 1),
      }))
      .where(
        'id',
        'in',
        spendings.slice(at, at + CHUNK).map((s) => s.id),
      )
      .execute()
  const standings = await standingsOf(tx, [...new Set(spendings.map((s) => s.beneficiaryId))])
  await moveSpendingTotals(
    tx,
    spendings.map((s) => {
      const place = standingIn(standings, s.beneficiaryId)
      const threshold = thresholds.get(s.fundId) ?? null
      return {
        before: counted(s, place, threshold),
        after: counted({ ...s, state: 'posted' }, place, threshold),
      }
    }),
  )
}

const standingIn = (standings: ReadonlyMap<string, Standing>, id: string): Standing => {
  const standing = standings.get(id)
  if (!standing) throw new Error(`no organization ${id}`)
  return standing
}

/** The day of another row that stands under this key, or null: what was withdrawn or reversed frees it. */
export const takenOn = async (
  db: Read,
  key: {
    /** Whose books: the voucher of a township with its own account is not one of its county's. */
    readonly holderId: string
    readonly year: number
    readonly voucher: string
    readonly line: number
    readonly except: string | null
  },
): Promise<Day | null> => {
  let query = db
    .selectFrom('spending')
    .select('day')
    .where((eb) => eb(eb.fn.coalesce('holder_id', 'organization_id'), '=', key.holderId))
    .where('year', '=', key.year)
    .where('voucher', '=', key.voucher)
    .where('line', '=', key.line)
    .where('kind', '<>', 'reversal')
    .where('state', 'not in', ['withdrawn', 'reversed'])
  if (key.except !== null) query = query.where('id', '<>', key.except)
  const row = await query.executeTakeFirst()
  return row ? day(row.day) : null
}

/** The day on which the first money of this line came to its holder, or null. */
export const receivedOn = async (
  db: Read,
  fundId: string,
  beneficiaryId: string,
  holderId: string,
): Promise<Day | null> => {
  const first = await db
    .selectFrom('account as a')
    .innerJoin('entry as e', 'e.account_id', 'a.id')
    .innerJoin('journal as j', 'j.id', 'e.journal_id')
    .select('j.day')
    .where('a.fund_id', '=', fundId)
    .where('a.beneficiary_id', '=', beneficiaryId)
    .where('a.holder_id', '=', holderId)
    .where('a.stage', '=', 'held')
    .orderBy('e.journal_id')
    .limit(1)
    .executeTakeFirst()
  return first ? day(first.day) : null
}

export interface SpendingAsk {
  readonly sector: Sector
  readonly fundId: string
  /** Months YYYY-MM, inclusive. */
  readonly from: string | null
  readonly to: string | null
  readonly use: string | null
  /** null: every state but 已撤回. */
  readonly state: SpendingState | null
  readonly kind: SpendingKind | null
  readonly missing: boolean
  readonly importId: string | null
  /** 摘要、凭证号、收款人. */
  readonly search: string | null
}

const asked = (db: Read, ask: SpendingAsk) => {
  const { sector } = ask
  let query = db.selectFrom('spending').where('fund_id', '=', ask.fundId)
  if (sector.level === 'prefecture')
    query = query.where('prefecture_id', '=', sector.organizationId)
  if (sector.level === 'county') query = query.where('county_id', '=', sector.organizationId)
  if (sector.level === 'township') query = query.where('beneficiary_id', '=', sector.organizationId)
  if (ask.from !== null) query = query.where('day', '>=', `${ask.from}-01`)
  if (ask.to !== null) query = query.where('day', '<=', `${ask.to}-31`)
  if (ask.use !== null) query = query.where('use_code', '=', ask.use)
  query =
    ask.state === null
      ? query.where('state', '<>', 'withdrawn')
      : query.where('state', '=', ask.state)
  if (ask.kind !== null) query = query.where('kind', '=', ask.kind)
  if (ask.missing) query = query.where('file_missing', '=', 1)
  if (ask.importId !== null) query = query.where('import_id', '=', ask.importId)
  if (ask.search === null) return query
  const words = ask.search.replace(/[\\%_]/g, '')
  const like = `%${words}%`
  const voucher = `%${voucherNumber(words)}%`
  return query.where((eb) =>
    eb.or([eb('summary', 'like', like), eb('voucher', 'like', voucher), eb('payee', 'like', like)]),
  )
}

/** Newest voucher first, within a day the last written first; one row more than the limit. */
export const listSpendings = async (
  db: Read,
  ask: SpendingAsk & { readonly limit: number; readonly after: readonly [string, number] | null },
): Promise<readonly { readonly spending: Spending; readonly seq: number }[]> => {
  let query = asked(db, ask).selectAll()
  const { after } = ask
  if (after !== null)
    query = query.where((eb) =>
      eb.or([
        eb('day', '<', after[0]),
        eb.and([eb('day', '=', after[0]), eb('seq', '<', after[1])]),
      ]),
    )
  return (
    await query
      .orderBy('day', 'desc')
      .orderBy('seq', 'desc')
      .limit(ask.limit + 1)
      .execute()
  ).map((row) => ({ spending: readSpending(row), seq: row.seq }))
}

/** The sums of a list that the counters cannot answer: a search for words, or one import. */
export const sumSpendings = async (db: Read, ask: SpendingAsk): Promise<SpendingSums> =>
  sumsOf(
    await asked(db, ask)
      .select(['kind', 'state', 'file_missing'])
      .select((eb) => [
        eb.fn.countAll<number>().as('rows'),
        eb.fn.sum<number>('signed').as('amount'),
      ])
      .groupBy(['kind', 'state', 'file_missing'])
      .execute(),
  )

/** The refunds and the reversal that name a row, oldest first. */
export const listNaming = async (db: Read, id: string): Promise<readonly Spending[]> =>
  (
    await db
      .selectFrom('spending')
      .selectAll()
      .where('of_id', '=', id)
      .orderBy('seq')
      .limit(200)
      .execute()
  ).map(readSpending)
