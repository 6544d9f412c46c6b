import type { Permissions } from '../access/rule.ts'

const REVIEWERS = ['county-reviewer', 'prefecture-finance', 'finance-reviewer'] as const

/** 县区财务 writes down, 县区审核 releases; the finance of the union above only as 上级复核. */
export const SPENDING_PERMISSIONS = {
  'fund.commitment.list': { posts: 'any' },
  'fund.commitment.occupy': { posts: ['county-finance'] },
  'fund.commitment.release': { posts: ['county-finance'] },
  'fund.advance.list': { posts: 'any' },
  'fund.advance.record': { posts: ['county-finance'] },
  'fund.advance.cancel': { posts: ['county-finance'] },
  'fund.spending.list': { posts: 'any' },
  'fund.spending.detail': { posts: 'any' },
  'fund.spending.summary': { posts: 'any' },
  'fund.spending.rule': { posts: 'any' },
  'fund.spending.setRule': { posts: ['finance-clerk', 'finance-reviewer'] },
  'fund.spending.record': { posts: ['county-finance'] },
  'fund.spending.edit': { posts: ['county-finance'] },
  'fund.spending.refund': { posts: ['county-finance'] },
  'fund.spending.attach': { posts: ['county-finance'] },
  'fund.spending.withdraw': { posts: ['county-finance'] },
  'fund.spending.release': { posts: REVIEWERS, reach: 'below' },
  'fund.spending.sendBack': { posts: REVIEWERS, reach: 'below' },
  'fund.ledgerImport.list': { posts: 'any' },
  'fund.ledgerImport.columns': { posts: ['county-finance'] },
  'fund.ledgerImport.remember': { posts: ['county-finance'] },
  'fund.ledgerImport.read': { posts: ['county-finance'] },
  'fund.ledgerImport.rows': { posts: ['county-finance'] },
  'fund.ledgerImport.errors': { posts: ['county-finance'] },
  'fund.ledgerImport.confirm': { posts: ['county-finance'] },
  'fund.ledgerImport.progress': { posts: ['county-finance'] },
  'fund.ledgerImport.release': { posts: REVIEWERS, reach: 'below' },
  'fund.ledgerImport.discard': { posts: ['county-finance'] },
} as const satisfies Permissions
