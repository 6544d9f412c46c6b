import { different, type Hand } from '../access/conflict.ts'
import type { Day } from '../base/day.ts'
import { accept, type Decision, refuse } from '../base/decision.ts'
import type { Fen } from '../base/money.ts'
import { type Advance, type AdvanceRefusal, mayRepay } from './advance.ts'
import { unclaimed } from './claim.ts'
import { type Commitment, type CommitmentRefusal, mayDraw } from './commitment.ts'
import type { Fund } from './fund.ts'
import { prohibitedBy } from './prohibition.ts'
import {
  isFileMissing,
  mayTake,
  type RefundForm,
  SPENDING_STATES,
  type Spending,
  type SpendingAct,
  type SpendingForm,
} from './spending.ts'

export const SPENDING_REFUSALS = [
  'SPENDING_STATE',
  'SPENDING_DAY_IN_FUTURE',
  'NOTHING_RECEIVED',
  'DAY_BEFORE_RECEIPT',
  'USE_NOT_ALLOWED',
  'PROHIBITED',
  'VOUCHER_USED',
  'PAYEE_OR_ROSTER',
  'CONTRACT_OR_ADVANCE',
  'OTHER_LINE',
  'REFUND_OF_UNPOSTED',
  'REFUND_EXCEEDED',
  'REFUND_BEFORE_SPENDING',
  'RELEASER_IS_MAKER',
  'UPPER_REVIEW_NOT_NEEDED',
  'FILE_REQUIRED',
  'FILE_IS_NO_VOUCHER',
  'REFUNDS_WAIT',
] as const
export type SpendingRefusal =
  | (typeof SPENDING_REFUSALS)[number]
  | AdvanceRefusal
  | CommitmentRefusal

/** What must be known of the line before a voucher may be written down. */
export interface VoucherFacts {
  readonly today: Day
  readonly fund: Pick<Fund, 'uses' | 'prohibitions'>
  /** The day of the first receipt of this line; null: nothing has come yet. */
  readonly receivedOn: Day | null
  /** The day of another row with the same (holder, year, 凭证号, line). */
  readonly takenOn: Day | null
}

export interface PaymentFacts extends VoucherFacts {
  readonly commitment: Commitment | null
  readonly advance: Advance | null
}

/** Whether a payment may be written down; it is not posted before another person releases it. */
export const mayRecord = (
  form: SpendingForm,
  facts: PaymentFacts,
): Decision<null, SpendingRefusal> => {
  if ((form.payee === null) === (form.roster === null)) return refuse('PAYEE_OR_ROSTER')
  return mayStand(form, facts)
}

/** The same for a row of an imported list, which may lack a payee. */
export const mayStand = (
  form: SpendingForm,
  facts: PaymentFacts,
): Decision<null, SpendingRefusal> => {
  const { commitment, advance } = facts
  if (!facts.fund.uses.some((u) => u.code === form.use)) return refuse('USE_NOT_ALLOWED')
  const voucher = mayKeepVoucher(form, facts)
  if (!voucher.ok) return voucher
  if (commitment && advance) return refuse('CONTRACT_OR_ADVANCE')
  const other = (one: Commitment | Advance) =>
    one.beneficiaryId !== form.beneficiaryId || one.holderId !== form.holderId
  if ([commitment, advance].some((one) => one && other(one))) return refuse('OTHER_LINE')
  if (advance) return mayRepay(advance, form.amount)
  // The county pays from what it has received; what it paid before, it paid from its own money (归垫).
  if (facts.receivedOn !== null && form.day < facts.receivedOn)
    return refuse('DAY_BEFORE_RECEIPT', { day: form.day, receivedOn: facts.receivedOn })
  return commitment ? mayDraw(commitment, form.amount) : accept(null)
}

const mayKeepVoucher = (
  form: Pick<SpendingForm, 'day' | 'summary' | 'voucher' | 'line'>,
  facts: VoucherFacts,
): Decision<null, SpendingRefusal> => {
  if (form.day > facts.today) return refuse('SPENDING_DAY_IN_FUTURE', { today: facts.today })
  if (facts.receivedOn === null) return refuse('NOTHING_RECEIVED')
  const hit = prohibitedBy(form.summary, facts.fund.prohibitions)
  if (hit) return refuse('PROHIBITED', { ...hit })
  if (facts.takenOn !== null)
    return refuse('VOUCHER_USED', { voucher: form.voucher, line: form.line, day: facts.takenOn })
  return accept(null)
}

/** 支出收回: part or whole of a posted spending, all refunds together never more than it. */
export const mayRefund = (
  form: RefundForm,
  of: Spending,
  facts: VoucherFacts,
): Decision<null, SpendingRefusal> => {
  if (of.kind !== 'spend' || of.state !== 'posted')
    return refuse('REFUND_OF_UNPOSTED', { state: SPENDING_STATES[of.state] })
  const voucher = mayKeepVoucher(form, { ...facts, fund: { ...facts.fund, prohibitions: [] } })
  if (!voucher.ok) return voucher
  if (form.day < of.day) return refuse('REFUND_BEFORE_SPENDING', { day: of.day })
  const left = unclaimed(of)
  return form.amount > left
    ? refuse('REFUND_EXCEEDED', { left, asked: form.amount, voucher: of.voucher })
    : accept(null)
}

/** Whether the row's state lets it be edited, released, sent back, withdrawn or reversed. */
export const mayAct = (
  s: Spending,
  act: SpendingAct,
): Decision<null, 'SPENDING_STATE' | 'REFUNDS_WAIT'> => {
  if (!mayTake(s.state, act))
    return refuse('SPENDING_STATE', { state: SPENDING_STATES[s.state], voucher: s.voucher })
  // A list may bring a payment together with its refund: the refund goes first.
  if ((act === 'edit' || act === 'withdraw') && s.asked > 0)
    return refuse('REFUNDS_WAIT', { voucher: s.voucher })
  return accept(null)
}

export interface ReleaseFacts {
  readonly hand: Hand
  /** own: of the organization that holds the money; upper: 上级复核 by the organization above it. */
  readonly review: 'own' | 'upper'
  /** Whether somebody there, who had no hand in the row, may review it. */
  readonly hasOwnReviewer: boolean
  readonly organization: string
  readonly fileThreshold: Fen | null
  /** The spending that a refund names, as it stands now. */
  readonly of: Pick<Spending, 'state'> | null
}

/**
 * 审核入账: by another person than everyone who wrote the row; 上级复核 only where the county has nobody else.
 * A typed payment from the threshold on needs its file; an imported list is released first, its evidence follows.
 */
export const mayRelease = (s: Spending, facts: ReleaseFacts): Decision<null, SpendingRefusal> => {
  const state = mayAct(s, 'release')
  if (!state.ok) return state
  if (!s.makers.every((maker) => different(maker, facts.hand))) return refuse('RELEASER_IS_MAKER')
  if (facts.review === 'upper' && facts.hasOwnReviewer)
    return refuse('UPPER_REVIEW_NOT_NEEDED', { organization: facts.organization })
  if (s.kind === 'refund' && facts.of?.state !== 'posted')
    return refuse('REFUND_OF_UNPOSTED', {
      state: facts.of ? SPENDING_STATES[facts.of.state] : '—',
    })
  if (s.origin === 'typed' && isFileMissing(s, facts.fileThreshold))
    return refuse('FILE_REQUIRED', { threshold: facts.fileThreshold ?? 0, voucher: s.voucher })
  return accept(null)
}
