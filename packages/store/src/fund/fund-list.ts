import type { Scope } from '@qiangji/kernel/access/scope.ts'
import { type Fen, fen } from '@qiangji/kernel/base/money.ts'
import type { Fund, FundForm, FundId } from '@qiangji/kernel/fund/fund.ts'
import type { Read } from '../engine/act.ts'
import { below } from '../organization/within.ts'
import { listFunds } from './fund.ts'

/** The funds that concern a place: all of them for the province, below it those on whose list it or its county stands. */
export const listFundsWithin = async (db: Read, scope: Scope): Promise<readonly Fund[]> => {
  const all = await listFunds(db)
  if (scope.level === 'province') return all
  const concerned = await fundsOf(db, scope)
  return all.filter((fund) => concerned.has(fund.id))
}

/** Whether a fund concerns the place at all. */
export const concerns = async (db: Read, scope: Scope, fundId: FundId): Promise<boolean> =>
  scope.level === 'province' || (await fundsOf(db, scope)).has(fundId)

const fundsOf = async (db: Read, scope: Scope): Promise<ReadonlySet<string>> => {
  const above = [scope.countyId, scope.prefectureId].filter((id) => id !== null)
  const rows = await db
    .selectFrom('fund_recipient as r')
    .innerJoin('organization as o', 'o.id', 'r.organization_id')
    .select('r.fund_id')
    .distinct()
    .where((eb) =>
      eb.or([
        eb.and([eb('o.path', '>=', scope.path), eb('o.path', '<', below(scope.path))]),
        ...(scope.level === 'township' && above.length > 0
          ? [eb('r.organization_id', 'in', above)]
          : []),
      ]),
    )
    .execute()
  return new Set(rows.map((row) => row.fund_id))
}

/** Σ budget and Σ adjust journals of every fund, reversals included: 年初核定数 and 调整数. */
export const budgetOfFunds = async (
  db: Read,
): Promise<ReadonlyMap<string, { readonly approved: Fen; readonly adjusted: Fen }>> => {
  const rows = await db
    .selectFrom('journal as j')
    .leftJoin('journal as o', 'o.id', 'j.reverses')
    .innerJoin('entry as e', 'e.journal_id', 'j.id')
    .innerJoin('account as a', 'a.id', 'e.account_id')
    .select(['j.fund_id', 'e.amount', 'j.act', 'o.act as original'])
    .where('a.stage', '=', 'available')
    .where((eb) =>
      eb.or([eb('j.act', 'in', ['budget', 'adjust']), eb('o.act', 'in', ['budget', 'adjust'])]),
    )
    .execute()
  const sums = new Map<string, { approved: Fen; adjusted: Fen }>()
  for (const row of rows) {
    const sum = sums.get(row.fund_id) ?? { approved: fen(0), adjusted: fen(0) }
    if ((row.original ?? row.act) === 'budget') sum.approved = fen(sum.approved + row.amount)
    else sum.adjusted = fen(sum.adjusted + row.amount)
    sums.set(row.fund_id, sum)
  }
  return sums
}

/** Whether another fund of this body, year and name exists. */
export const isNameTaken = async (
  db: Read,
  organizationId: string,
  { year, name }: Pick<FundForm, 'year' | 'name'>,
  except: FundId | null,
): Promise<boolean> => {
  const rows = await db
    .selectFrom('fund')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('year', '=', year)
    .where('name', '=', name)
    .execute()
  return rows.some((row) => row.id !== except)
}

export const isPosted = async (db: Read, fundId: FundId): Promise<boolean> =>
  (await db.selectFrom('journal').select('id').where('fund_id', '=', fundId).limit(1).execute())
    .length > 0
