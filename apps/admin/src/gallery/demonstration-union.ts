import { type Division, divisions } from '@qiangji/gazetteer/division.ts'
import type { Column } from '../list/column.ts'
import type { TreeNode } from '../list/tree-row.ts'

const LEVELS: Record<Division['level'], string> = {
  province: '省级',
  prefecture: '市级',
  county: '县级',
  township: '乡镇级',
}

const byParent = new Map<string, Division[]>()
for (const d of divisions)
  byParent.set(d.parentCode ?? '', [...(byParent.get(d.parentCode ?? '') ?? []), d])

const node = (d: Division): TreeNode<Division> => ({
  key: d.code,
  row: d,
  children: (byParent.get(d.code) ?? []).map(node),
})
export const UNIONS: readonly TreeNode<Division>[] = (byParent.get('') ?? []).map(node)

export const UNION_COLUMNS: readonly Column<Division>[] = [
  { key: 'name', head: '组织', grow: 320, always: true, show: { as: 'text', read: (d) => d.name } },
  { key: 'code', head: '代码', width: 120, show: { as: 'text', read: (d) => d.code, grey: true } },
  { key: 'level', head: '层级', width: 90, show: { as: 'text', read: (d) => LEVELS[d.level] } },
  {
    key: 'members',
    head: '会员数',
    width: 110,
    show: { as: 'count', read: (d) => (Number(d.code) * 7919) % 52_000 },
  },
  {
    key: 'state',
    head: '状态',
    width: 110,
    show: { as: 'state', read: () => ({ mark: 'done', word: '在届' }) },
  },
]
