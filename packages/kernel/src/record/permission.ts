import { POST_CODES } from '../access/post.ts'
import type { Permissions } from '../access/rule.ts'

export const RECORD_PERMISSIONS = {
  'record.audit.list': { posts: ['audit-admin'], reach: 'own' },
  'record.file.get': { posts: 'any' },
  'record.clock.advance': { posts: 'any' },
  'record.listExport.take': { posts: POST_CODES },
  'record.notice.list': { posts: 'any' },
  'record.notice.unread': { posts: 'any' },
  'record.notice.read': { posts: 'any' },
} as const satisfies Permissions
