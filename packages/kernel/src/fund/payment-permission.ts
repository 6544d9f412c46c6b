import type { Permissions } from '../access/rule.ts'

/** Bank accounts, payments, bank results and receipts. What a level or a single record asks besides is in the rules. */
export const PAYMENT_PERMISSIONS = {
  'fund.bankAccount.list': { posts: 'any' },
  'fund.bankAccount.reveal': {
    posts: [
      'cashier',
      'accountant',
      'finance-clerk',
      'finance-reviewer',
      'prefecture-finance',
      'county-finance',
      'county-reviewer',
      'township-clerk',
    ],
  },
  'fund.bankAccount.propose': {
    posts: ['finance-clerk', 'prefecture-finance', 'county-finance', 'township-clerk'],
    reach: 'below',
  },
  'fund.bankAccount.confirm': {
    posts: ['finance-reviewer', 'prefecture-finance', 'county-reviewer'],
    reach: 'below',
  },
  'fund.bankAccount.decline': {
    posts: ['finance-reviewer', 'prefecture-finance', 'county-reviewer'],
    reach: 'below',
  },
  'fund.payment.payables': { posts: 'any' },
  'fund.payment.make': { posts: ['cashier', 'prefecture-finance', 'county-finance'] },
  'fund.payment.batches': { posts: 'any' },
  'fund.payment.batch': { posts: 'any' },
  'fund.payment.list': { posts: 'any' },
  'fund.payment.get': { posts: 'any' },
  'fund.payment.release': {
    posts: ['accountant', 'finance-reviewer', 'prefecture-finance', 'county-reviewer'],
    reach: 'below',
  },
  'fund.payment.reject': {
    posts: ['accountant', 'finance-reviewer', 'prefecture-finance', 'county-reviewer'],
    reach: 'below',
  },
  'fund.payment.withdraw': { posts: ['cashier', 'prefecture-finance', 'county-finance'] },
  'fund.payment.bankFile': {
    posts: ['cashier', 'accountant', 'prefecture-finance', 'county-finance'],
  },
  'fund.payment.readResult': { posts: ['cashier', 'prefecture-finance', 'county-finance'] },
  'fund.payment.applyResult': { posts: ['cashier', 'prefecture-finance', 'county-finance'] },
  'fund.payment.paid': { posts: ['cashier', 'prefecture-finance', 'county-finance'] },
  'fund.payment.bounce': { posts: ['cashier', 'prefecture-finance', 'county-finance'] },
  'fund.receipt.expected': { posts: 'any' },
  'fund.receipt.confirm': { posts: ['prefecture-finance', 'county-finance', 'township-clerk'] },
  'fund.receipt.list': { posts: 'any' },
  'fund.receipt.attach': { posts: ['prefecture-finance', 'county-finance', 'township-clerk'] },
  'fund.discrepancy.list': { posts: 'any' },
  'fund.discrepancy.settle': { posts: ['prefecture-finance', 'county-finance', 'township-clerk'] },
  'fund.relay.list': { posts: 'any' },
} as const satisfies Permissions
