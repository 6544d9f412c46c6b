import type { FactName } from '@qiangji/kernel/fund/fact.ts'
import { factKindOf } from '@qiangji/kernel/fund/fact-kind.ts'
import type { Column } from '../list/column.ts'
import { eachOf, type PlanRow } from './plan-row.ts'

/** The columns of a plan: figures and parts stand only on wide screens, unless they are called for. */
export const planColumns = (
  basis: readonly FactName[],
  parts: readonly string[],
  decimals: number,
): readonly Column<PlanRow>[] => [
  {
    key: 'name',
    head: '市州、县（市、区）',
    grow: 110,
    always: true,
    show: { as: 'text', read: (r) => r.name },
  },
  {
    key: 'class',
    head: '分类',
    width: 48,
    show: { as: 'text', read: (r) => r.className || null, grey: true },
  },
  ...basis.map(
    ({ key, name }, at): Column<PlanRow> => ({
      key: `basis-${key}`,
      head: shortHead(name),
      under: factKindOf(key)?.unit ?? '',
      width: key === 'members' ? 84 : 78,
      wide: key !== 'members',
      show: { as: 'text', figure: true, read: (r) => groupedText(r.basis[at] ?? null) },
    }),
  ),
  ...parts.map(
    (name, at): Column<PlanRow> => ({
      key: `part-${at}`,
      head: shortHead(name),
      width: 70,
      wide: true,
      show: { as: 'money', unit: 'wan', decimals, read: (r) => r.byPart[at] ?? null },
    }),
  ),
  {
    key: 'amount',
    head: '本次金额',
    width: 76,
    always: true,
    show: { as: 'money', unit: 'wan', decimals, read: (r) => r.amount, strong: true },
  },
  {
    key: 'previous',
    head: '上年',
    width: 60,
    show: { as: 'money', unit: 'wan', decimals, read: (r) => r.previous },
  },
  {
    key: 'difference',
    head: '增减',
    under: '万元',
    width: 104,
    show: { as: 'slot', figure: true },
  },
  {
    key: 'each',
    head: '人均',
    under: '元/会员',
    width: 66,
    show: {
      as: 'text',
      figure: true,
      read: (r) => {
        const each = eachOf(r)
        return each === null ? null : (each / 100).toFixed(1)
      },
    },
  },
]

const shortHead = (name: string): string =>
  name.replace('（街道）', '').replace(/^上年/, '').slice(0, 8)

const groupedText = (text: string | null): string | null => {
  const [whole = '', fraction] = text?.split('.') ?? []
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return text === null ? null : fraction === undefined ? groups : `${groups}.${fraction}`
}
