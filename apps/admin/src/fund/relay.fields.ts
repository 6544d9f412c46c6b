import type { Column } from '../list/column.ts'
import type { FundAnswers } from './payment.fields.ts'

export type WaitingRow = FundAnswers['relay']['list'][number]

export const WAITING_COLUMNS: readonly Column<WaitingRow>[] = [
  { key: 'holder', head: '市州', grow: 130, show: { as: 'text', read: (w) => w.holderName } },
  {
    key: 'beneficiary',
    head: '县区',
    width: 104,
    always: true,
    show: { as: 'text', read: (w) => w.beneficiaryName },
  },
  { key: 'fund', head: '专项', grow: 180, show: { as: 'text', read: (w) => w.fundName } },
  {
    key: 'amount',
    head: '待转拨',
    width: 128,
    always: true,
    show: { as: 'money', unit: 'yuan', read: (w) => w.amount, strong: true },
  },
  { key: 'since', head: '市级到账日', width: 104, show: { as: 'day', read: (w) => w.since } },
  {
    key: 'days',
    head: '滞留天数',
    under: '自然日',
    width: 84,
    always: true,
    show: { as: 'slot', figure: true, words: (w) => String(w.days) },
  },
  { key: 'due', head: '应转拨日期', width: 130, show: { as: 'slot', words: (w) => w.due } },
  { key: 'note', head: '说明', width: 110, show: { as: 'slot' } },
]

export const keyOfWaiting = (w: WaitingRow): string => `${w.fundId}/${w.beneficiaryId}`
