import type { Column } from '../list/column.ts'
import { type County, spending } from './demonstration-county.ts'

export const BOARD_COLUMNS: readonly Column<County>[] = [
  { key: 'name', head: '市州', grow: 70, always: true, show: { as: 'text', read: (c) => c.name } },
  { key: 'now', head: '已下达', width: 84, under: '', show: { as: 'money', read: (c) => c.now } },
  {
    key: 'received',
    head: '县区已到账',
    under: '',
    width: 90,
    show: { as: 'money', read: (c) => c.received, drill: true },
  },
  {
    key: 'days',
    head: '滞留天数',
    width: 76,
    sort: false,
    show: { as: 'count', read: (c) => c.days },
  },
  {
    key: 'occupied',
    head: '已占用',
    under: '',
    width: 80,
    show: { as: 'money', read: (c) => c.occupied },
  },
  {
    key: 'spent',
    head: '已支出',
    under: '',
    width: 80,
    show: { as: 'money', read: (c) => c.spent, drill: true },
  },
  { key: 'rate', head: '支出进度', grow: 132, show: { as: 'rate', read: spending } },
]
