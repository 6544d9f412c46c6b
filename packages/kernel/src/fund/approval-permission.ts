import type { Permissions } from '../access/rule.ts'

/** Who keeps the rules of an organization: the reviewer of its finance. */
export const APPROVAL_KEEPERS = [
  'finance-reviewer',
  'prefecture-finance',
  'county-reviewer',
] as const

/** Whose turn it is to sign, the rule itself says. */
export const APPROVAL_PERMISSIONS = {
  'fund.approval.rules': { posts: 'any' },
  'fund.approval.setRule': { posts: APPROVAL_KEEPERS },
  'fund.approval.endRule': { posts: APPROVAL_KEEPERS },
  'fund.approval.of': { posts: 'any' },
  'fund.approval.sign': { posts: 'any' },
} as const satisfies Permissions
