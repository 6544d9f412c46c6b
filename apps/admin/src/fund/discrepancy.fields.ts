import { DISCREPANCY_ENDS, DISCREPANCY_KINDS } from '@qiangji/kernel/fund/discrepancy.ts'
import type { ShownState } from '../figure/state-mark.ts'
import type { Column } from '../list/column.ts'
import type { FundAnswers } from './payment.fields.ts'

export type DiscrepancyRow = FundAnswers['discrepancy']['list']['rows'][number]

const stateOf = ({ discrepancy: d }: DiscrepancyRow): ShownState =>
  d.state === 'open'
    ? { mark: 'late', word: '待核实' }
    : { mark: 'done', word: d.closedBy ? DISCREPANCY_ENDS[d.closedBy] : '已核销' }

export const DISCREPANCY_COLUMNS: readonly Column<DiscrepancyRow>[] = [
  {
    key: 'day',
    head: '发现日期',
    width: 100,
    show: { as: 'day', read: (r) => r.discrepancy.openedOn },
  },
  {
    key: 'kind',
    head: '情形',
    width: 60,
    always: true,
    show: { as: 'text', read: (r) => DISCREPANCY_KINDS[r.discrepancy.kind] },
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
    key: 'number',
    head: '支付单编号',
    width: 180,
    show: { as: 'text', read: (r) => r.payment.number },
  },
  {
    key: 'amount',
    head: '差额',
    under: '发现时，元',
    width: 116,
    always: true,
    show: { as: 'money', unit: 'yuan', read: (r) => r.discrepancy.amount },
  },
  {
    key: 'left',
    head: '仍未到账',
    width: 116,
    show: {
      as: 'money',
      unit: 'yuan',
      read: (r) => (r.discrepancy.kind === 'short' ? r.payment.outstanding : null),
    },
  },
  { key: 'state', head: '状态', width: 92, always: true, show: { as: 'state', read: stateOf } },
]
