import { z } from 'zod'
import { Day } from '../base/day.ts'
import { accept, type Decision, refuse } from '../base/decision.ts'
import { publicId, Revision } from '../base/id.ts'
import { fen, GivenFen, NaturalFen } from '../base/money.ts'
import { OrganizationId } from '../organization/organization.ts'
import { FileId } from '../record/file.ts'
import type { Posting } from './account.ts'
import { HandRecord } from './bank-account.ts'
import { LineAmount, withLine } from './bounce.ts'
import {
  arrivalAccount,
  isUnderway,
  outstanding,
  outstandingOf,
  PAYMENT_STATES,
  type Payment,
  PaymentId,
  underwayAccount,
} from './payment.ts'

export const ReceiptId = publicId<'Receipt'>()
export type ReceiptId = z.infer<typeof ReceiptId>

/**
 * 到账确认 by the payee's finance, per payment and line. `lines` null: all that is open, in one click. Bank fees
 * are never netted: the amount is what the bank credited before them.
 */
export const ReceiptForm = z.strictObject({
  paymentId: PaymentId,
  /** 到账日 on the payee's slip. */
  creditDay: Day,
  /** 工会经费收入专用收据 */
  number: z.string().trim().min(1).max(40),
  fileId: FileId.nullable(),
  lines: z.array(LineAmount).max(500).nullable(),
  /** Money beyond the payment: recorded, never posted. */
  surplus: GivenFen,
  note: z.string().trim().max(200),
})
export type ReceiptForm = z.infer<typeof ReceiptForm>

export const Receipt = z.strictObject({
  id: ReceiptId,
  paymentId: PaymentId,
  payeeId: OrganizationId,
  creditDay: Day,
  number: z.string(),
  fileId: FileId.nullable(),
  lines: z.array(LineAmount),
  surplus: NaturalFen,
  note: z.string(),
  confirmer: HandRecord,
  confirmedOn: Day,
  state: z.enum(['confirmed', 'reversed']),
  postingBatch: z.string().nullable(),
  revision: Revision,
})
export type Receipt = z.infer<typeof Receipt>

export const RECEIPT_REFUSALS = [
  'RECEIPT_NOT_UNDERWAY',
  'RECEIPT_CREDIT_LATE',
  'RECEIPT_CREDIT_EARLY',
  'RECEIPT_LINE_UNKNOWN',
  'RECEIPT_ABOVE_PAYMENT',
  'RECEIPT_EMPTY',
  'RECEIPT_SURPLUS_WHILE_SHORT',
  'RECEIPT_NUMBER_USED',
] as const
export type ReceiptRefusal = (typeof RECEIPT_REFUSALS)[number]

export interface Received {
  readonly payment: Payment
  readonly lines: readonly LineAmount[]
  readonly postings: readonly Posting[]
}

/**
 * Confirms what arrived. Less than was paid leaves the rest open as 金额不符; more is refused unless the
 * receiver calls the rest money beyond the payment.
 */
export const receive = (
  payment: Payment,
  form: Omit<ReceiptForm, 'paymentId'>,
  today: Day,
): Decision<Received, ReceiptRefusal> => {
  if (!isUnderway(payment))
    return refuse('RECEIPT_NOT_UNDERWAY', { state: PAYMENT_STATES[payment.state] })
  if (form.creditDay > today) return refuse('RECEIPT_CREDIT_LATE', { today })
  if (payment.releasedOn !== null && form.creditDay < payment.releasedOn)
    return refuse('RECEIPT_CREDIT_EARLY', { day: payment.releasedOn })
  const lines = form.lines ?? openLines(payment)
  if (lines.length === 0 && form.surplus === 0) return refuse('RECEIPT_EMPTY')
  const taken = takeIn(payment, lines)
  if (!taken.ok) return taken
  if (form.surplus > 0 && outstanding(taken.value) > 0) return refuse('RECEIPT_SURPLUS_WHILE_SHORT')
  return accept({
    payment: taken.value,
    lines,
    postings: lines.map((line) => ({
      act: 'receive',
      from: underwayAccount(payment, line.beneficiaryId),
      to: arrivalAccount(payment, line.beneficiaryId),
      amount: line.amount,
      document: payment.id,
    })),
  })
}

const openLines = (payment: Payment): readonly LineAmount[] =>
  payment.lines
    .map((l) => ({ beneficiaryId: l.beneficiaryId, amount: outstandingOf(l) }))
    .filter((l) => l.amount > 0)

const takeIn = (
  payment: Payment,
  lines: readonly LineAmount[],
): Decision<Payment, ReceiptRefusal> => {
  let next = payment
  for (const { beneficiaryId, amount } of lines) {
    const line = next.lines.find((l) => l.beneficiaryId === beneficiaryId)
    if (!line) return refuse('RECEIPT_LINE_UNKNOWN')
    if (amount > outstandingOf(line))
      return refuse('RECEIPT_ABOVE_PAYMENT', { open: outstandingOf(line), asked: amount })
    next = withLine(next, { ...line, received: fen(line.received + amount) })
  }
  return accept(next)
}

/** The payment as it was before a receipt that has been reversed. */
export const unreceive = (payment: Payment, lines: readonly LineAmount[]): Payment =>
  lines.reduce((next, { beneficiaryId, amount }) => {
    const line = next.lines.find((l) => l.beneficiaryId === beneficiaryId)
    return line ? withLine(next, { ...line, received: fen(line.received - amount) }) : next
  }, payment)
