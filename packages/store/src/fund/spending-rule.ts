import { type Fen, fen } from '@qiangji/kernel/base/money.ts'
import { USUAL_FILE_THRESHOLD } from '@qiangji/kernel/fund/spending.ts'
import type { Read, Tx } from '../engine/act.ts'

export interface SpendingRule {
  /** From this amount on a payment needs a file; null: never. */
  readonly fileThreshold: Fen | null
  readonly revision: number
}

export const findRule = async (db: Read, fundId: string): Promise<SpendingRule> => {
  const row = await db
    .selectFrom('spending_rule')
    .select(['file_threshold', 'revision'])
    .where('fund_id', '=', fundId)
    .executeTakeFirst()
  if (!row) return { fileThreshold: USUAL_FILE_THRESHOLD, revision: 0 }
  return {
    fileThreshold: row.file_threshold === null ? null : fen(row.file_threshold),
    revision: row.revision,
  }
}

/** Sets the threshold, and with it which rows of the fund lack a file; the counters are summed anew. */
export const saveRule = async (
  tx: Tx,
  fundId: string,
  rule: SpendingRule,
): Promise<SpendingRule> => {
  const next = { ...rule, revision: rule.revision + 1 }
  await tx
    .insertInto('spending_rule')
    .values({ fund_id: fundId, file_threshold: rule.fileThreshold, revision: next.revision })
    .onConflict((c) =>
      c
        .column('fund_id')
        .doUpdateSet({ file_threshold: rule.fileThreshold, revision: next.revision }),
    )
    .execute()
  await tx
    .updateTable('spending')
    .set((eb) => ({
      file_missing:
        rule.fileThreshold === null
          ? 0
          : eb
              .case()
              .when(
                eb.and([
                  eb('files', '=', 0),
                  eb('amount', '>=', rule.fileThreshold),
                  eb('kind', '<>', 'reversal'),
                  eb('state', 'in', ['pending', 'returned', 'posted']),
                ]),
              )
              .then(1)
              .else(0)
              .end(),
    }))
    .where('fund_id', '=', fundId)
    .execute()
  await recount(tx, fundId)
  return next
}

const recount = async (tx: Tx, fundId: string): Promise<void> => {
  await tx.deleteFrom('spending_total').where('fund_id', '=', fundId).execute()
  const province = await tx
    .selectFrom('organization')
    .select('id')
    .where('level', '=', 'province')
    .executeTakeFirstOrThrow()
  const parts = await tx
    .selectFrom('spending')
    .select(['beneficiary_id', 'county_id', 'prefecture_id'])
    .select(['month', 'use_code', 'kind', 'state', 'file_missing'])
    .select((eb) => [eb.fn.countAll<number>().as('rows'), eb.fn.sum<number>('signed').as('amount')])
    .where('fund_id', '=', fundId)
    .groupBy(['beneficiary_id', 'county_id', 'prefecture_id'])
    .groupBy(['month', 'use_code', 'kind', 'state', 'file_missing'])
    .execute()
  for (const { beneficiary_id, county_id, prefecture_id, ...part } of parts)
    for (const scope of new Set([beneficiary_id, county_id, prefecture_id, province.id]))
      if (scope !== null)
        await tx
          .insertInto('spending_total')
          .values({ ...part, fund_id: fundId, organization_id: scope })
          .onConflict((c) =>
            c
              .columns([
                'fund_id',
                'organization_id',
                'month',
                'use_code',
                'kind',
                'state',
                'file_missing',
              ])
              .doUpdateSet((eb) => ({
                rows: eb('spending_total.rows', '+', eb.ref('excluded.rows')),
                amount: eb('spending_total.amount', '+', eb.ref('excluded.amount')),
              })),
          )
          .execute()
}
