import { AUDIT_ITEM_STATES, type AuditItemState } from '@qiangji/kernel/fund/audit-item.ts'
import type { Mark, ShownState } from '../figure/state-mark.ts'
import type { Column } from '../list/column.ts'
import type { Wire } from '../wire/client.ts'

export type SampleView = Awaited<ReturnType<Wire['fund']['audit']['list']['query']>>['rows'][number]
export type ItemView = Awaited<ReturnType<Wire['fund']['audit']['items']['query']>>['rows'][number]

const MARKS: Record<AuditItemState, Mark> = {
  drawn: 'draft',
  clear: 'done',
  problem: 'late',
  rectified: 'waiting',
  closed: 'done',
}
export const shownItem = (state: AuditItemState): ShownState => ({
  mark: MARKS[state],
  word: AUDIT_ITEM_STATES[state],
})

export const countOf = (row: SampleView, ...states: readonly AuditItemState[]): number =>
  row.states.filter((s) => states.includes(s.state)).reduce((sum, s) => sum + s.count, 0)

export const SAMPLE_COLUMNS: readonly Column<SampleView>[] = [
  {
    key: 'title',
    head: '抽查',
    grow: 130,
    always: true,
    show: { as: 'slot', words: (r) => r.sample.title },
  },
  {
    key: 'unit',
    head: '被抽查单位',
    grow: 110,
    show: { as: 'text', read: (r) => r.organizationName },
  },
  { key: 'fund', head: '专项', grow: 150, show: { as: 'text', read: (r) => r.fundName } },
  {
    key: 'period',
    head: '期间',
    width: 176,
    show: { as: 'text', read: (r) => `${r.sample.from} 至 ${r.sample.to}` },
  },
  {
    key: 'size',
    head: '抽出',
    under: '笔',
    width: 64,
    show: {
      as: 'count',
      read: (r) => countOf(r, 'drawn', 'clear', 'problem', 'rectified', 'closed'),
    },
  },
  {
    key: 'left',
    head: '待查',
    under: '笔',
    width: 64,
    show: { as: 'count', read: (r) => countOf(r, 'drawn') },
  },
  {
    key: 'problems',
    head: '未销号',
    under: '笔',
    width: 64,
    show: { as: 'count', read: (r) => countOf(r, 'problem', 'rectified') },
  },
  {
    key: 'auditor',
    head: '抽查单位',
    grow: 110,
    wide: true,
    show: { as: 'text', read: (r) => r.auditorName },
  },
  { key: 'on', head: '抽取日期', width: 96, show: { as: 'day', read: (r) => r.sample.drawnOn } },
]

export const ITEM_COLUMNS: readonly Column<ItemView>[] = [
  { key: 'place', head: '序号', width: 52, show: { as: 'count', read: (r) => r.item.place } },
  {
    key: 'unit',
    head: '单位',
    grow: 110,
    always: true,
    show: { as: 'text', read: (r) => r.beneficiaryName },
  },
  {
    key: 'voucher',
    head: '凭证',
    width: 120,
    show: { as: 'text', read: (r) => r.reference?.text ?? null },
  },
  {
    key: 'summary',
    head: '摘要',
    grow: 150,
    show: { as: 'text', read: (r) => r.reference?.detail ?? null },
  },
  { key: 'day', head: '记账日期', width: 96, show: { as: 'day', read: (r) => r.item.day } },
  {
    key: 'amount',
    head: '金额',
    width: 104,
    show: { as: 'money', unit: 'yuan', read: (r) => r.item.amount },
  },
  {
    key: 'why',
    head: '抽取',
    width: 64,
    show: { as: 'text', grey: true, read: (r) => (r.item.certain ? '必查' : '随机') },
  },
  {
    key: 'state',
    head: '结果',
    width: 112,
    always: true,
    show: { as: 'state', read: (r) => shownItem(r.item.state) },
  },
]

export const FINDING_COLUMNS: readonly Column<ItemView>[] = [
  {
    key: 'unit',
    head: '单位',
    grow: 110,
    always: true,
    show: { as: 'text', read: (r) => r.beneficiaryName },
  },
  { key: 'note', head: '问题', grow: 170, show: { as: 'text', read: (r) => r.item.note } },
  {
    key: 'voucher',
    head: '凭证',
    width: 120,
    show: { as: 'text', read: (r) => r.reference?.text ?? null },
  },
  {
    key: 'amount',
    head: '金额',
    width: 104,
    show: { as: 'money', unit: 'yuan', read: (r) => r.item.amount },
  },
  {
    key: 'sample',
    head: '抽查',
    grow: 120,
    show: { as: 'text', grey: true, read: (r) => r.sampleTitle },
  },
  { key: 'on', head: '提出日期', width: 96, show: { as: 'day', read: (r) => r.item.examinedOn } },
  {
    key: 'state',
    head: '状态',
    width: 112,
    always: true,
    show: { as: 'state', read: (r) => shownItem(r.item.state) },
  },
]
