import type { Day } from '@qiangji/kernel/base/day.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import type { Route } from '@qiangji/kernel/fund/account.ts'
import type { Stock } from '@qiangji/kernel/fund/figure.ts'
import type { FundId } from '@qiangji/kernel/fund/fund.ts'
import type { Level } from '@qiangji/kernel/organization/organization.ts'
import type { Read } from '../engine/act.ts'
import { below } from '../organization/within.ts'
import type { ScopeStock } from './figure.ts'

/** A union that is a row or a tile of the board. */
export interface BoardUnit {
  readonly organizationId: string
  readonly code: string
  readonly name: string
  readonly fullName: string
  readonly level: Level
  readonly path: string
  readonly prefectureId: string | null
}

export interface BoardRecipient extends BoardUnit {
  readonly route: Route
  readonly className: string | null
}

const COLUMNS = [
  'o.id',
  'o.code',
  'o.short_name',
  'o.name',
  'o.level',
  'o.path',
  'o.prefecture_id',
] as const

interface UnitRow {
  readonly id: string
  readonly code: string
  readonly short_name: string
  readonly name: string
  readonly level: Level
  readonly path: string
  readonly prefecture_id: string | null
}

const unitOf = (row: UnitRow): BoardUnit => ({
  organizationId: row.id,
  code: row.code,
  name: row.short_name,
  fullName: row.name,
  level: row.level,
  path: row.path,
  prefectureId: row.prefecture_id,
})

/** The unions one step below, in path order. */
export const listUnitsBelow = async (
  db: Read,
  organizationId: string,
): Promise<readonly BoardUnit[]> =>
  (
    await db
      .selectFrom('organization as o')
      .select(COLUMNS)
      .where('o.parent_id', '=', organizationId)
      .orderBy('o.path')
      .execute()
  ).map(unitOf)

/** The recipients of the fund that stand on a day, at or below a path. */
export const listRecipientUnits = async (
  db: Read,
  fundId: FundId,
  path: string,
  on: Day,
): Promise<readonly BoardRecipient[]> =>
  (
    await db
      .selectFrom('fund_recipient as r')
      .innerJoin('organization as o', 'o.id', 'r.organization_id')
      .select([...COLUMNS, 'r.route', 'r.class_name'])
      .where('r.fund_id', '=', fundId)
      .where('r.from_day', '<=', on)
      .where((eb) => eb.or([eb('r.to_day', 'is', null), eb('r.to_day', '>=', on)]))
      .where('o.path', '>=', path)
      .where('o.path', '<', below(path))
      .orderBy('o.path')
      .execute()
  ).map((row) => ({ ...unitOf(row), route: row.route, className: row.class_name }))

/** The names of the unions on a path, from the root down. */
export const unitsOnPath = async (db: Read, path: string): Promise<readonly BoardUnit[]> => {
  const paths = path.split('/').filter((code) => code !== '')
  const above = paths.map((_, i) => `/${paths.slice(0, i + 1).join('/')}/`)
  return (
    await db
      .selectFrom('organization as o')
      .select(COLUMNS)
      .where('o.path', 'in', above)
      .orderBy('o.path')
      .execute()
  ).map(unitOf)
}

/** The balances themselves whose beneficiary is at or below a path: what the counters must equal. */
export const listBalances = async (
  db: Read,
  fundId: FundId,
  path: string,
): Promise<readonly Stock[]> =>
  (
    await db
      .selectFrom('account as a')
      .innerJoin('organization as o', 'o.id', 'a.beneficiary_id')
      .select(['a.stage', 'a.tier', 'a.route', 'a.balance'])
      .where('a.fund_id', '=', fundId)
      .where('o.path', '>=', path)
      .where('o.path', '<', below(path))
      .execute()
  ).map((row) => ({
    stage: row.stage,
    tier: row.tier,
    route: row.route,
    amount: fen(row.balance),
  }))

/** Counters by organization. */
export const stocksBy = (stocks: readonly ScopeStock[]): ReadonlyMap<string, ScopeStock[]> => {
  const by = new Map<string, ScopeStock[]>()
  for (const stock of stocks) {
    const own = by.get(stock.organizationId)
    if (own) own.push(stock)
    else by.set(stock.organizationId, [stock])
  }
  return by
}
