import type { ShownState } from '../figure/state-mark.ts'
import type { Column } from '../list/column.ts'
import type { Spending } from './demonstration-spending.ts'

const STATES: Record<Spending['state'], ShownState> = {
  posted: { mark: 'done', word: '已入账' },
  waiting: { mark: 'review', word: '待审核' },
  reversed: { mark: 'void', word: '已冲销' },
}

export const SPENDING_COLUMNS: readonly Column<Spending>[] = [
  { key: 'day', head: '日期', width: 104, sort: true, show: { as: 'day', read: (s) => s.day } },
  { key: 'voucher', head: '凭证号', width: 84, always: true, show: { as: 'slot' } },
  { key: 'words', head: '摘要', grow: 280, always: true, show: { as: 'slot' } },
  { key: 'use', head: '用途', width: 126, show: { as: 'text', read: (s) => s.use } },
  {
    key: 'payee',
    head: '收款人',
    grow: 170,
    show: { as: 'text', read: (s) => s.payee || null, grey: true },
  },
  {
    key: 'amount',
    head: '金额',
    width: 104,
    show: {
      as: 'money',
      unit: 'yuan',
      read: (s) => s.amount,
      hong: (s) => s.amount < 0,
    },
  },
  { key: 'from', head: '来源', width: 56, show: { as: 'text', read: (s) => s.from, grey: true } },
  { key: 'files', head: '附件', width: 52, show: { as: 'count', read: (s) => s.files } },
  { key: 'state', head: '状态', width: 86, show: { as: 'state', read: (s) => STATES[s.state] } },
]
