import type { Migration } from '../engine/migration.ts'
import { frame } from './0001-frame.ts'
import { organization } from './0002-organization.ts'
import { access } from './0003-access.ts'
import { ledger } from './0004-ledger.ts'
import { allocation } from './0005-allocation.ts'
import { payment } from './0006-payment.ts'
import { spending } from './0007-spending.ts'
import { order } from './0008-order.ts'
import { audit } from './0009-audit.ts'
import { notice } from './0010-notice.ts'
import { reversal } from './0011-reversal.ts'
import { administration } from './0012-administration.ts'
import { approval } from './0013-approval.ts'

/** Every migration in order. A line is only ever added at the end. */
export const migrations: readonly Migration[] = [
  frame,
  organization,
  access,
  ledger,
  allocation,
  payment,
  spending,
  order,
  audit,
  notice,
  reversal,
  administration,
  approval,
]
