import { type Fen, sumFen } from '../base/money.ts'
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

/** Account and bank numbers are text: they begin with zeros and are longer than a number can be. */
export type BankFileRow = readonly [number, string, string, string, string, Fen, string, string]

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
      paymentAmount(p),
      p.purpose,
      p.number,
    ])

/** The rows as CSV (RFC 4180, with the mark that makes Excel read UTF-8); amounts in yuan without commas. */
export const bankFileCsv = (rows: readonly BankFileRow[]): string =>
  `\ufeff${[
    BANK_FILE_COLUMNS,
    ...rows.map((row) => row.map((cell, i) => (i === 5 ? yuanText(Number(cell)) : String(cell)))),
  ]
    .map((cells) => cells.map(quoted).join(','))
    .join('\r\n')}\r\n`

const yuanText = (amount: number): string =>
  `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`

const quoted = (cell: string): string =>
  /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell

/** Count and total that the cashier compares with what the bank's page shows. */
export const bankFileTotal = (payments: readonly Payment[]) => {
  const waiting = payments.filter((p) => p.state === 'released')
  return { count: waiting.length, amount: sumFen(waiting, paymentAmount) }
}
