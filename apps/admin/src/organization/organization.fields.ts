import type { Level, OrganizationKind } from '@qiangji/kernel/organization/organization.ts'
import type { Column } from '../list/column.ts'
import type { Union } from './union-tree.ts'

export const KIND_WORDS: Record<OrganizationKind, string> = {
  province: '省总工会',
  prefecture: '市州总工会',
  county: '县区总工会',
  'new-area': '新区工会',
  township: '乡镇（街道）工会',
  zone: '园区等工会',
}

/** Words with the count of a level below: 市州 14 家. */
export const LEVEL_WORDS: Record<Level, string> = {
  province: '省级',
  prefecture: '市州',
  county: '县区',
  township: '乡镇（街道）',
}

const LOWER: Record<Level, readonly Level[]> = {
  province: ['prefecture', 'county', 'township'],
  prefecture: ['county', 'township'],
  county: ['township'],
  township: [],
}
export const levelsBelow = (level: Level): readonly Level[] => LOWER[level]

const countOf =
  (level: Level) =>
  (u: Union): number | null =>
    LOWER[u.level].includes(level) ? u.below[level] : null

export const UNION_COLUMNS: readonly Column<Union>[] = [
  { key: 'name', head: '组织', grow: 300, always: true, show: { as: 'text', read: (u) => u.name } },
  {
    key: 'code',
    head: '区划代码',
    width: 120,
    show: { as: 'text', read: (u) => u.code, grey: true },
  },
  {
    key: 'kind',
    head: '类别',
    width: 132,
    show: { as: 'text', read: (u) => KIND_WORDS[u.kind] },
  },
  {
    key: 'county',
    head: '县区（家）',
    width: 96,
    show: { as: 'count', read: countOf('county') },
  },
  {
    key: 'township',
    head: '乡镇街道（家）',
    width: 120,
    show: { as: 'count', read: countOf('township') },
  },
]

/** What an export of the tree has beside its columns: every union a row, with the one above it. */
export const unionBook = (nameOf: (id: string) => string): readonly Column<Union>[] => [
  ...UNION_COLUMNS.slice(0, 3),
  {
    key: 'level',
    head: '层级',
    width: 90,
    show: { as: 'text', read: (u) => LEVEL_WORDS[u.level] },
  },
  {
    key: 'parent',
    head: '上级工会',
    grow: 240,
    show: { as: 'text', read: (u) => (u.parentId === null ? '' : nameOf(u.parentId)) },
  },
  ...UNION_COLUMNS.slice(3),
]
