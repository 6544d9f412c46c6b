import type { AdvanceState } from '@qiangji/kernel/fund/advance.ts'
import type { CommitmentState } from '@qiangji/kernel/fund/commitment.ts'
import type { LedgerImportState } from '@qiangji/kernel/fund/ledger-import-record.ts'
import type { SpendingKind, SpendingOrigin, SpendingState } from '@qiangji/kernel/fund/spending.ts'

export interface SpendingTables {
  spending: SpendingRow
  spending_total: SpendingTotalRow
  spending_rule: { fund_id: string; file_threshold: number | null; revision: number }
  commitment: CommitmentRow
  advance: AdvanceRow
  claim_total: ClaimTotalRow
  ledger_import: LedgerImportRow
  ledger_mapping: LedgerMappingRow
}

export interface SpendingRow {
  id: string
  /** Rises with time: the order within a day. */
  seq: number
  fund_id: string
  organization_id: string
  beneficiary_id: string
  /** The township whose own account pays; null: that of organization_id. */
  holder_id: string | null
  prefecture_id: string | null
  county_id: string | null
  kind: SpendingKind
  state: SpendingState
  origin: SpendingOrigin
  of_id: string | null
  day: string
  year: number
  month: string
  voucher: string
  line: number
  summary: string
  use_code: string
  payee: string | null
  roster_persons: number | null
  roster_hash: string | null
  amount: number
  signed: number
  fixed_asset: number
  commitment_id: string | null
  advance_id: string | null
  used: number
  asked: number
  import_id: string | null
  /** JSON list of hands. */
  makers: string
  made_on: string
  releaser: string | null
  releaser_for: string | null
  posted_on: string | null
  batch: string
  reason: string | null
  files: number
  file_missing: number
  revision: number
}

/** A counter: rows and signed amount of the spendings whose beneficiary is the organization or below it. */
export interface SpendingTotalRow {
  fund_id: string
  organization_id: string
  month: string
  use_code: string
  kind: SpendingKind
  state: SpendingState
  file_missing: number
  rows: number
  amount: number
}

export interface CommitmentRow {
  id: string
  fund_id: string
  organization_id: string
  beneficiary_id: string
  /** The township on whose own account the money lies; null: that of organization_id. */
  holder_id: string | null
  title: string
  counterparty: string
  day: string
  amount: number
  used: number
  asked: number
  released: number
  carried: number
  state: CommitmentState
  maker: string
  made_on: string
  batch: string
  revision: number
}

export interface AdvanceRow {
  id: string
  fund_id: string
  organization_id: string
  beneficiary_id: string
  /** The township whose own account repays it; null: that of organization_id. */
  holder_id: string | null
  title: string
  day: string
  voucher: string | null
  amount: number
  used: number
  asked: number
  state: AdvanceState
  maker: string
  made_on: string
  revision: number
}

/** A counter: open contracts with what they still occupy, open advances with what is not repaid. */
export interface ClaimTotalRow {
  fund_id: string
  organization_id: string
  noun: 'commitment' | 'advance'
  rows: number
  amount: number
}

export interface LedgerImportRow {
  id: string
  fund_id: string
  organization_id: string
  beneficiary_id: string
  /** The township whose own account the list is of; null: that of organization_id. */
  holder_id: string | null
  file_id: string
  file_name: string
  file_hash: string
  sheet: string | null
  projects: string | null
  state: LedgerImportState
  rows: number
  entries: number
  amount: number
  bad: number
  doubtful: number
  passed: number
  maker: string
  read_on: string
  revision: number
}

/** 科目 → 用途 as a county answered once for a fund; null: not of the fund. */
export interface LedgerMappingRow {
  organization_id: string
  fund_id: string
  subject: string
  use_code: string | null
}
