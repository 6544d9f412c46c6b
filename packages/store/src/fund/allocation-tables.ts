import type { AllocationState } from '@qiangji/kernel/fund/allocation.ts'
import type { AllocationStep } from '@qiangji/kernel/fund/allocation-step.ts'
import type { MeetingKind } from '@qiangji/kernel/fund/meeting.ts'
import type { Fixed } from '../engine/column.ts'

export interface AllocationTables {
  allocation: AllocationRow
  allocation_version: AllocationVersionRow
  allocation_line: AllocationLineRow
  allocation_step: AllocationStepRow
  meeting: MeetingRow
  document_number: DocumentNumberRow
}

export interface AllocationRow {
  id: string
  fund_id: string
  organization_id: string
  /** Rises with the time of drafting: the order of lists. */
  place: number
  title: string
  form: string
  state: AllocationState
  version: number
  total: number
  reserve: number
  submitted_on: string | null
  maker: string | null
  maker_for: string | null
  programme_reviewer: string | null
  programme_reviewer_for: string | null
  finance_reviewer: string | null
  finance_reviewer_for: string | null
  decided_on: string | null
  public_until: string | null
  number: string | null
  issued_on: string | null
  revision: number
}

/** A submitted version: what was computed, from what, and the fingerprint of both. */
export interface AllocationVersionRow {
  allocation_id: Fixed<string>
  version: Fixed<number>
  form: Fixed<string>
  inputs: Fixed<string>
  places: Fixed<string>
  result: Fixed<string>
  /** sha256 over the canonical inputs and the canonical result. */
  hash: Fixed<string>
  total: Fixed<number>
  reserve: Fixed<number>
  submitted_by: Fixed<string>
  submitted_on: Fixed<string>
}

export interface AllocationLineRow {
  allocation_id: Fixed<string>
  version: Fixed<number>
  organization_id: Fixed<string>
  code: Fixed<string>
  name: Fixed<string>
  prefecture: Fixed<string>
  class_name: Fixed<string | null>
  amount: Fixed<number>
  by_part: Fixed<string>
  bound: Fixed<'floor' | 'cap' | null>
  previous: Fixed<number | null>
  earlier: Fixed<number>
}

/** What happened to a plan, in order; the name stands as it was. */
export interface AllocationStepRow {
  allocation_id: Fixed<string>
  place: Fixed<number>
  step: Fixed<AllocationStep | 'draft'>
  state: Fixed<AllocationState>
  version: Fixed<number>
  person_id: Fixed<string>
  person_name: Fixed<string>
  behalf_id: Fixed<string | null>
  day: Fixed<string>
  reason: Fixed<string>
  /** The journals that were posted with it. */
  batch: Fixed<string | null>
}

export interface MeetingRow {
  id: Fixed<string>
  allocation_id: Fixed<string>
  version: Fixed<number>
  kind: Fixed<MeetingKind>
  day: Fixed<string>
  item: Fixed<string>
  minutes: Fixed<string>
  file_id: Fixed<string | null>
  recorded_by: Fixed<string>
  recorded_on: Fixed<string>
  place: Fixed<number>
}

/** A number that a document of this body has: once given it stays with that document. */
export interface DocumentNumberRow {
  organization_id: Fixed<string>
  code: Fixed<string>
  year: Fixed<number>
  number: Fixed<number>
  document_id: Fixed<string>
}
