import type { Permissions } from '../access/rule.ts'
import { ALLOCATION_PERMISSIONS } from './allocation-permission.ts'
import { APPROVAL_PERMISSIONS } from './approval-permission.ts'
import { AUDIT_PERMISSIONS } from './audit-permission.ts'
import { BOARD_PERMISSIONS } from './board-permission.ts'
import { FUND_NOUN_PERMISSIONS } from './fund-permission.ts'
import { ORDER_PERMISSIONS } from './order-permission.ts'
import { PAUSE_PERMISSIONS } from './pause-permission.ts'
import { PAYMENT_PERMISSIONS } from './payment-permission.ts'
import { SPENDING_PERMISSIONS } from './spending-permission.ts'

/** Who may call the procedures of the fund mechanism; each noun brings its own table. */
export const FUND_PERMISSIONS = {
  ...ALLOCATION_PERMISSIONS,
  ...APPROVAL_PERMISSIONS,
  ...AUDIT_PERMISSIONS,
  ...BOARD_PERMISSIONS,
  ...FUND_NOUN_PERMISSIONS,
  ...ORDER_PERMISSIONS,
  ...PAUSE_PERMISSIONS,
  ...PAYMENT_PERMISSIONS,
  ...SPENDING_PERMISSIONS,
} as const satisfies Permissions
