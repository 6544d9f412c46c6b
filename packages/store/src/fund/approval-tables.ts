import type { PostCode } from '@qiangji/kernel/access/post.ts'
import type { BillKind } from '@qiangji/kernel/fund/approval.ts'
import type { Fixed } from '../engine/column.ts'

export interface ApprovalTables {
  approval_rule: ApprovalRuleRow
  approval_signature: ApprovalSignatureRow
}

export interface ApprovalRuleRow {
  id: Fixed<string>
  organization_id: Fixed<string>
  bill: Fixed<BillKind>
  lower_amount: Fixed<number>
  upper_amount: Fixed<number | null>
  /** JSON list, in the order of signing. */
  posts: Fixed<string>
  joint: Fixed<number>
  from_day: Fixed<string>
  /** Its last day. */
  to_day: string | null
  setter: Fixed<string>
  setter_for: Fixed<string | null>
  set_on: Fixed<string>
  ender: string | null
  ender_for: string | null
  revision: number
}

export interface ApprovalSignatureRow {
  bill: Fixed<BillKind>
  bill_id: Fixed<string>
  /** The revision at which the bill was signed: at another one it is no longer signed. */
  bill_revision: Fixed<number>
  post: Fixed<PostCode>
  person: Fixed<string>
  person_for: Fixed<string | null>
  day: Fixed<string>
  opinion: Fixed<string>
}
