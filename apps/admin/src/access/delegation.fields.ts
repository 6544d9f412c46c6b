import { type Delegation, isInForce } from '@qiangji/kernel/access/delegation.ts'
import { POSTS } from '@qiangji/kernel/access/post.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import type { ShownState } from '../figure/state-mark.ts'
import type { Column } from '../list/column.ts'

export interface DelegationShown extends Delegation {
  readonly giver: string
  readonly receiver: string
  readonly state: ShownState
}

/** What a delegation is on a day: not yet begun, in force, over, revoked. */
export const delegationState = (d: Delegation, today: Day): ShownState => {
  if (d.revokedOn !== null) return { mark: 'void', word: '已撤销' }
  if (isInForce(d, today)) return { mark: 'review', word: '代办中' }
  return today < d.from ? { mark: 'waiting', word: '未开始' } : { mark: 'done', word: '已到期' }
}

export const DELEGATION_COLUMNS: readonly Column<DelegationShown>[] = [
  { key: 'giver', head: '授权人', width: 110, show: { as: 'text', read: (d) => d.giver } },
  { key: 'receiver', head: '代办人', width: 110, show: { as: 'text', read: (d) => d.receiver } },
  {
    key: 'post',
    head: '岗位',
    grow: 140,
    always: true,
    show: { as: 'text', read: (d) => POSTS[d.post].name },
  },
  { key: 'from', head: '起', width: 110, show: { as: 'day', read: (d) => d.from } },
  { key: 'to', head: '止', width: 110, show: { as: 'day', read: (d) => d.to } },
  {
    key: 'state',
    head: '状态',
    width: 100,
    always: true,
    show: { as: 'state', read: (d) => d.state },
  },
  { key: 'act', head: '办理', width: 96, always: true, show: { as: 'slot' } },
]
