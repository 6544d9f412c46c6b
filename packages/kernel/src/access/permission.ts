import type { Permissions } from './rule.ts'

/** Signing in, standing in for others, what 三员 keep, and the union tree, which stands left of access. */
export const ACCESS_PERMISSIONS = {
  'organization.organization.tree': { posts: 'any' },
  'organization.organization.detail': { posts: 'any' },
  'organization.organization.search': { posts: 'any' },
  'access.session.login': { posts: 'open' },
  'access.session.issue': { posts: 'open' },
  'access.session.logout': { posts: 'self' },
  'access.session.me': { posts: 'open' },
  'access.password.change': { posts: 'self' },
  'access.person.list': { posts: 'any' },
  'access.login.list': { posts: ['system-admin', 'security-admin'] },
  'access.login.detail': { posts: ['system-admin', 'security-admin'] },
  'access.login.history': { posts: ['system-admin', 'security-admin'] },
  'access.login.unions': { posts: ['system-admin'] },
  'access.login.open': { posts: ['system-admin'], reach: 'below' },
  'access.login.disable': { posts: ['system-admin'] },
  'access.login.enable': { posts: ['system-admin'] },
  'access.login.unlock': { posts: ['system-admin'] },
  'access.login.reset': { posts: ['system-admin'] },
  'access.appointment.give': { posts: ['security-admin'] },
  'access.appointment.withdraw': { posts: ['security-admin'] },
  'access.delegation.list': { posts: 'any' },
  'access.delegation.grant': { posts: 'any' },
  'access.delegation.revoke': { posts: 'any' },
} as const satisfies Permissions
