import type { ShownState } from '../figure/state-mark.ts'
import type { Column } from '../list/column.ts'
import type { Wire } from '../wire/client.ts'
import { sentenceOf } from '../words/sentence.ts'
import { actWords } from './act-words.ts'

export type AuditShown = Awaited<
  ReturnType<Wire['record']['audit']['list']['query']>
>['rows'][number]

/** Machine time as the clock on the wall in Gansu shows it: 2024-06-05 16:20:03. */
export const wallTime = (iso: string): string => {
  const at = new Date(Date.parse(iso) + 8 * 3_600_000)
  return at.toISOString().slice(0, 19).replace('T', ' ')
}

/** The beginning of a day in Gansu as machine time. */
export const startOfDay = (day: string): string => new Date(`${day}T00:00:00+08:00`).toISOString()

const RESULTS: Readonly<Record<string, ShownState>> = {
  accepted: { mark: 'done', word: '已办理' },
  denied: { mark: 'paused', word: '无权' },
  fault: { mark: 'late', word: '故障' },
}
export const resultOf = (result: string): ShownState =>
  RESULTS[result] ?? { mark: 'returned', word: '未办理' }
/** The server's own acts come from no network. */
export const addressOf = (address: string): string => (address === 'local' ? '本机' : address)
/** Why it was not done; '' for what was. */
export const reasonOf = (result: string): string =>
  Object.hasOwn(RESULTS, result) ? '' : sentenceOf(result)

/** The server's own acts are the system's; a call without a session is nobody's. */
export const actorOf = (l: AuditShown): string =>
  l.actorName ?? (l.actor === 'system' ? '系统' : (l.actor ?? '未登录'))

export const AUDIT_COLUMNS: readonly Column<AuditShown>[] = [
  { key: 'seq', head: '序号', width: 84, always: true, show: { as: 'count', read: (l) => l.seq } },
  {
    key: 'at',
    head: '时间',
    width: 156,
    always: true,
    show: { as: 'text', read: (l) => wallTime(l.at) },
  },
  {
    key: 'today',
    head: '业务日',
    width: 104,
    wide: true,
    show: { as: 'text', read: (l) => l.today },
  },
  { key: 'actor', head: '操作人', width: 110, always: true, show: { as: 'slot', words: actorOf } },
  {
    key: 'organization',
    head: '单位',
    grow: 150,
    show: { as: 'slot', words: (l) => l.organizationName ?? l.organization },
  },
  {
    key: 'act',
    head: '事项',
    grow: 150,
    always: true,
    show: { as: 'text', read: (l) => actWords(l.act) },
  },
  {
    key: 'subject',
    head: '对象编号',
    width: 176,
    wide: true,
    show: { as: 'text', read: (l) => l.subject, grey: true },
  },
  {
    key: 'result',
    head: '结果',
    width: 96,
    show: { as: 'state', read: (l) => resultOf(l.result) },
  },
  {
    key: 'address',
    head: '来源地址',
    width: 116,
    show: { as: 'text', read: (l) => addressOf(l.address), grey: true },
  },
]
