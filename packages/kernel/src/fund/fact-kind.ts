import type { FactName } from './fact.ts'

/** Figures that plans are computed with; more may come from an import, named by their key. */
export interface FactKind extends FactName {
  readonly unit: string
}

export const FACT_KINDS: readonly FactKind[] = [
  { key: 'members', name: '会员数', unit: '人' },
  { key: 'townships', name: '乡镇（街道）工会数', unit: '家' },
  { key: 'eligible-townships', name: '符合条件的乡镇（街道）工会数', unit: '家' },
  { key: 'new-unions', name: '上年新建工会数', unit: '家' },
  { key: 'grassroots-unions', name: '基层工会数', unit: '家' },
  { key: 'poor-workers', name: '在档困难职工数', unit: '户' },
]

export const factKindOf = (key: string): FactKind | null =>
  FACT_KINDS.find((kind) => kind.key === key) ?? null
