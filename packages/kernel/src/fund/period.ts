import type { PostHand } from '../access/actor.ts'
import { different, type Hand } from '../access/conflict.ts'
import type { PostCode } from '../access/post.ts'
import { type Day, type Month, monthOf } from '../base/day.ts'
import { accept, type Decision, refuse } from '../base/decision.ts'
import { formatYuan, sumFen } from '../base/money.ts'
import type { Stock } from './figure.ts'
import type { Stage } from './stage.ts'

export const PERIOD_REFUSALS = [
  'PERIOD_BEFORE_YEAR',
  'PERIOD_NOT_OVER',
  'PERIOD_CLOSED_ALREADY',
  'CLOSING_PROPOSED_ALREADY',
  'CLOSING_NOT_PROPOSED',
  'CLOSING_NEEDS_REVIEWER',
  'SAME_PERSON',
  'FUND_NOT_SETTLED',
] as const
export type PeriodRefusal = (typeof PERIOD_REFUSALS)[number]

/**
 * Closing is one way; nothing has to be zero. A month can be closed once it is over; months after December
 * exist for a fund year until its funds are ended, months before January where the fund was posted to so early:
 * a budget is often decided in the year before.
 */
export const mayClose = (
  year: number,
  month: Month,
  today: Day,
  period: { readonly closed: boolean } | null,
): Decision<null, PeriodRefusal> => {
  if (period === null && Number(month.slice(0, 4)) < year)
    return refuse('PERIOD_BEFORE_YEAR', { year, month })
  if (period?.closed) return refuse('PERIOD_CLOSED_ALREADY', { month })
  if (monthOf(today) <= month) return refuse('PERIOD_NOT_OVER', { month })
  return accept(null)
}

/** Who proposes to close a month, and who checks it. */
export const CLOSING_POSTS = {
  propose: ['finance-reviewer', 'finance-clerk'],
  close: ['finance-reviewer', 'accountant'],
} as const satisfies Record<string, readonly PostCode[]>

/** The hand that checks a closing: another person's, and 财务审核 on one of the two sides. */
export const mayCheckClosing = (
  month: Month,
  proposer: PostHand,
  hands: readonly PostHand[],
): Decision<Hand, PeriodRefusal> => {
  const reviewed = proposer.post === 'finance-reviewer'
  const hand = hands.find(({ post }) => reviewed || post === 'finance-reviewer')
  if (hand === undefined) return refuse('CLOSING_NEEDS_REVIEWER', { month })
  return different(proposer, hand) ? accept(hand) : refuse('SAME_PERSON')
}

/** A fund can be ended when nobody still holds, awaits or returns anything of it: an ended one takes no return. */
export const mayEnd = (stocks: readonly Stock[]): Decision<null, PeriodRefusal> => {
  const settled: ReadonlySet<Stage> = new Set(['source', 'available', 'spent', 'returned'])
  const open = sumFen(
    stocks.filter((s) => !settled.has(s.stage)),
    (s) => s.amount,
  )
  return open === 0 ? accept(null) : refuse('FUND_NOT_SETTLED', { amount: formatYuan(open) })
}

export const PERIOD_REFUSAL_WORDS: Record<Exclude<PeriodRefusal, 'SAME_PERSON'>, string> = {
  PERIOD_BEFORE_YEAR: '{month} 早于专项年度 {year}，当月也没有入账，没有这个账期。',
  PERIOD_NOT_OVER: '{month} 还没有结束，月末之后才能关账。',
  PERIOD_CLOSED_ALREADY: '{month} 已经关账，关账不能撤回。',
  CLOSING_PROPOSED_ALREADY: '{month} 已提出关账，等待另一人复核。',
  CLOSING_NOT_PROPOSED: '{month} 还没有人提出关账，须先由一人提出、另一人复核。',
  CLOSING_NEEDS_REVIEWER: '{month} 由财务经办提出，须由财务审核复核关账。',
  FUND_NOT_SETTLED: '本专项还有 {amount} 元没有办结（在拨、在手、结转、结余或缴回中），不能结束。',
}
