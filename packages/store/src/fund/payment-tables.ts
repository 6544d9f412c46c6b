import type { BankAccountKind, BankAccountState } from '@qiangji/kernel/fund/bank-account.ts'
import type { DiscrepancyEnd } from '@qiangji/kernel/fund/discrepancy.ts'
import type { PaymentAct, PaymentState } from '@qiangji/kernel/fund/payment.ts'

export interface PaymentTables {
  bank_account: BankAccountRow
  payment_sequence: { payer_id: string; day: string; last: number }
  payment_batch: PaymentBatchRow
  payment: PaymentRow
  payment_line: PaymentLineRow
  bounce: BounceRow
  bounce_repaid: BounceRepaidRow
  receipt: ReceiptRow
  discrepancy: DiscrepancyRow
  bank_result: BankResultRow
}

interface BankColumns {
  holder_name: string
  account_number: string
  bank_name: string
  bank_code: string
}

export interface BankAccountRow extends BankColumns {
  id: string
  organization_id: string
  kind: BankAccountKind
  valid_from: string
  reason: string
  file_id: string | null
  state: BankAccountState
  proposer: string
  proposer_for: string | null
  proposed_on: string
  decider: string | null
  decider_for: string | null
  decided_on: string | null
  decline_reason: string | null
  superseded_on: string | null
  revision: number
}

export interface PaymentBatchRow {
  id: string
  number: string
  payer_id: string
  maker: string
  maker_for: string | null
  made_on: string
  releaser: string | null
  releaser_for: string | null
  released_on: string | null
  document_number: string | null
  document_day: string | null
  document_title: string | null
  revision: number
}

export interface PaymentRow extends BankColumns {
  id: string
  batch_id: string
  number: string
  fund_id: string
  payer_id: string
  payee_id: string
  act: PaymentAct
  state: PaymentState
  bank_account_id: string
  purpose: string
  amount: number
  made_on: string
  released_on: string | null
  paid_on: string | null
  reason: string | null
  posting_batch: string | null
  revision: number
}

export interface PaymentLineRow {
  payment_id: string
  place: number
  beneficiary_id: string
  amount: number
  received: number
  bounced: number
}

export interface BounceRow {
  id: string
  payment_id: string
  day: string
  posted_on: string
  reason: string
  lines: string
  amount: number
  before: 'released' | 'paid'
  posted_by: string
  posting_batch: string
  state: 'posted' | 'reversed'
  /** What payments made since then pay again. */
  repaid: number
}

export interface BounceRepaidRow {
  payment_id: string
  bounce_id: string
  beneficiary_id: string
  amount: number
}

export interface ReceiptRow {
  id: string
  payment_id: string
  payee_id: string
  credit_day: string
  number: string
  file_id: string | null
  lines: string
  amount: number
  surplus: number
  note: string
  confirmer: string
  confirmer_for: string | null
  confirmed_on: string
  state: 'confirmed' | 'reversed'
  /** null: money beyond a payment alone posts nothing. */
  posting_batch: string | null
  revision: number
}

export interface DiscrepancyRow {
  id: string
  payment_id: string
  kind: 'short' | 'surplus'
  state: 'open' | 'closed'
  amount: number
  note: string
  /** The receipt that opened it. */
  receipt_id: string
  opened_on: string
  closed_on: string | null
  closed_by: DiscrepancyEnd | null
  close_note: string | null
  revision: number
}

export interface BankResultRow {
  id: string
  payer_id: string
  hash: string
  file_name: string
  applied_on: string
  applied_by: string
  paid: number
  failed: number
  skipped: number
  errors: number
}
