import type { Recipient } from '@qiangji/kernel/fund/fund.ts'
import type { Column } from '../list/column.ts'

export interface RecipientShown {
  readonly recipient: Recipient
  readonly code: string
  readonly name: string
  readonly shortName: string
  readonly viaName: string | null
}

export const RECIPIENT_COLUMNS: readonly Column<RecipientShown>[] = [
  {
    key: 'name',
    head: '补助对象',
    grow: 150,
    always: true,
    show: { as: 'text', read: (r) => r.name },
  },
  { key: 'code', head: '代码', width: 78, show: { as: 'text', read: (r) => r.code, grey: true } },
  {
    key: 'route',
    head: '拨付路径',
    width: 132,
    show: {
      as: 'text',
      read: (r) => (r.viaName === null ? '省直拨' : `经${r.viaName}转拨`),
    },
  },
  {
    key: 'class',
    head: '分类',
    width: 60,
    show: { as: 'text', read: (r) => r.recipient.className },
  },
  { key: 'from', head: '自', width: 96, show: { as: 'day', read: (r) => r.recipient.from } },
]
