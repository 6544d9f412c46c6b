import type { Read, Tx } from '../engine/act.ts'

/** 科目 → 用途 as this county answered for this fund; null: the subject is not of the fund. */
export const readMapping = async (
  db: Read,
  organizationId: string,
  fundId: string,
): Promise<ReadonlyMap<string, string | null>> =>
  new Map(
    (
      await db
        .selectFrom('ledger_mapping')
        .select(['subject', 'use_code'])
        .where('organization_id', '=', organizationId)
        .where('fund_id', '=', fundId)
        .orderBy('subject')
        .execute()
    ).map((row) => [row.subject, row.use_code]),
  )

export const saveMapping = async (
  tx: Tx,
  organizationId: string,
  fundId: string,
  lines: readonly { readonly subject: string; readonly use: string | null }[],
): Promise<void> => {
  for (const { subject, use } of lines)
    await tx
      .insertInto('ledger_mapping')
      .values({ organization_id: organizationId, fund_id: fundId, subject, use_code: use })
      .onConflict((c) =>
        c.columns(['organization_id', 'fund_id', 'subject']).doUpdateSet({ use_code: use }),
      )
      .execute()
}
