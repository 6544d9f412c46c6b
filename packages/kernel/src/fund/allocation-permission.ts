import type { Permissions } from '../access/rule.ts'

const CLERK = ['programme-clerk'] as const
const REVIEWERS = ['programme-reviewer', 'finance-reviewer'] as const

export const ALLOCATION_PERMISSIONS = {
  'fund.allocation.list': { posts: 'any' },
  'fund.allocation.detail': { posts: 'any' },
  'fund.allocation.workbench': { posts: CLERK },
  'fund.allocation.draft': { posts: CLERK },
  'fund.allocation.save': { posts: CLERK },
  'fund.allocation.preview': { posts: CLERK },
  'fund.allocation.explain': { posts: 'any' },
  'fund.allocation.compare': { posts: 'any' },
  'fund.allocation.export': { posts: 'any' },
  'fund.allocation.submit': { posts: CLERK },
  'fund.allocation.pass': { posts: REVIEWERS },
  'fund.allocation.sendBack': { posts: [...REVIEWERS, ...CLERK] },
  'fund.allocation.recordMeeting': { posts: CLERK },
  'fund.allocation.object': { posts: CLERK },
  'fund.allocation.closePublicity': { posts: CLERK },
  'fund.allocation.issue': { posts: ['office'] },
  'fund.allocation.void': { posts: CLERK },
  'fund.allocation.notice': { posts: 'any' },
  'fund.allocation.published': { posts: 'any' },
  'fund.allocation.publishedLines': { posts: 'any' },
} as const satisfies Permissions
