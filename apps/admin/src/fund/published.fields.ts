import type { Day } from '@qiangji/kernel/base/day.ts'
import type { Fen } from '@qiangji/kernel/base/money.ts'
import type { AllocationState } from '@qiangji/kernel/fund/allocation.ts'
import type { Column } from '../list/column.ts'
import { shownState } from './allocation.fields.ts'

/** A plan that everybody may see. */
export interface PublishedShown {
  readonly id: string
  readonly fundName: string
  readonly title: string
  readonly state: AllocationState
  readonly method: string
  readonly total: Fen
  readonly number: string | null
  readonly issuedOn: Day | null
  readonly publicUntil: Day | null
}

export const PUBLISHED_COLUMNS: readonly Column<PublishedShown>[] = [
  {
    key: 'title',
    head: '分配方案',
    grow: 200,
    always: true,
    show: { as: 'text', read: (p) => p.title },
  },
  { key: 'number', head: '文号', grow: 160, show: { as: 'text', read: (p) => p.number } },
  { key: 'issued', head: '成文日期', width: 104, show: { as: 'day', read: (p) => p.issuedOn } },
  {
    key: 'until',
    head: '公示截止',
    width: 104,
    show: { as: 'day', read: (p) => (p.state === 'publicity' ? p.publicUntil : null) },
  },
  {
    key: 'total',
    head: '金额',
    width: 120,
    always: true,
    show: { as: 'money', read: (p) => p.total, strong: true },
  },
  {
    key: 'state',
    head: '状态',
    width: 92,
    always: true,
    show: { as: 'state', read: (p) => shownState(p.state) },
  },
]
