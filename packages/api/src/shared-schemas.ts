import { Actor } from '@qiangji/kernel/access/actor.ts'
import { Delegation } from '@qiangji/kernel/access/delegation.ts'
import { PersonId } from '@qiangji/kernel/access/person.ts'
import { Day, Month } from '@qiangji/kernel/base/day.ts'
import {
  ChangeFen,
  Fen,
  GivenFen,
  NaturalFen,
  PositiveFen,
  VoucherFen,
} from '@qiangji/kernel/base/money.ts'
import { Advance } from '@qiangji/kernel/fund/advance.ts'
import { Allocation, AllocationForm } from '@qiangji/kernel/fund/allocation.ts'
import { AuditItem } from '@qiangji/kernel/fund/audit-item.ts'
import { Bound } from '@qiangji/kernel/fund/bounds.ts'
import { Commitment } from '@qiangji/kernel/fund/commitment.ts'
import { Discrepancy } from '@qiangji/kernel/fund/discrepancy.ts'
import { Fund, FundForm } from '@qiangji/kernel/fund/fund.ts'
import { LedgerImport } from '@qiangji/kernel/fund/ledger-import-record.ts'
import { Order } from '@qiangji/kernel/fund/order.ts'
import { Part } from '@qiangji/kernel/fund/part.ts'
import { Pause } from '@qiangji/kernel/fund/pause.ts'
import { PaymentBatch } from '@qiangji/kernel/fund/payment-batch.ts'
import { Rule } from '@qiangji/kernel/fund/plan-inputs.ts'
import { Receipt } from '@qiangji/kernel/fund/receipt.ts'
import { Spending, SpendingForm, SpendingHand } from '@qiangji/kernel/fund/spending.ts'
import { Organization, OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { FileRef } from '@qiangji/kernel/record/file.ts'
import { type SharedSchemas, shareSchemas } from './frame/openapi.ts'
import { RateOut } from './fund/board-output.ts'

/** What the document of the API names once; everything else is written out where it stands. */
export const sharedSchemas: SharedSchemas = shareSchemas({
  Actor,
  Advance,
  Allocation,
  AllocationForm,
  AuditItem,
  Bound,
  Commitment,
  Delegation,
  Discrepancy,
  FileRef,
  Fund,
  FundForm,
  Hand: SpendingHand,
  LedgerImport,
  Order,
  Organization,
  OrganizationId,
  Part,
  Pause,
  PaymentBatch,
  PersonId,
  Rate: RateOut,
  Receipt,
  Rule,
  Spending,
  SpendingForm,
  Day: {
    schema: Day,
    description: 'A calendar day in Asia/Shanghai.',
    pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
  },
  Month: { schema: Month, description: 'A calendar month in Asia/Shanghai.' },
  Fen: { schema: Fen, description: 'An amount in fen (0.01 yuan); may be negative.' },
  NaturalFen: { schema: NaturalFen, description: 'Zero or more fen (0.01 yuan).' },
  GivenFen: { schema: GivenFen, description: 'Zero or more fen as a person gives them.' },
  ChangeFen: { schema: ChangeFen, description: 'Fen more or less, as a person gives them.' },
  VoucherFen: { schema: VoucherFen, description: 'The fen of one voucher.' },
  PositiveFen: { schema: PositiveFen, description: 'A positive amount in fen (0.01 yuan).' },
})
