import type { Column } from '../list/column.ts'
import type { NoticeShown } from './notice-read.ts'

export const NOTICE_COLUMNS: readonly Column<NoticeShown>[] = [
  {
    key: 'read',
    head: '状态',
    width: 84,
    always: true,
    show: {
      as: 'state',
      read: (n) => (n.read ? { mark: 'done', word: '已读' } : { mark: 'waiting', word: '未读' }),
    },
  },
  { key: 'title', head: '标题', grow: 360, always: true, show: { as: 'slot' } },
  { key: 'from', head: '发送单位', width: 200, show: { as: 'text', read: (n) => n.fromName } },
  { key: 'day', head: '日期', width: 120, show: { as: 'day', read: (n) => n.day } },
]
