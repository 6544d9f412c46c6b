import type { Day } from '@qiangji/kernel/base/day.ts'
import type { Fen } from '@qiangji/kernel/base/money.ts'
import { ALLOCATION_STATE_WORDS, AllocationState } from '@qiangji/kernel/fund/allocation.ts'
import type { Mark, ShownState } from '../figure/state-mark.ts'
import type { Column } from '../list/column.ts'

/** What a list shows of a plan. */
export interface AllocationShown {
  readonly id: string
  readonly fundName: string
  readonly title: string
  readonly state: AllocationState
  readonly version: number
  readonly pot: Fen
  readonly total: Fen
  readonly reserve: Fen
  readonly number: string | null
  readonly issuedOn: Day | null
}

const MARKS: Readonly<Record<AllocationState, Mark>> = {
  drafting: 'draft',
  'programme-review': 'review',
  'finance-review': 'review',
  deliberation: 'review',
  publicity: 'review',
  numbering: 'waiting',
  issued: 'done',
  void: 'void',
}

export const shownState = (state: AllocationState): ShownState => ({
  mark: MARKS[state],
  word: ALLOCATION_STATE_WORDS[state],
})

export const STATE_CHOICES = [
  { value: 'all' as const, word: '全部状态' },
  ...AllocationState.options.map((value) => ({ value, word: ALLOCATION_STATE_WORDS[value] })),
]

const submitted = (a: AllocationShown, amount: Fen): Fen | null => (a.version === 0 ? null : amount)

export const ALLOCATION_COLUMNS: readonly Column<AllocationShown>[] = [
  {
    key: 'title',
    head: '分配方案',
    grow: 220,
    always: true,
    show: { as: 'slot', words: (p) => p.title },
  },
  { key: 'fund', head: '专项', grow: 180, show: { as: 'text', read: (a) => a.fundName } },
  {
    key: 'version',
    head: '稿次',
    width: 64,
    show: { as: 'text', read: (a) => (a.version === 0 ? null : `第${a.version}稿`), grey: true },
  },
  { key: 'pot', head: '专项总额', width: 128, show: { as: 'money', read: (a) => a.pot } },
  {
    key: 'total',
    head: '行合计',
    width: 128,
    show: { as: 'money', read: (a) => submitted(a, a.total), strong: true },
  },
  {
    key: 'reserve',
    head: '预留（机动）',
    width: 118,
    show: { as: 'money', read: (a) => submitted(a, a.reserve) },
  },
  { key: 'number', head: '文号', grow: 170, show: { as: 'text', read: (a) => a.number } },
  { key: 'issued', head: '成文日期', width: 104, show: { as: 'day', read: (a) => a.issuedOn } },
  {
    key: 'state',
    head: '状态',
    width: 104,
    always: true,
    show: { as: 'state', read: (a) => shownState(a.state) },
  },
]
