import type { Permissions } from '../access/rule.ts'
import { ORDER_PERMISSIONS } from './order-permission.ts'

/** Who may call the procedures of the fund mechanism; each noun brings its own table. */
export const FUND_PERMISSIONS = {
  ...ORDER_PERMISSIONS,
} as const satisfies Permissions
