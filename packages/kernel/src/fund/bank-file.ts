import { sumFen } from '../base/money.ts'
import { type Payment, paymentAmount } from './payment.ts'

/** Columns of the file for 网银 batch transfer; the payment's number comes back in the bank's result. */
export const BANK_FILE_COLUMNS = [
  '序号',
  '收款人',
  '账号',
  '开户行',
  '行号',
  '金额',
  '用途',
  '支付单编号',
] as const

/** Account and bank numbers are text (they begin with zeros and exceed 15 digits); the amount is a number of yuan. */
export type BankFileRow = readonly [number, string, string, string, string, number, string, string]

/** Only payments that wait for the bank are written; a paid or rejected one never goes out again. */
export const bankFileRows = (payments: readonly Payment[]): readonly BankFileRow[] =>
  payments
    .filter((p) => p.state === 'released')
    .map((p, i) => [
      i + 1,
      p.bank.holderName,
      p.bank.number,
      p.bank.bankName,
      p.bank.bankCode,
      paymentAmount(p) / 100,
      p.purpose,
      p.number,
    ])

/** Count and total that the cashier compares with what the bank's page shows. */
export const bankFileTotal = (payments: readonly Payment[]) => {
  const waiting = payments.filter((p) => p.state === 'released')
  return { count: waiting.length, amount: sumFen(waiting, paymentAmount) }
}
