import type { Permissions } from './rule.ts'

export const ACCESS_PERMISSIONS = {
  'access.session.login': { posts: 'open' },
  'access.session.logout': { posts: 'self' },
  'access.session.me': { posts: 'open' },
  'access.password.change': { posts: 'self' },
  'access.person.list': { posts: 'any' },
  'access.delegation.list': { posts: 'any' },
  'access.delegation.grant': { posts: 'any' },
  'access.delegation.revoke': { posts: 'any' },
} as const satisfies Permissions
