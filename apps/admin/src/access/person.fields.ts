import type { PersonRow } from '@qiangji/kernel/access/person.ts'
import { PERSON_STATES } from '@qiangji/kernel/access/person.ts'
import { POSTS } from '@qiangji/kernel/access/post.ts'
import type { Column } from '../list/column.ts'

/** 县区财务、填报员; a post held by 代办授权 names its giver. */
export const postWords = (posts: PersonRow['posts']): string =>
  posts
    .map(({ post, delegatedBy }) =>
      delegatedBy === null ? POSTS[post].name : `${POSTS[post].name}（代${delegatedBy}）`,
    )
    .join('、')

export const PERSON_COLUMNS: readonly Column<PersonRow>[] = [
  {
    key: 'name',
    head: '姓名',
    width: 120,
    always: true,
    show: { as: 'text', read: (p) => p.name },
  },
  {
    key: 'department',
    head: '部门',
    width: 150,
    show: { as: 'text', read: (p) => p.department, grey: true },
  },
  {
    key: 'posts',
    head: '今天的岗位',
    grow: 320,
    always: true,
    show: { as: 'text', read: (p) => postWords(p.posts) || '没有岗位' },
  },
  {
    key: 'state',
    head: '状态',
    width: 96,
    show: {
      as: 'state',
      read: (p) => ({ mark: p.state === 'active' ? 'done' : 'void', word: PERSON_STATES[p.state] }),
    },
  },
]
