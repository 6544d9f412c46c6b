import { fen, WAN } from '@qiangji/kernel/base/money.ts'
import type { Column } from '../list/column.ts'
import type { County } from './demonstration-county.ts'

export const PLAN_COLUMNS: readonly Column<County>[] = [
  {
    key: 'name',
    head: '市州、县（市、区）',
    grow: 130,
    always: true,
    show: { as: 'text', read: (c) => c.name },
  },
  {
    key: 'class',
    head: '分类',
    width: 56,
    show: { as: 'text', read: (c) => c.className, grey: true },
  },
  {
    key: 'members',
    head: '会员数',
    under: '人',
    width: 92,
    show: { as: 'count', read: (c) => c.members },
  },
  {
    key: 'now',
    head: '本次金额',
    width: 82,
    show: { as: 'money', read: (c) => c.now, decimals: 0, unit: 'wan', strong: true },
  },
  {
    key: 'before',
    head: '上年',
    width: 66,
    show: { as: 'money', read: (c) => c.before, decimals: 0, unit: 'wan' },
  },
  {
    key: 'change',
    head: '增减',
    width: 66,
    show: { as: 'money', read: (c) => fen(c.now - c.before), decimals: 0, unit: 'wan', sign: true },
  },
  {
    key: 'each',
    head: '人均',
    under: '元/会员',
    width: 76,
    show: {
      as: 'text',
      figure: true,
      read: (c) => ((c.now / c.members / WAN) * 10_000).toFixed(1),
    },
  },
]
