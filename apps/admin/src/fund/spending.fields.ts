import {
  SPENDING_ORIGINS,
  SPENDING_STATES,
  type SpendingState,
} from '@qiangji/kernel/fund/spending.ts'
import type { inferRouterOutputs } from '@trpc/server'
import type { Mark, ShownState } from '../figure/state-mark.ts'
import type { Column } from '../list/column.ts'
import type { AppRouter } from '../wire/router.ts'

type Answers = inferRouterOutputs<AppRouter>['fund']
export type SpendingRow = Answers['spending']['list']['rows'][number]
export type SpendingSummary = Answers['spending']['summary']
export type ReleaseResult = Answers['spending']['release']['results'][number]

const MARKS: Record<SpendingState, Mark> = {
  pending: 'review',
  returned: 'returned',
  posted: 'done',
  reversed: 'void',
  withdrawn: 'void',
}

/** The states that a person filters by, in the order in which a row passes them. */
export const STATE_ORDER: readonly SpendingState[] = [
  'pending',
  'returned',
  'posted',
  'reversed',
  'withdrawn',
]

export const spendingState = (state: SpendingState): ShownState => ({
  mark: MARKS[state],
  word: SPENDING_STATES[state],
})

/** What a row is beside its state: 冲销, 收回, 归垫, 固定资产. */
export const tagsOf = ({ spending: s }: SpendingRow) => [
  ...(s.kind === 'reversal' ? [{ word: '冲销', tone: 'bad' as const }] : []),
  ...(s.kind === 'refund' ? [{ word: '收回', tone: 'bad' as const }] : []),
  ...(s.advanceId === null ? [] : [{ word: '归垫', tone: 'accent' as const }]),
  ...(s.commitmentId === null ? [] : [{ word: '合同', tone: 'accent' as const }]),
  ...(s.fixedAsset ? [{ word: '固定资产', tone: 'plain' as const }] : []),
]

const payeeOf = ({ spending: s }: SpendingRow): string | null =>
  s.roster ? `发放花名册 ${s.roster.persons} 人` : s.payee

const useOf = ({ spending: s, useName }: SpendingRow): string =>
  s.kind === 'spend' ? useName : s.kind === 'refund' ? '支出收回' : '冲销'

/** What stays of the list while a pane stands beside it. */
export const BESIDE_PANE: ReadonlySet<string> = new Set([
  'day',
  'voucher',
  'summary',
  'amount',
  'state',
])

export const SPENDING_COLUMNS: readonly Column<SpendingRow>[] = [
  { key: 'day', head: '日期', width: 96, show: { as: 'day', read: (r) => r.spending.day } },
  {
    key: 'voucher',
    head: '凭证号',
    width: 92,
    always: true,
    show: {
      as: 'slot',
      words: ({ spending: s }) => (s.line > 1 ? `${s.voucher}-${s.line}` : s.voucher),
    },
  },
  {
    key: 'summary',
    head: '摘要',
    grow: 250,
    always: true,
    show: {
      as: 'slot',
      words: (r) => [r.spending.summary, ...tagsOf(r).map((tag) => tag.word)].join('　'),
    },
  },
  {
    key: 'holder',
    head: '单位',
    width: 96,
    wide: true,
    show: { as: 'text', read: (r) => r.beneficiaryName },
  },
  { key: 'use', head: '用途', width: 116, show: { as: 'text', read: useOf } },
  { key: 'payee', head: '收款人', grow: 140, show: { as: 'text', read: payeeOf, grey: true } },
  {
    key: 'amount',
    head: '金额（元）',
    under: '',
    width: 112,
    always: true,
    show: {
      as: 'money',
      unit: 'yuan',
      read: (r) => r.spending.signed,
      hong: (r) => r.spending.signed < 0,
    },
  },
  {
    key: 'origin',
    head: '来源',
    width: 52,
    show: { as: 'text', read: (r) => SPENDING_ORIGINS[r.spending.origin], grey: true },
  },
  {
    key: 'files',
    head: '附件',
    width: 56,
    show: {
      as: 'slot',
      words: (r) => (r.fileMissing ? '缺' : r.spending.files > 0 ? String(r.spending.files) : null),
    },
  },
  {
    key: 'state',
    head: '状态',
    width: 82,
    always: true,
    show: { as: 'state', read: (r) => spendingState(r.spending.state) },
  },
  {
    key: 'hands',
    head: '经办 / 审核',
    width: 132,
    wide: true,
    show: { as: 'slot', words: (r) => `${r.makerNames[0] ?? '—'} / ${r.releaserName ?? '—'}` },
  },
]
