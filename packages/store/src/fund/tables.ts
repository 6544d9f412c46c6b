import type { AllocationTables } from './allocation-tables.ts'
import type { ApprovalTables } from './approval-tables.ts'
import type { AuditTables } from './audit-tables.ts'
import type { LedgerTables } from './ledger-tables.ts'
import type { OrderTables } from './order-tables.ts'
import type { PaymentTables } from './payment-tables.ts'
import type { ReversalTables } from './reversal-tables.ts'
import type { SpendingTables } from './spending-tables.ts'

/** The tables of the fund mechanism; a noun that has rows of its own adds its tables file here. */
export interface FundTables
  extends LedgerTables,
    AllocationTables,
    ApprovalTables,
    AuditTables,
    OrderTables,
    PaymentTables,
    ReversalTables,
    SpendingTables {}
