import type { Permissions } from './rule.ts'

/** Signing in and standing in for others, and the union tree, which stands left of access. */
export const ACCESS_PERMISSIONS = {
  'organization.organization.tree': { posts: 'any' },
  'organization.organization.detail': { posts: 'any' },
  'organization.organization.search': { posts: 'any' },
  'access.session.login': { posts: 'open' },
  'access.session.logout': { posts: 'self' },
  'access.session.me': { posts: 'open' },
  'access.password.change': { posts: 'self' },
  'access.person.list': { posts: 'any' },
  'access.delegation.list': { posts: 'any' },
  'access.delegation.grant': { posts: 'any' },
  'access.delegation.revoke': { posts: 'any' },
} as const satisfies Permissions
