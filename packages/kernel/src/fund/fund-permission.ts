import type { Permissions } from '../access/rule.ts'

export const FUND_NOUN_PERMISSIONS = {
  'fund.fund.list': { posts: 'any' },
  'fund.fund.detail': { posts: 'any' },
  'fund.fund.open': { posts: ['programme-clerk', 'finance-clerk'] },
  'fund.fund.edit': { posts: ['programme-clerk', 'finance-clerk'] },
  'fund.recipient.list': { posts: 'any' },
  'fund.recipient.change': { posts: ['finance-clerk', 'programme-clerk'] },
  'fund.fact.list': { posts: 'any' },
  'fund.fact.add': { posts: ['programme-clerk'] },
} as const satisfies Permissions
