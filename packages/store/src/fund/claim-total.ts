import { type Fen, fen } from '@qiangji/kernel/base/money.ts'
import type { Read, Tx } from '../engine/act.ts'
import { standingOf } from './spending-place.ts'
import type { ClaimTotalRow } from './spending-tables.ts'

/** How an open contract or advance counts; null while it is not open. */
type Open = Fen | null

/** Moves the counters of open contracts (what they occupy) or open advances (what is not repaid). */
export const moveClaimTotals = async (
  tx: Tx,
  of: {
    readonly fundId: string
    readonly beneficiaryId: string
    readonly noun: ClaimTotalRow['noun']
  },
  before: Open,
  after: Open,
): Promise<void> => {
  const rows = (after === null ? 0 : 1) - (before === null ? 0 : 1)
  const amount = (after ?? 0) - (before ?? 0)
  if (rows === 0 && amount === 0) return
  const standing = await standingOf(tx, of.beneficiaryId)
  await tx
    .insertInto('claim_total')
    .values(
      [...(standing?.scopes ?? [])].sort().map((scope) => ({
        fund_id: of.fundId,
        organization_id: scope,
        noun: of.noun,
        rows,
        amount,
      })),
    )
    .onConflict((c) =>
      c.columns(['fund_id', 'organization_id', 'noun']).doUpdateSet((eb) => ({
        rows: eb('claim_total.rows', '+', eb.ref('excluded.rows')),
        amount: eb('claim_total.amount', '+', eb.ref('excluded.amount')),
      })),
    )
    .execute()
}

export interface ClaimSum {
  readonly rows: number
  readonly amount: Fen
}

export const readClaimTotals = async (
  db: Read,
  fundId: string,
  organizationId: string,
): Promise<Readonly<Record<ClaimTotalRow['noun'], ClaimSum>>> => {
  const rows = await db
    .selectFrom('claim_total')
    .select(['noun', 'rows', 'amount'])
    .where('fund_id', '=', fundId)
    .where('organization_id', '=', organizationId)
    .execute()
  const sum = (noun: ClaimTotalRow['noun']): ClaimSum => {
    const row = rows.find((one) => one.noun === noun)
    return { rows: row?.rows ?? 0, amount: fen(row?.amount ?? 0) }
  }
  return { commitment: sum('commitment'), advance: sum('advance') }
}
