import type { Permissions } from '../access/rule.ts'

export const ORGANIZATION_PERMISSIONS = {
  'organization.organization.tree': { posts: 'any' },
  'organization.organization.detail': { posts: 'any' },
  'organization.organization.search': { posts: 'any' },
} as const satisfies Permissions
