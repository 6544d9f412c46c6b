import { z } from 'zod'
import { different, type Hand } from '../access/conflict.ts'
import type { PostCode } from '../access/post.ts'
import { upperReviewers } from '../access/review.ts'
import { Day } from '../base/day.ts'
import { accept, type Decision, refuse } from '../base/decision.ts'
import { Revision } from '../base/id.ts'
import { type Fen, fen, PositiveFen } from '../base/money.ts'
import { type Level, OrganizationId } from '../organization/organization.ts'
import { HandRecord } from './bank-account.ts'
import { DocumentForm } from './document.ts'
import { FundId, nextHolder, type Recipient } from './fund.ts'
import { type Payment, type PaymentAct, PaymentBatchId } from './payment.ts'

/** A bank's batch file takes a short 用途; longer words would be cut by the bank. */
export const PURPOSE_LONGEST = 20

/** 支付批次: the payments that one payer makes and releases together. */
export const PaymentBatch = z.strictObject({
  id: PaymentBatchId,
  /** 批次编号 */
  number: z.string(),
  payerId: OrganizationId,
  maker: HandRecord,
  madeOn: Day,
  releaser: HandRecord.nullable(),
  releasedOn: Day.nullable(),
  /** The payer's own notice; a 转拨 always has one. */
  document: DocumentForm.nullable(),
  revision: Revision,
})
export type PaymentBatch = z.infer<typeof PaymentBatch>

export const PaymentAsk = z.strictObject({
  fundId: FundId,
  beneficiaryId: OrganizationId,
  amount: PositiveFen,
})
export type PaymentAsk = z.infer<typeof PaymentAsk>

export const PaymentBatchForm = z.strictObject({
  lines: z.array(PaymentAsk).min(1).max(500),
  document: DocumentForm.nullable(),
  /** 用途; by default the fund's name. */
  purpose: z
    .string()
    .trim()
    .min(1)
    .max(PURPOSE_LONGEST)
    .regex(/^[^=+\-@＝＋－＠]/)
    .nullable(),
})
export type PaymentBatchForm = z.infer<typeof PaymentBatchForm>

/** What a payer may pay for one beneficiary of one fund, and to whom it goes next. */
export interface Payable {
  readonly fundId: FundId
  readonly act: PaymentAct
  readonly beneficiaryId: OrganizationId
  readonly payeeId: OrganizationId
  /** The balance, and what of it stands in payments that wait for release. */
  readonly balance: Fen
  readonly drafted: Fen
  readonly paused: boolean
}

export const payableAmount = (payable: Pick<Payable, 'balance' | 'drafted'>): Fen =>
  fen(Math.max(0, payable.balance - payable.drafted))

/**
 * Who is paid next: by the recipient list where the beneficiary stands on it, otherwise (a township to which a
 * county has sub-allocated) the beneficiary itself. Never by the tree.
 */
export const payeeOf = (
  beneficiaryId: OrganizationId,
  payerId: OrganizationId,
  recipient: Pick<Recipient, 'organizationId' | 'viaId'> | null,
): OrganizationId => (recipient === null ? beneficiaryId : nextHolder(recipient, payerId))

export type PaymentMakeRefusal =
  | 'PAYMENT_LINE_TWICE'
  | 'PAYMENT_NOTHING_TO_PAY'
  | 'PAYMENT_ABOVE_BALANCE'
  | 'PAYMENT_PAUSED'
  | 'PAYEE_ACCOUNT_MISSING'
  | 'RELAY_DOCUMENT_MISSING'

export interface MakeFacts {
  readonly payables: readonly Payable[]
  readonly hasAccount: (payeeId: OrganizationId) => boolean
  readonly nameOf: (id: OrganizationId) => string
}

/** The lines of one payment to be: one fund, one payee. */
export interface PaymentGroup {
  readonly fundId: FundId
  readonly payeeId: OrganizationId
  readonly act: PaymentAct
  readonly lines: readonly { readonly beneficiaryId: OrganizationId; readonly amount: Fen }[]
}

/** Sorts what is to be paid into payments, in the order of the lines; the payee is never the caller's choice. */
export const groupPayments = (
  form: PaymentBatchForm,
  facts: MakeFacts,
): Decision<readonly PaymentGroup[], PaymentMakeRefusal> => {
  const groups = new Map<string, PaymentGroup>()
  const seen = new Set<string>()
  for (const line of form.lines) {
    const key = `${line.fundId}/${line.beneficiaryId}`
    const organization = facts.nameOf(line.beneficiaryId)
    if (seen.has(key)) return refuse('PAYMENT_LINE_TWICE', { organization })
    seen.add(key)
    const payable = facts.payables.find(
      (p) => p.fundId === line.fundId && p.beneficiaryId === line.beneficiaryId,
    )
    if (!payable) return refuse('PAYMENT_NOTHING_TO_PAY', { organization })
    const checked = checkLine(line, payable, form, facts)
    if (!checked.ok) return checked
    const at = `${payable.fundId}/${payable.payeeId}/${payable.act}`
    const group = groups.get(at) ?? { ...payable, lines: [] }
    groups.set(at, {
      fundId: payable.fundId,
      payeeId: payable.payeeId,
      act: payable.act,
      lines: [...group.lines, { beneficiaryId: line.beneficiaryId, amount: line.amount }],
    })
  }
  return accept([...groups.values()])
}

const checkLine = (
  line: PaymentAsk,
  payable: Payable,
  form: PaymentBatchForm,
  facts: MakeFacts,
): Decision<null, PaymentMakeRefusal> => {
  const organization = facts.nameOf(line.beneficiaryId)
  if (payable.paused) return refuse('PAYMENT_PAUSED', { organization })
  const available = payableAmount(payable)
  if (line.amount > available)
    return refuse('PAYMENT_ABOVE_BALANCE', { organization, available, asked: line.amount })
  if (!facts.hasAccount(payable.payeeId))
    return refuse('PAYEE_ACCOUNT_MISSING', { organization: facts.nameOf(payable.payeeId) })
  if (payable.act === 'relay' && form.document === null) return refuse('RELAY_DOCUMENT_MISSING')
  return accept(null)
}

/** Posts that prepare a payment at a payer of this level; a union paid straight by the province pays like a county. */
export const makingPosts = (level: Level): readonly PostCode[] =>
  level === 'province'
    ? ['cashier']
    : level === 'prefecture'
      ? ['prefecture-finance', 'county-finance']
      : ['county-finance']

/** Posts that release it: at the payer itself, or at the union above it (上级复核, where the payer has one person). */
export const releasingPosts = (level: Level, at: 'payer' | 'above'): readonly PostCode[] => {
  if (at === 'above') return upperReviewers(level)
  if (level === 'province') return ['accountant']
  return level === 'prefecture' ? ['prefecture-finance', 'county-reviewer'] : ['county-reviewer']
}

export type PaymentReleaseRefusal = 'SAME_PERSON' | 'PAYMENT_NOTHING_DRAFTED' | 'PAYEE_CHANGED'

/** Who is to be paid for a beneficiary by the list as it stands today. */
export type PayeeNow = (payment: Payment, beneficiaryId: OrganizationId) => OrganizationId

/** 授权: by another person, for the payments of the batch that still wait, where the list still sends them. */
export const mayRelease = (
  batch: Pick<PaymentBatch, 'maker'>,
  payments: readonly Payment[],
  hand: Hand,
  payeeNow: PayeeNow,
): Decision<readonly Payment[], PaymentReleaseRefusal> => {
  if (!different(batch.maker, hand)) return refuse('SAME_PERSON')
  const waiting = payments.filter((p) => p.state === 'drafted')
  if (waiting.length === 0) return refuse('PAYMENT_NOTHING_DRAFTED')
  const astray = waiting.find((p) =>
    p.lines.some((line) => payeeNow(p, line.beneficiaryId) !== p.payeeId),
  )
  return astray ? refuse('PAYEE_CHANGED', { number: astray.number }) : accept(waiting)
}

/** "20240603-620000-01": the payer's day, its code, and the batch's place on that day. */
export const batchNumber = (on: Day, payerCode: string, place: number): string =>
  `${on.replaceAll('-', '')}-${payerCode.slice(0, 6)}-${String(place).padStart(2, '0')}`

/** 支付单编号: the batch's number and the payment's place in it; the bank gives it back. */
export const paymentNumber = (batch: string, place: number): string =>
  `${batch}-${String(place).padStart(3, '0')}`

/** 用途 from a fund's name, as long as a bank takes it. */
export const purposeFrom = (fundName: string): string => fundName.slice(0, PURPOSE_LONGEST)
