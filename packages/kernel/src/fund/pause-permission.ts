import type { Permissions } from '../access/rule.ts'
import { PAUSE_EXECUTOR } from './pause.ts'

const PROPOSERS = ['audit-committee', 'finance-clerk', 'finance-reviewer'] as const

export const PAUSE_PERMISSIONS = {
  'fund.pause.list': { posts: 'any' },
  'fund.pause.detail': { posts: 'any' },
  'fund.pause.propose': { posts: PROPOSERS, reach: 'below' },
  'fund.pause.execute': { posts: [PAUSE_EXECUTOR] },
  'fund.pause.decline': { posts: [PAUSE_EXECUTOR] },
  'fund.pause.proposeLift': { posts: PROPOSERS },
  'fund.pause.lift': { posts: [PAUSE_EXECUTOR] },
} as const satisfies Permissions
