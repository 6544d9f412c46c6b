import { z } from 'zod'
import { Day } from '../base/day.ts'
import { accept, type Decision, refuse } from '../base/decision.ts'
import { publicId, Revision } from '../base/id.ts'
import { type Fen, fen, NO_FEN, PositiveFen, sumFen } from '../base/money.ts'
import { OrganizationId } from '../organization/organization.ts'
import type { Posting } from './account.ts'
import {
  isUnderway,
  movePayment,
  outstandingOf,
  PAYMENT_STATES,
  type Payment,
  PaymentId,
  restingAccount,
  underwayAccount,
} from './payment.ts'

export const BounceId = publicId<'Bounce'>()
export type BounceId = z.infer<typeof BounceId>

export const LineAmount = z.strictObject({ beneficiaryId: OrganizationId, amount: PositiveFen })
export type LineAmount = z.infer<typeof LineAmount>

/** 退票: the bank sends back a payment, or what is missing of it will never come. `lines` null: all that is open. */
export const BounceForm = z.strictObject({
  paymentId: PaymentId,
  /** Day of the bank's slip. */
  day: Day,
  reason: z.string().trim().min(1).max(200),
  lines: z.array(LineAmount).min(1).max(500).nullable(),
  revision: Revision,
})
export type BounceForm = z.infer<typeof BounceForm>

/** A posted 退票. */
export const Bounce = z.strictObject({
  id: BounceId,
  paymentId: PaymentId,
  day: Day,
  postedOn: Day,
  reason: z.string(),
  lines: z.array(LineAmount),
  state: z.enum(['posted', 'reversed']),
  /** What the payment was before: what it is again when the bounce is reversed. */
  before: z.enum(['released', 'paid']),
  /** What payments made since then pay again, per beneficiary. */
  repaid: z.array(LineAmount),
  postingBatch: z.string(),
})
export type Bounce = z.infer<typeof Bounce>

/** What of a bounce nothing pays again yet, per beneficiary. */
export const unrepaidLines = (bounce: Pick<Bounce, 'lines' | 'repaid'>): readonly LineAmount[] =>
  [...new Set(bounce.lines.map((line) => line.beneficiaryId))]
    .map((beneficiaryId) => ({
      beneficiaryId,
      amount: fen(sumOf(bounce.lines, beneficiaryId) - sumOf(bounce.repaid, beneficiaryId)),
    }))
    .filter((line) => line.amount > 0)

const sumOf = (lines: readonly LineAmount[], beneficiaryId: OrganizationId): Fen =>
  sumFen(lines, (line) => (line.beneficiaryId === beneficiaryId ? line.amount : NO_FEN))

export interface RepaidLine extends LineAmount {
  readonly bounceId: BounceId
}

/** What a payment pays again of the bounces of its payer and fund, the oldest first; the rest is paid anew. */
export const repaidLines = (
  payment: Pick<Payment, 'lines'>,
  bounces: readonly Bounce[],
): readonly RepaidLine[] =>
  payment.lines.flatMap(({ beneficiaryId, amount: paid }) => {
    let left: number = paid
    return bounces.flatMap((bounce): readonly RepaidLine[] => {
      const open = unrepaidLines(bounce).find((line) => line.beneficiaryId === beneficiaryId)
      const amount = Math.min(left, open?.amount ?? 0)
      left -= amount
      return amount === 0 ? [] : [{ bounceId: bounce.id, beneficiaryId, amount: fen(amount) }]
    })
  })

/** What is paid again is not also put back on its way: first the payment that pays it again is undone. */
export const mayUnbounce = (repaidBy: string | null): Decision<null, 'BOUNCE_REPAID'> =>
  repaidBy === null ? accept(null) : refuse('BOUNCE_REPAID', { number: repaidBy })

export const BOUNCE_REFUSALS = [
  'BOUNCE_NOT_UNDERWAY',
  'BOUNCE_DAY_LATE',
  'BOUNCE_DAY_EARLY',
  'BOUNCE_LINE_UNKNOWN',
  'BOUNCE_ABOVE_OPEN',
  'BOUNCE_NOTHING_OPEN',
] as const
export type BounceRefusal = (typeof BOUNCE_REFUSALS)[number]

export interface Bounced {
  readonly payment: Payment
  readonly lines: readonly LineAmount[]
  readonly postings: readonly Posting[]
}

/** Brings money back to where the payer had it; a payment that has come back whole is 支付异常. */
export const bounce = (
  payment: Payment,
  form: Pick<BounceForm, 'day' | 'reason' | 'lines'>,
  today: Day,
): Decision<Bounced, BounceRefusal> => {
  if (!isUnderway(payment))
    return refuse('BOUNCE_NOT_UNDERWAY', { state: PAYMENT_STATES[payment.state] })
  if (form.day > today) return refuse('BOUNCE_DAY_LATE')
  if (payment.releasedOn !== null && form.day < payment.releasedOn)
    return refuse('BOUNCE_DAY_EARLY', { day: payment.releasedOn })
  const open = payment.lines
    .map((l) => ({ beneficiaryId: l.beneficiaryId, amount: outstandingOf(l) }))
    .filter((l) => l.amount > 0)
  const lines = form.lines ?? open
  if (lines.length === 0) return refuse('BOUNCE_NOTHING_OPEN')
  const taken = takeBack(payment, lines)
  if (!taken.ok) return taken
  return accept({
    payment: settleState(taken.value, form.reason),
    lines,
    postings: lines.map((line) => ({
      act: 'bounce',
      from: underwayAccount(payment, line.beneficiaryId),
      to: restingAccount(payment, line.beneficiaryId),
      amount: line.amount,
      document: payment.id,
    })),
  })
}

const takeBack = (
  payment: Payment,
  lines: readonly LineAmount[],
): Decision<Payment, BounceRefusal> => {
  let next = payment
  for (const { beneficiaryId, amount } of lines) {
    const line = next.lines.find((l) => l.beneficiaryId === beneficiaryId)
    if (!line) return refuse('BOUNCE_LINE_UNKNOWN')
    if (amount > outstandingOf(line))
      return refuse('BOUNCE_ABOVE_OPEN', { open: outstandingOf(line), asked: amount })
    next = withLine(next, { ...line, bounced: fen(line.bounced + amount) })
  }
  return accept(next)
}

export const withLine = (payment: Payment, line: Payment['lines'][number]): Payment => ({
  ...payment,
  lines: payment.lines.map((l) => (l.beneficiaryId === line.beneficiaryId ? line : l)),
})

const settleState = (payment: Payment, reason: string): Payment => {
  if (payment.lines.some((l) => l.bounced < l.amount)) return payment
  const failed = movePayment(payment, 'fail')
  return failed.ok ? { ...failed.value, reason } : payment
}

/** The payment as it was before a bounce that has been reversed. */
export const unbounce = (
  payment: Payment,
  lines: readonly LineAmount[],
  before: 'released' | 'paid',
): Payment => {
  const restored = lines.reduce((next, { beneficiaryId, amount }) => {
    const line = next.lines.find((l) => l.beneficiaryId === beneficiaryId)
    return line ? withLine(next, { ...line, bounced: fen(line.bounced - amount) }) : next
  }, payment)
  const moved = restored.state === 'failed' ? movePayment(restored, 'unbounce', before) : null
  return moved?.ok ? { ...moved.value, reason: null } : restored
}
