import type { AuditItemState } from '@qiangji/kernel/fund/audit-item.ts'
import type { LedgerCheck } from '@qiangji/kernel/fund/ledger-check.ts'
import type { Fixed } from '../engine/column.ts'

export interface AuditTables {
  audit_sample: AuditSampleRow
  audit_sample_item: AuditItemRow
  ledger_check: LedgerCheckRow
}

export interface AuditSampleRow {
  id: Fixed<string>
  auditor_id: Fixed<string>
  fund_id: Fixed<string>
  organization_id: Fixed<string>
  title: Fixed<string>
  from_day: Fixed<string>
  to_day: Fixed<string>
  threshold: Fixed<number | null>
  count: Fixed<number>
  seed: Fixed<string>
  population: Fixed<number>
  population_amount: Fixed<number>
  drawn_by: Fixed<string>
  drawn_for: Fixed<string | null>
  drawn_on: Fixed<string>
}

export interface AuditItemRow {
  id: Fixed<string>
  sample_id: Fixed<string>
  place: Fixed<number>
  journal: Fixed<string>
  document: Fixed<string>
  beneficiary_id: Fixed<string>
  holder_id: Fixed<string>
  day: Fixed<string>
  amount: Fixed<number>
  certain: Fixed<number>
  state: AuditItemState
  note: string | null
  examined_by: string | null
  examined_for: string | null
  examined_on: string | null
  rectification: string | null
  rectified_by: string | null
  rectified_for: string | null
  rectified_on: string | null
  close_note: string | null
  closed_by: string | null
  closed_for: string | null
  closed_on: string | null
  revision: number
}

/** A run of 账目核验; `place` rises with time. */
export interface LedgerCheckRow {
  id: Fixed<string>
  place: Fixed<number>
  at: Fixed<string>
  day: Fixed<string>
  person_id: Fixed<string>
  journals: Fixed<number>
  accounts: Fixed<number>
  totals: Fixed<number>
  audit_seq: Fixed<number>
  audit_hash: Fixed<string>
  broken_table: Fixed<NonNullable<LedgerCheck['broken']>['table'] | null>
  broken_row: Fixed<string | null>
  broken_what: Fixed<string | null>
}
