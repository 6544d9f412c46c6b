import { Fund, type FundId } from '@qiangji/kernel/fund/fund.ts'
import type { Read, Tx } from '../engine/act.ts'
import { needsRowLocks } from '../engine/lock.ts'
import type { FundRow } from './ledger-tables.ts'

const readFund = (row: FundRow): Fund =>
  Fund.parse({
    id: row.id,
    organizationId: row.organization_id,
    year: row.year,
    name: row.name,
    source: row.source,
    subject: JSON.parse(row.subject),
    department: row.department,
    basis: row.basis,
    uses: JSON.parse(row.uses),
    prohibitions: JSON.parse(row.prohibitions),
    ageRule: JSON.parse(row.age_rule),
    publicity: row.publicity === 1,
    quotaUnit: row.quota_unit,
    previousFundId: row.previous_fund_id,
    state: row.state,
    budgetState: row.budget_state,
    revision: row.revision,
  })

const rowOf = (fund: Fund): FundRow => ({
  id: fund.id,
  organization_id: fund.organizationId,
  year: fund.year,
  name: fund.name,
  source: fund.source,
  subject: JSON.stringify(fund.subject),
  department: fund.department,
  basis: fund.basis,
  uses: JSON.stringify(fund.uses),
  prohibitions: JSON.stringify(fund.prohibitions),
  age_rule: JSON.stringify(fund.ageRule),
  publicity: fund.publicity ? 1 : 0,
  quota_unit: fund.quotaUnit,
  previous_fund_id: fund.previousFundId,
  state: fund.state,
  budget_state: fund.budgetState,
  revision: fund.revision,
})

export const findFund = async (db: Read, id: FundId): Promise<Fund | null> => {
  const row = await db.selectFrom('fund').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? readFund(row) : null
}

/** Reads the fund to be ended: what is being posted to it comes before, what comes later finds it ended. */
export const takeFund = async (tx: Tx, id: FundId): Promise<Fund | null> => {
  const query = tx.selectFrom('fund').selectAll().where('id', '=', id)
  const row = await (needsRowLocks(tx) ? query.forUpdate() : query).executeTakeFirst()
  return row ? readFund(row) : null
}

/** All funds, newest year first; they are few (a province opens a handful a year). */
export const listFunds = async (db: Read): Promise<readonly Fund[]> =>
  (await db.selectFrom('fund').selectAll().orderBy('year', 'desc').orderBy('name').execute()).map(
    readFund,
  )

export const addFund = async (tx: Tx, fund: Fund): Promise<void> => {
  await tx.insertInto('fund').values(rowOf(fund)).execute()
}

/** Saves over the revision that was read; false when somebody saved in between. */
export const saveFund = async (tx: Tx, fund: Fund, read: number): Promise<boolean> => {
  const { id, ...row } = rowOf({ ...fund, revision: read + 1 })
  const saved = await tx
    .updateTable('fund')
    .set(row)
    .where('id', '=', id)
    .where('revision', '=', read)
    .executeTakeFirst()
  return saved.numUpdatedRows === 1n
}
