import { sumFen } from '@qiangji/kernel/base/money.ts'
import { PAYMENT_STATES, type PaymentState } from '@qiangji/kernel/fund/payment.ts'
import type { inferRouterOutputs } from '@trpc/server'
import type { Mark, ShownState } from '../figure/state-mark.ts'
import type { Column } from '../list/column.ts'
import type { AppRouter } from '../wire/router.ts'

export type FundAnswers = inferRouterOutputs<AppRouter>['fund']
export type BatchRow = FundAnswers['payment']['batches']['rows'][number]
export type PaymentRow = FundAnswers['payment']['batch']['payments'][number]
export type PayableRow = FundAnswers['payment']['payables'][number]

const MARKS: Record<PaymentState, Mark> = {
  drafted: 'review',
  rejected: 'returned',
  cancelled: 'void',
  released: 'waiting',
  paid: 'done',
  failed: 'late',
}

/** The states that a person filters by, in the order in which a payment passes them. */
export const STATE_ORDER: readonly PaymentState[] = [
  'drafted',
  'released',
  'paid',
  'failed',
  'rejected',
  'cancelled',
]

export const paymentState = (state: PaymentState): ShownState => ({
  mark: MARKS[state],
  word: PAYMENT_STATES[state],
})

/** A part of a batch: 支付成功 3. */
export const partState = (part: { state: PaymentState; count: number }): ShownState => ({
  mark: MARKS[part.state],
  word: `${PAYMENT_STATES[part.state]} ${part.count}`,
})

export const BATCH_COLUMNS: readonly Column<BatchRow>[] = [
  { key: 'made', head: '制单日期', width: 100, show: { as: 'day', read: (b) => b.madeOn } },
  {
    key: 'number',
    head: '批次编号',
    width: 168,
    always: true,
    show: { as: 'slot', words: (b) => b.number },
  },
  { key: 'payer', head: '付款单位', grow: 150, show: { as: 'text', read: (b) => b.payerName } },
  { key: 'count', head: '笔数', width: 60, show: { as: 'count', read: (b) => countOf(b) } },
  {
    key: 'amount',
    head: '金额',
    width: 140,
    always: true,
    show: { as: 'money', unit: 'yuan', read: (b) => amountOf(b) },
  },
  {
    key: 'hands',
    head: '制单 / 授权',
    width: 132,
    show: { as: 'slot', words: (b) => `${b.maker.name || '—'} / ${b.releaser?.name ?? '—'}` },
  },
  {
    key: 'released',
    head: '授权日期',
    width: 100,
    show: { as: 'day', read: (b) => b.releasedOn },
  },
  {
    key: 'parts',
    head: '支付状态',
    grow: 220,
    always: true,
    show: { as: 'slot', words: (b) => b.parts.map((part) => partState(part).word).join('、') },
  },
]

/** Rejected and cancelled payments are no longer part of what the batch pays. */
const standing = (b: BatchRow) =>
  b.parts.filter((p) => p.state !== 'rejected' && p.state !== 'cancelled')

export const countOf = (b: BatchRow): number => standing(b).reduce((sum, p) => sum + p.count, 0)
export const amountOf = (b: BatchRow) => sumOf(standing(b))
const sumOf = (parts: BatchRow['parts']) => sumFen(parts, (p) => p.amount)

export const PAYMENT_COLUMNS: readonly Column<PaymentRow>[] = [
  {
    key: 'number',
    head: '支付单编号',
    width: 186,
    always: true,
    show: { as: 'slot', words: (p) => p.number },
  },
  { key: 'payee', head: '收款单位', grow: 150, show: { as: 'text', read: (p) => p.payeeName } },
  // A whole account number leaves the system only in the bank's own file.
  {
    key: 'account',
    head: '收款账户',
    grow: 210,
    show: { as: 'slot', words: (p) => p.account && `${p.account.masked} ${p.account.bankName}` },
  },
  {
    key: 'fund',
    head: '专项',
    grow: 150,
    wide: true,
    show: { as: 'text', read: (p) => p.fundName },
  },
  { key: 'lines', head: '行数', width: 52, show: { as: 'count', read: (p) => p.lines.length } },
  {
    key: 'amount',
    head: '金额',
    width: 122,
    always: true,
    show: { as: 'money', unit: 'yuan', read: (p) => p.amount },
  },
  {
    key: 'received',
    head: '已到账',
    width: 122,
    show: { as: 'money', unit: 'yuan', read: (p) => p.received },
  },
  { key: 'paid', head: '支付日期', width: 100, show: { as: 'day', read: (p) => p.paidOn } },
  {
    key: 'state',
    head: '状态',
    width: 92,
    always: true,
    show: { as: 'state', read: (p) => paymentState(p.state) },
  },
]
