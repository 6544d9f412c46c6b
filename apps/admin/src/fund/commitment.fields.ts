import { fen } from '@qiangji/kernel/base/money.ts'
import { ADVANCE_STATES, type AdvanceState } from '@qiangji/kernel/fund/advance.ts'
import { COMMITMENT_STATES, type CommitmentState } from '@qiangji/kernel/fund/commitment.ts'
import type { inferRouterOutputs } from '@trpc/server'
import type { Mark, ShownState } from '../figure/state-mark.ts'
import type { Column } from '../list/column.ts'
import type { AppRouter } from '../wire/router.ts'
import { lineWords } from './paying-line.ts'

type Answers = inferRouterOutputs<AppRouter>['fund']
export type CommitmentRow = Answers['commitment']['list']['rows'][number]
export type AdvanceRow = Answers['advance']['list']['rows'][number]

const CONTRACT_MARKS: Record<CommitmentState, Mark> = {
  open: 'waiting',
  settled: 'done',
  carried: 'done',
  reversed: 'void',
}
const ADVANCE_MARKS: Record<AdvanceState, Mark> = {
  open: 'waiting',
  settled: 'done',
  cancelled: 'void',
}
export const commitmentState = (state: CommitmentState): ShownState => ({
  mark: CONTRACT_MARKS[state],
  word: COMMITMENT_STATES[state],
})
export const advanceState = (state: AdvanceState): ShownState => ({
  mark: ADVANCE_MARKS[state],
  word: ADVANCE_STATES[state],
})

const money = (read: (row: CommitmentRow) => number) => ({
  as: 'money' as const,
  unit: 'yuan' as const,
  read: (row: CommitmentRow) => fen(read(row)),
})

export const COMMITMENT_COLUMNS: readonly Column<CommitmentRow>[] = [
  { key: 'day', head: '签订日期', width: 104, show: { as: 'day', read: (r) => r.commitment.day } },
  {
    key: 'title',
    head: '合同',
    grow: 180,
    always: true,
    show: { as: 'slot', words: (r) => r.commitment.title },
  },
  {
    key: 'counterparty',
    head: '对方',
    grow: 120,
    show: { as: 'text', read: (r) => r.commitment.counterparty, grey: true },
  },
  {
    key: 'beneficiary',
    head: '用款单位',
    width: 160,
    wide: true,
    show: { as: 'text', read: (r) => lineWords(r.beneficiaryName, r.commitment.holderId) },
  },
  { key: 'amount', head: '合同金额', width: 104, show: money((r) => r.commitment.amount) },
  { key: 'used', head: '已支付', width: 104, show: money((r) => r.commitment.used) },
  { key: 'asked', head: '待审核', width: 96, show: money((r) => r.commitment.asked) },
  { key: 'released', head: '已解除', width: 96, show: money((r) => r.commitment.released) },
  { key: 'carried', head: '已结转', width: 96, show: money((r) => r.commitment.carried) },
  { key: 'left', head: '还可支付', width: 104, show: money((r) => r.left) },
  {
    key: 'state',
    head: '状态',
    width: 86,
    show: { as: 'state', read: (r) => commitmentState(r.commitment.state) },
  },
  { key: 'act', head: '', width: 156, always: true, show: { as: 'slot' } },
]

const owed = (read: (row: AdvanceRow) => number) => ({
  as: 'money' as const,
  unit: 'yuan' as const,
  read: (row: AdvanceRow) => fen(read(row)),
})

export const ADVANCE_COLUMNS: readonly Column<AdvanceRow>[] = [
  { key: 'day', head: '垫付日期', width: 104, show: { as: 'day', read: (r) => r.advance.day } },
  {
    key: 'voucher',
    head: '本级凭证号',
    width: 110,
    show: { as: 'text', read: (r) => r.advance.voucher },
  },
  {
    key: 'title',
    head: '事项',
    grow: 260,
    always: true,
    show: { as: 'slot', words: (r) => r.advance.title },
  },
  {
    key: 'beneficiary',
    head: '用款单位',
    width: 160,
    wide: true,
    show: { as: 'text', read: (r) => lineWords(r.beneficiaryName, r.advance.holderId) },
  },
  { key: 'amount', head: '垫付金额', width: 120, show: owed((r) => r.advance.amount) },
  { key: 'used', head: '已归垫', width: 120, show: owed((r) => r.advance.used) },
  { key: 'asked', head: '归垫待审核', width: 120, show: owed((r) => r.advance.asked) },
  { key: 'left', head: '还可归垫', width: 120, show: owed((r) => r.left) },
  {
    key: 'state',
    head: '状态',
    width: 86,
    show: { as: 'state', read: (r) => advanceState(r.advance.state) },
  },
  { key: 'act', head: '', width: 90, always: true, show: { as: 'slot' } },
]
