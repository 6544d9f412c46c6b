import { type Fen, NO_FEN, sumFen } from '@qiangji/kernel/base/money.ts'
import type { PaymentBatchForm } from '@qiangji/kernel/fund/payment-batch.ts'
import type { PaperDraft } from './order-draft.ts'
import type { PayableRow } from './payment.fields.ts'

/** A payment to be: what goes to one payee of one fund. */
export interface PayableGroup {
  readonly key: string
  readonly payeeName: string
  readonly fundName: string
  readonly account: PayableRow['account']
  readonly rows: readonly PayableRow[]
}

export const keyOf = (row: PayableRow): string => `${row.fundId}/${row.beneficiaryId}`

/** Groups what can be paid the way the server will: one payment per fund and payee. */
export const groupsOf = (rows: readonly PayableRow[]): readonly PayableGroup[] => {
  const groups = new Map<string, PayableGroup>()
  for (const row of rows) {
    const key = `${row.fundId}/${row.payeeId}/${row.act}`
    const { payeeName, fundName, account } = row
    const group = groups.get(key) ?? { key, payeeName, fundName, account, rows: [] }
    groups.set(key, { ...group, rows: [...group.rows, row] })
  }
  return [...groups.values()]
}

/** Why a row cannot be paid now; '' when it can. */
export const obstacle = (row: PayableRow): string => {
  if (row.paused) return '暂停拨付'
  if (row.account === null) return '缺收款账户'
  return row.amount === 0 ? '待授权' : ''
}

/** Amounts by key; null: not in this batch. */
export type Amounts = Record<string, Fen | null>

/** Everything that can be paid, in full: what one click proposes. */
export const wholeAmounts = (rows: readonly PayableRow[]): Amounts =>
  Object.fromEntries(rows.map((row) => [keyOf(row), obstacle(row) ? null : row.amount]))

export const taken = (rows: readonly PayableRow[], amounts: Amounts): readonly PayableRow[] =>
  rows.filter((row) => (amounts[keyOf(row)] ?? 0) > 0)

export const takenSum = (rows: readonly PayableRow[], amounts: Amounts): Fen =>
  sumFen(rows, (row) => amounts[keyOf(row)] ?? NO_FEN)

export const paperIsWhole = (paper: PaperDraft): boolean =>
  paper.number.trim() !== '' && paper.day !== null && paper.title.trim() !== ''

/** The form as the server takes it; the payee is not in it. */
export const formOf = (
  rows: readonly PayableRow[],
  amounts: Amounts,
  paper: PaperDraft,
  purpose: string,
): PaymentBatchForm => ({
  lines: taken(rows, amounts).map((row) => ({
    fundId: row.fundId,
    beneficiaryId: row.beneficiaryId,
    amount: amounts[keyOf(row)] ?? row.amount,
  })),
  document:
    paper.day === null || !paperIsWhole(paper)
      ? null
      : { number: paper.number.trim(), day: paper.day, title: paper.title.trim() },
  purpose: purpose.trim() === '' ? null : purpose.trim(),
})
