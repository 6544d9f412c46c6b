import { NaturalFen } from '@qiangji/kernel/base/money.ts'
import { maskAccountNumber } from '@qiangji/kernel/fund/bank-account.ts'
import { FundId } from '@qiangji/kernel/fund/fund.ts'
import { PaymentAct } from '@qiangji/kernel/fund/payment.ts'
import { payableAmount } from '@qiangji/kernel/fund/payment-batch.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { activeBankAccounts } from '@qiangji/store/fund/bank-account.ts'
import { listPayables } from '@qiangji/store/fund/payable.ts'
import { listOrganizations } from '@qiangji/store/organization/organization.ts'
import { z } from 'zod'
import { query } from '../frame/procedure.ts'

export const PayableView = z.strictObject({
  fundId: FundId,
  fundName: z.string(),
  act: PaymentAct,
  beneficiaryId: OrganizationId,
  beneficiaryName: z.string(),
  payeeId: OrganizationId,
  payeeName: z.string(),
  balance: NaturalFen,
  /** In payments that wait for release. */
  drafted: NaturalFen,
  /** What may be asked for now. */
  amount: NaturalFen,
  paused: z.boolean(),
  /** Of the payee; null: none in use, it cannot be paid. */
  account: z
    .strictObject({ holderName: z.string(), bankName: z.string(), masked: z.string() })
    .nullable(),
})
export type PayableView = z.infer<typeof PayableView>

/** 可支付: all that one's own organization may pay or pass on, in the order of funds and of the tree. */
export const payables = query(
  {
    input: z.strictObject({ fundId: FundId.nullable().default(null) }),
    output: z.array(PayableView).max(5000),
    scoped: 'own',
    snapshot: true,
    rest: 'GET /fund/payables',
  },
  async ({ db, actor, input, today }) => {
    const rows = await listPayables(db, actor.organization.organizationId, input.fundId, today)
    const ids = [...new Set(rows.flatMap((row) => [row.beneficiaryId, row.payeeId]))]
    const names = new Map((await listOrganizations(db, ids)).map((o) => [o.id, o]))
    const accounts = await activeBankAccounts(
      db,
      rows.map((row) => row.payeeId),
    )
    return rows.map(({ beneficiaryPath: _, ...row }) => {
      const account = accounts.get(row.payeeId)
      return {
        ...row,
        beneficiaryName: names.get(row.beneficiaryId)?.shortName ?? '',
        payeeName: names.get(row.payeeId)?.name ?? '',
        amount: payableAmount(row),
        account: account
          ? {
              holderName: account.holderName,
              bankName: account.bankName,
              masked: maskAccountNumber(account.number),
            }
          : null,
      }
    })
  },
)
