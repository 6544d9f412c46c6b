import type { Permissions } from '../access/rule.ts'

const AUDITORS = ['audit-committee'] as const

/** 经审 draws, examines and closes; the unit that spent answers a finding. */
export const AUDIT_PERMISSIONS = {
  'fund.audit.population': { posts: AUDITORS },
  'fund.audit.draw': { posts: AUDITORS, reach: 'below' },
  'fund.audit.list': { posts: AUDITORS },
  'fund.audit.detail': { posts: AUDITORS },
  'fund.audit.items': { posts: AUDITORS },
  'fund.audit.examine': { posts: AUDITORS },
  'fund.audit.close': { posts: AUDITORS },
  'fund.audit.findings': { posts: 'any' },
  'fund.audit.rectify': {
    posts: ['county-finance', 'county-reviewer', 'prefecture-finance', 'township-clerk'],
  },
} as const satisfies Permissions
