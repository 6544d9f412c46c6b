import type { Permissions } from '../access/rule.ts'

/** The board at every level, and 账目核验, which reads the whole ledger and is the province's. */
export const BOARD_PERMISSIONS = {
  'fund.board.funds': { posts: 'any' },
  'fund.board.overview': { posts: 'any' },
  'fund.board.trend': { posts: 'any' },
  'fund.board.crossings': { posts: 'any' },
  'fund.board.export': { posts: 'any' },
  'fund.ledger.verify': {
    posts: ['audit-committee', 'finance-clerk', 'finance-reviewer', 'accountant'],
  },
  'fund.ledger.checks': {
    posts: ['audit-committee', 'finance-clerk', 'finance-reviewer', 'accountant', 'viewer'],
  },
} as const satisfies Permissions
