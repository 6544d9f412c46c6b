import { Fen } from '@qiangji/kernel/base/money.ts'
import { figures } from '@qiangji/kernel/fund/figure.ts'
import type { Fund } from '@qiangji/kernel/fund/fund.ts'
import type { Read } from '@qiangji/store/engine/act.ts'
import { listStocks } from '@qiangji/store/fund/figure.ts'
import { z } from 'zod'

/** The head figures of a fund, in fen; for a place below the province only what concerns it. */
export const FundFigures = z.strictObject({
  /** 年初核定数 and 调整数; null below the province, which does not see the budget. */
  approved: Fen.nullable(),
  adjusted: Fen.nullable(),
  budget: Fen,
  available: Fen,
  arranged: Fen,
  issued: Fen,
  remitted: Fen,
  received: Fen,
  spent: Fen,
  returned: Fen,
  occupied: Fen,
  free: Fen,
  carried: Fen,
  surplus: Fen,
  relayed: Fen,
  underwayFromProvince: Fen,
  underwayFromPrefecture: Fen,
  receivedThroughRelay: Fen,
})
export type FundFigures = z.infer<typeof FundFigures>

/** The figures of a fund for one organization and what lies below it. */
export const figuresOf = async (
  db: Read,
  fund: Pick<Fund, 'id'>,
  organizationId: string,
  budget: { readonly approved: Fen; readonly adjusted: Fen } | null,
): Promise<FundFigures> => {
  const all = figures(await listStocks(db, fund.id, [organizationId]))
  return {
    approved: budget?.approved ?? null,
    adjusted: budget?.adjusted ?? null,
    ...all,
  }
}

/** 待分配 of a fund. */
export const availableOf = async (
  db: Read,
  fund: Pick<Fund, 'id' | 'organizationId'>,
): Promise<Fen> => figures(await listStocks(db, fund.id, [fund.organizationId])).available
