import { fen } from '@qiangji/kernel/base/money.ts'
import type { Stock } from '@qiangji/kernel/fund/figure.ts'
import type { FundId } from '@qiangji/kernel/fund/fund.ts'
import type { Read } from '../engine/act.ts'

export interface ScopeStock extends Stock {
  readonly organizationId: string
}

/** The counters of these organizations in one fund, ready for kernel/fund/figure.ts. */
export const listStocks = async (
  db: Read,
  fundId: FundId,
  organizationIds: readonly string[],
): Promise<readonly ScopeStock[]> =>
  (
    await db
      .selectFrom('total')
      .select(['organization_id', 'stage', 'tier', 'route', 'amount'])
      .where('fund_id', '=', fundId)
      .where('organization_id', 'in', organizationIds)
      .where('amount', '<>', 0)
      .execute()
  ).map((row) => ({
    organizationId: row.organization_id,
    stage: row.stage,
    tier: row.tier,
    route: row.route,
    amount: fen(row.amount),
  }))
