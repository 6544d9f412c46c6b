import type { Column } from '../list/column.ts'
import type { Wire } from '../wire/client.ts'

export type LedgerCheckView = Awaited<
  ReturnType<Wire['fund']['ledger']['checks']['query']>
>['rows'][number]

/** Machine time as people here read it. */
export const timeOf = (at: string): string =>
  new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'medium',
    hour12: false,
  }).format(new Date(at))

export const CHECK_COLUMNS: readonly Column<LedgerCheckView>[] = [
  {
    key: 'at',
    head: '时间',
    width: 150,
    always: true,
    show: { as: 'text', read: (row) => timeOf(row.at) },
  },
  {
    key: 'result',
    head: '结果',
    width: 96,
    always: true,
    show: {
      as: 'state',
      read: (row) =>
        row.broken === null ? { mark: 'done', word: '通过' } : { mark: 'late', word: '未通过' },
    },
  },
  {
    key: 'journals',
    head: '记账',
    under: '笔',
    width: 84,
    show: { as: 'count', read: (row) => row.journals },
  },
  {
    key: 'accounts',
    head: '账户',
    under: '个',
    width: 84,
    show: { as: 'count', read: (row) => row.accounts },
  },
  {
    key: 'totals',
    head: '汇总计数',
    under: '个',
    width: 84,
    show: { as: 'count', read: (row) => row.totals },
  },
  {
    key: 'audit',
    head: '留痕',
    under: '行',
    width: 84,
    show: { as: 'count', read: (row) => row.auditSeq },
  },
  {
    key: 'person',
    head: '核验人',
    width: 84,
    show: { as: 'text', read: (row) => row.personName },
  },
  {
    key: 'broken',
    head: '第一处不符',
    grow: 200,
    show: {
      as: 'text',
      grey: true,
      read: (row) => (row.broken === null ? null : `${row.broken.row}：${row.broken.what}`),
    },
  },
]
