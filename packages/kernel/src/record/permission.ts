import type { Permissions } from '../access/rule.ts'

export const RECORD_PERMISSIONS = {
  'record.audit.list': { posts: ['audit-admin'], reach: 'own' },
  'record.file.get': { posts: 'any' },
} as const satisfies Permissions
