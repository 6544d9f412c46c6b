import { sumFen } from '@qiangji/kernel/base/money.ts'
import type { ShownState } from '../figure/state-mark.ts'
import type { Column } from '../list/column.ts'
import type { FundAnswers } from './payment.fields.ts'

export type ExpectedRow = FundAnswers['receipt']['expected'][number]
export type ReceiptRow = FundAnswers['receipt']['list']['rows'][number]

export const EXPECTED_COLUMNS: readonly Column<ExpectedRow>[] = [
  {
    key: 'fund',
    head: '专项',
    grow: 170,
    always: true,
    show: { as: 'slot', words: (e) => e.payment.fundName },
  },
  {
    key: 'payer',
    head: '付款单位',
    grow: 130,
    show: { as: 'text', read: (e) => e.payment.payerName },
  },
  { key: 'paid', head: '付款日期', width: 100, show: { as: 'day', read: (e) => e.since } },
  {
    key: 'amount',
    head: '待确认金额',
    width: 128,
    always: true,
    show: { as: 'money', unit: 'yuan', read: (e) => e.payment.outstanding },
  },
  { key: 'due', head: '应办日期', width: 150, show: { as: 'slot', words: (e) => e.due } },
]

const stateOf = ({ receipt }: ReceiptRow): ShownState => {
  if (receipt.state === 'reversed') return { mark: 'void', word: '已冲销' }
  return receipt.fileId === null
    ? { mark: 'waiting', word: '缺扫描件' }
    : { mark: 'done', word: '已归集' }
}

export const RECEIPT_COLUMNS: readonly Column<ReceiptRow>[] = [
  { key: 'day', head: '到账日', width: 100, show: { as: 'day', read: (r) => r.receipt.creditDay } },
  {
    key: 'number',
    head: '收据号',
    width: 120,
    always: true,
    show: { as: 'text', read: (r) => r.receipt.number },
  },
  {
    key: 'payee',
    head: '收款单位',
    grow: 140,
    show: { as: 'text', read: (r) => r.payment.payeeName },
  },
  {
    key: 'payer',
    head: '付款单位',
    grow: 130,
    show: { as: 'text', read: (r) => r.payment.payerName },
  },
  { key: 'fund', head: '专项', grow: 150, show: { as: 'text', read: (r) => r.payment.fundName } },
  {
    key: 'amount',
    head: '到账金额',
    width: 124,
    always: true,
    show: {
      as: 'money',
      unit: 'yuan',
      read: (r) => sumFen(r.receipt.lines, (line) => line.amount),
      hong: (r) => r.receipt.state === 'reversed',
    },
  },
  { key: 'who', head: '确认人', width: 80, show: { as: 'text', read: (r) => r.confirmerName } },
  { key: 'state', head: '收据', width: 96, always: true, show: { as: 'state', read: stateOf } },
]
