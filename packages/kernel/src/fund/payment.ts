import { z } from 'zod'
import { Day } from '../base/day.ts'
import { accept, type Decision, refuse } from '../base/decision.ts'
import { publicId, Revision } from '../base/id.ts'
import { type Fen, fen, NaturalFen, PositiveFen, sumFen } from '../base/money.ts'
import { OrganizationId } from '../organization/organization.ts'
import type { AccountKey, Posting } from './account.ts'
import { BankAccountId, BankData } from './bank-account.ts'
import { FundId } from './fund.ts'

export const PaymentId = publicId<'Payment'>()
export type PaymentId = z.infer<typeof PaymentId>
export const PaymentBatchId = publicId<'PaymentBatch'>()
export type PaymentBatchId = z.infer<typeof PaymentBatchId>

/** remit: 拨付 by the province or a county; relay: 转拨 by a prefecture. */
export const PaymentAct = z.enum(['remit', 'relay'])
export type PaymentAct = z.infer<typeof PaymentAct>

export const PAYMENT_STATES = {
  drafted: '待授权',
  rejected: '已退回',
  cancelled: '已撤销',
  released: '待支付',
  paid: '支付成功',
  failed: '支付异常',
} as const
export const PaymentState = z.enum([
  'drafted',
  'rejected',
  'cancelled',
  'released',
  'paid',
  'failed',
])
export type PaymentState = z.infer<typeof PaymentState>

/**
 * Everything that may happen to a payment's state. `fail` after `paid` is the bounce that comes days after the
 * bank's success; `reverse` and `unbounce` undo a posted act and are refused by the ledger once the bank has paid.
 */
export const PAYMENT_MOVES = [
  { move: 'release', from: 'drafted', to: 'released' },
  { move: 'reject', from: 'drafted', to: 'rejected' },
  { move: 'withdraw', from: 'drafted', to: 'cancelled' },
  { move: 'succeed', from: 'released', to: 'paid' },
  { move: 'fail', from: 'released', to: 'failed' },
  { move: 'fail', from: 'paid', to: 'failed' },
  { move: 'reverse', from: 'released', to: 'cancelled' },
  { move: 'unbounce', from: 'failed', to: 'released' },
  { move: 'unbounce', from: 'failed', to: 'paid' },
] as const
export type PaymentMove = (typeof PAYMENT_MOVES)[number]['move']

/** One line: for whom, how much, and what became of it. */
export const PaymentLine = z.strictObject({
  beneficiaryId: OrganizationId,
  amount: PositiveFen,
  received: NaturalFen,
  bounced: NaturalFen,
})
export type PaymentLine = z.infer<typeof PaymentLine>

/**
 * 支付单: one fund, one payer, one payee. The payee's bank data are a copy taken when it was made: an account
 * that changes later never alters it.
 */
export const Payment = z.strictObject({
  id: PaymentId,
  batchId: PaymentBatchId,
  /** 支付单编号 */
  number: z.string(),
  fundId: FundId,
  payerId: OrganizationId,
  payeeId: OrganizationId,
  act: PaymentAct,
  state: PaymentState,
  bank: BankData,
  bankAccountId: BankAccountId,
  /** 用途 on the bank's slip. */
  purpose: z.string(),
  lines: z.array(PaymentLine).min(1),
  releasedOn: Day.nullable(),
  /** 支付日期 by the bank. */
  paidOn: Day.nullable(),
  /** Why the bank could not pay, or why it was not released. */
  reason: z.string().nullable(),
  /** The ledger's batch of its remit or relay. */
  postingBatch: z.string().nullable(),
  revision: Revision,
})
export type Payment = z.infer<typeof Payment>

export const paymentAmount = (payment: Pick<Payment, 'lines'>): Fen =>
  sumFen(payment.lines, (line) => line.amount)

/** What was paid and has neither arrived nor come back. */
export const outstandingOf = (line: PaymentLine): Fen =>
  fen(line.amount - line.received - line.bounced)

export const outstanding = (payment: Pick<Payment, 'lines'>): Fen =>
  sumFen(payment.lines, outstandingOf)

/** The posted remit or relay stands and the money has not all come back. */
export const isUnderway = (payment: Pick<Payment, 'state'>): boolean =>
  payment.state === 'released' || payment.state === 'paid'

export type PaymentStateRefusal = 'PAYMENT_STATE'

/** Takes a payment one step on; a step outside the table is refused with the state it is in. */
export const movePayment = (
  payment: Payment,
  move: PaymentMove,
  to?: PaymentState,
): Decision<Payment, PaymentStateRefusal> => {
  const step = PAYMENT_MOVES.find(
    (m) => m.move === move && m.from === payment.state && (to === undefined || m.to === to),
  )
  if (!step)
    return refuse('PAYMENT_STATE', { number: payment.number, state: PAYMENT_STATES[payment.state] })
  return accept({ ...payment, state: step.to })
}

export type PaidRefusal = PaymentStateRefusal | 'PAID_DAY_LATE' | 'PAID_DAY_EARLY'

/** The bank has paid, by its slip or by its result. */
export const markPaid = (payment: Payment, on: Day, today: Day): Decision<Payment, PaidRefusal> => {
  const moved = movePayment(payment, 'succeed')
  if (!moved.ok) return moved
  if (on > today) return refuse('PAID_DAY_LATE', { today })
  if (payment.releasedOn !== null && on < payment.releasedOn)
    return refuse('PAID_DAY_EARLY', { day: payment.releasedOn })
  return accept({ ...moved.value, paidOn: on })
}

/** Where the money of a line stands before it is paid, or when it has come back. */
export const restingAccount = (
  payment: Pick<Payment, 'act' | 'payerId'>,
  beneficiaryId: OrganizationId,
): AccountKey => ({
  beneficiary: beneficiaryId,
  holder: payment.payerId,
  stage: payment.act === 'remit' ? 'issued' : 'relayed',
})

/** While it is on the way the holder is who paid; the payment names the payee. */
export const underwayAccount = (
  payment: Pick<Payment, 'payerId'>,
  beneficiaryId: OrganizationId,
): AccountKey => ({ beneficiary: beneficiaryId, holder: payment.payerId, stage: 'remitted' })

/** The payee's account: its own money is 已到账, money that it must pass on is 市级待转拨. */
export const arrivalAccount = (
  payment: Pick<Payment, 'payeeId'>,
  beneficiaryId: OrganizationId,
): AccountKey => ({
  beneficiary: beneficiaryId,
  holder: payment.payeeId,
  stage: payment.payeeId === beneficiaryId ? 'held' : 'relayed',
})

/** One journal a line; released together as one batch of the ledger. */
export const releasePostings = (payment: Payment): readonly Posting[] =>
  payment.lines.map((line) => ({
    act: payment.act,
    from: restingAccount(payment, line.beneficiaryId),
    to: underwayAccount(payment, line.beneficiaryId),
    amount: line.amount,
    document: payment.id,
  }))
