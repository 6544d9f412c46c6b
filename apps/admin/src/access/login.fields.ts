import { type LoginLine, PERSON_ACTS } from '@qiangji/kernel/access/login.ts'
import { PERSON_STATES } from '@qiangji/kernel/access/person.ts'
import { POST_CODES, POSTS, type PostCode } from '@qiangji/kernel/access/post.ts'
import type { ShownState } from '../figure/state-mark.ts'
import type { Column } from '../list/column.ts'
import type { Wire } from '../wire/client.ts'

export type PersonChange = Awaited<ReturnType<Wire['access']['login']['history']['query']>>[number]

/** The one thing about a login that matters most: shut, locked, still on the drawn password, or in use. */
export const loginState = (
  line: Pick<LoginLine, 'state' | 'locked' | 'mustChange'>,
): ShownState => {
  if (line.state === 'left') return { mark: 'void', word: PERSON_STATES.left }
  if (line.locked) return { mark: 'paused', word: '锁定' }
  if (line.mustChange) return { mark: 'waiting', word: '待改密码' }
  return { mark: 'done', word: PERSON_STATES.active }
}

/** 县区财务、填报员; 没有岗位 where none was given. */
export const appointmentWords = (line: Pick<LoginLine, 'appointments'>): string =>
  line.appointments.map(({ post }) => POSTS[post].name).join('、') || '没有岗位'

/** Machine time as the clock on the wall in Gansu shows it: 2024-06-05 16:20. */
export const usedWords = (usedAt: number | null): string =>
  usedAt === null
    ? '从未登录'
    : new Date(usedAt + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

/** 任职：县区财务. */
export const changeWords = ({ act, post }: Pick<PersonChange, 'act' | 'post'>): string =>
  post === null ? PERSON_ACTS[act] : `${PERSON_ACTS[act]}：${POSTS[post].name}`

export const STATE_CHOICES = [
  { value: 'all', word: '全部状态' },
  { value: 'active', word: PERSON_STATES.active },
  { value: 'left', word: PERSON_STATES.left },
  { value: 'locked', word: '锁定' },
] as const
export type StateChoice = (typeof STATE_CHOICES)[number]['value']

export type PostChoice = PostCode | 'all' | 'none'
export const POST_CHOICES: readonly { value: PostChoice; word: string }[] = [
  { value: 'all', word: '全部岗位' },
  { value: 'none', word: '没有岗位' },
  ...POST_CODES.map((value) => ({ value, word: POSTS[value].name })),
]

export const LOGIN_COLUMNS: readonly Column<LoginLine>[] = [
  {
    key: 'name',
    head: '姓名',
    width: 100,
    always: true,
    show: { as: 'slot', words: (l) => l.name },
  },
  {
    key: 'loginName',
    head: '账号',
    width: 140,
    always: true,
    show: { as: 'text', read: (l) => l.loginName },
  },
  {
    key: 'organization',
    head: '单位',
    grow: 150,
    always: true,
    show: { as: 'text', read: (l) => l.organizationName },
  },
  {
    key: 'department',
    head: '部门',
    width: 150,
    show: { as: 'text', read: (l) => l.department, grey: true },
  },
  {
    key: 'posts',
    head: '岗位',
    grow: 190,
    always: true,
    show: { as: 'text', read: appointmentWords },
  },
  {
    key: 'usedAt',
    head: '最近登录',
    width: 132,
    show: { as: 'text', read: (l) => usedWords(l.usedAt), grey: true },
  },
  {
    key: 'state',
    head: '状态',
    width: 96,
    always: true,
    show: { as: 'state', read: loginState },
  },
]
