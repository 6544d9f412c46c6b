import type { Day } from '@qiangji/kernel/base/day.ts'
import { addFen, type Fen } from '@qiangji/kernel/base/money.ts'
import { figures, underwayToTownships } from '@qiangji/kernel/fund/figure.ts'
import type { FundId } from '@qiangji/kernel/fund/fund.ts'
import type { Read } from '../engine/act.ts'
import { type ClaimSum, readClaimTotals } from './claim-total.ts'
import { listStocks } from './figure.ts'
import { receivedOn, type Sector } from './spending.ts'
import { readSpendingSums, type SpendingSums } from './spending-total.ts'

/** The strip above the list: 已到账 = 已支出 + 已占用 + 可用 + what was carried, put aside, or is going to townships. */
export interface SpendingSummary {
  readonly received: Fen
  readonly spent: Fen
  readonly occupied: Fen
  readonly free: Fen
  /** 结转 and 结余. */
  readonly aside: Fen
  /** 分解在途. */
  readonly toTownships: Fen
  readonly receivedOn: Day | null
  readonly contracts: ClaimSum
  readonly advances: ClaimSum
  readonly list: SpendingSums
}

export const readSummary = async (
  db: Read,
  fundId: FundId,
  sector: Sector,
): Promise<SpendingSummary> => {
  const stocks = await listStocks(db, fundId, [sector.organizationId])
  const all = figures(stocks)
  const claims = await readClaimTotals(db, fundId, sector.organizationId)
  return {
    received: all.received,
    spent: all.spent,
    occupied: all.occupied,
    free: all.free,
    aside: addFen(all.carried, all.surplus),
    toTownships: underwayToTownships(stocks),
    receivedOn: await receivedOn(db, fundId, sector.organizationId, sector.organizationId),
    contracts: claims.commitment,
    advances: claims.advance,
    list: await readSpendingSums(db, {
      organizationId: sector.organizationId,
      fundId,
      from: null,
      to: null,
      use: null,
      state: null,
      missing: false,
    }),
  }
}
