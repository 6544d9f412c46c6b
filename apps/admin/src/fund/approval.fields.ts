import { POSTS } from '@qiangji/kernel/access/post.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import {
  APPROVAL_RULE_STATES,
  type ApprovalForm,
  type ApprovalRuleState,
  BILL_KINDS,
  rangeWords,
  ruleState,
} from '@qiangji/kernel/fund/approval.ts'
import type { Mark, ShownState } from '../figure/state-mark.ts'
import type { Column } from '../list/column.ts'
import type { Wire } from '../wire/client.ts'

export type ApprovalRow = Awaited<
  ReturnType<Wire['fund']['approval']['rules']['query']>
>['rows'][number]

const MARKS: Record<ApprovalRuleState, Mark> = { coming: 'waiting', standing: 'done', over: 'void' }
export const shownRule = ({ rule }: ApprovalRow, today: Day): ShownState => {
  const state = ruleState(rule, today)
  return state === 'standing' && rule.to !== null
    ? { mark: 'paused', word: '今日止' }
    : { mark: MARKS[state], word: APPROVAL_RULE_STATES[state] }
}

export const billWord = ({ rule }: ApprovalRow): string => BILL_KINDS[rule.bill]

/** 会计（授权）→ 财务审核 where one signs after another, with 、 in a 会签. */
export const signersOf = ({ posts, joint }: Pick<ApprovalForm, 'posts' | 'joint'>): string =>
  posts.map((post) => POSTS[post].name).join(joint ? '、' : ' → ')

export const modeWord = ({ posts, joint }: Pick<ApprovalForm, 'posts' | 'joint'>): string => {
  if (posts.length === 1) return '单岗签批'
  return joint ? '会签' : '依次签批'
}

export const approvalColumns = (today: Day): readonly Column<ApprovalRow>[] => [
  {
    key: 'bill',
    head: '单据',
    width: 104,
    always: true,
    show: { as: 'slot', words: billWord },
  },
  {
    key: 'range',
    head: '金额',
    grow: 190,
    always: true,
    show: { as: 'text', read: (row) => rangeWords(row.rule) },
  },
  {
    key: 'posts',
    head: '签批岗位',
    grow: 200,
    show: { as: 'text', read: (row) => signersOf(row.rule) },
  },
  {
    key: 'mode',
    head: '方式',
    width: 84,
    show: { as: 'text', read: (row) => modeWord(row.rule) },
  },
  {
    key: 'state',
    head: '状态',
    width: 92,
    always: true,
    show: { as: 'state', read: (row) => shownRule(row, today) },
  },
  {
    key: 'organization',
    head: '单位',
    grow: 120,
    show: { as: 'text', read: (row) => row.organizationName },
  },
  { key: 'from', head: '生效', width: 96, show: { as: 'day', read: (row) => row.rule.from } },
  { key: 'to', head: '止于', width: 96, show: { as: 'day', read: (row) => row.rule.to } },
  {
    key: 'setter',
    head: '设置人',
    width: 84,
    wide: true,
    show: { as: 'text', read: (row) => row.setterName },
  },
]
