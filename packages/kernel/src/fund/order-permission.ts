import type { Permissions } from '../access/rule.ts'
import { CLOSING_POSTS } from './period.ts'

const MAKERS = ['finance-clerk', 'county-finance', 'prefecture-finance'] as const
const RELEASERS = [
  'finance-reviewer',
  'county-reviewer',
  'prefecture-finance',
  'county-finance',
] as const

export const ORDER_PERMISSIONS = {
  'fund.todo.list': { posts: 'any' },
  'fund.order.list': { posts: 'any' },
  'fund.order.detail': { posts: 'any' },
  'fund.order.drawable': { posts: MAKERS },
  'fund.order.make': { posts: MAKERS },
  'fund.order.release': { posts: RELEASERS },
  'fund.order.decline': { posts: RELEASERS },
  'fund.order.cancel': { posts: MAKERS },
  'fund.journal.reverse': {
    posts: [
      'finance-reviewer',
      'accountant',
      'prefecture-finance',
      'county-reviewer',
      'county-finance',
    ],
  },
  'fund.period.list': { posts: 'any' },
  'fund.period.propose': { posts: CLOSING_POSTS.propose },
  'fund.period.close': { posts: CLOSING_POSTS.close },
  'fund.period.endFund': { posts: ['finance-reviewer'] },
} as const satisfies Permissions
