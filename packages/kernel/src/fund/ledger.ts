import { type Day, type Month, monthOf } from '../base/day.ts'
import { accept, type Decision, refuse } from '../base/decision.ts'
import { type Fen, fen } from '../base/money.ts'
import { accountKeyText, type Posting } from './account.ts'
import { MOVEMENTS, PAUSED_ACTS } from './movement.ts'
import type { Stage } from './stage.ts'

/** What the ledger refuses, in order of precedence. */
export const LEDGER_REFUSALS = [
  'FUND_ENDED',
  'PERIOD_CLOSED',
  'PAYMENT_PAUSED',
  'INSUFFICIENT_AVAILABLE',
  'INSUFFICIENT_ARRANGED',
  'INSUFFICIENT_ISSUED',
  'INSUFFICIENT_REMITTED',
  'INSUFFICIENT_RELAYED',
  'INSUFFICIENT_HELD',
  'INSUFFICIENT_OCCUPIED',
  'INSUFFICIENT_SPENT',
  'INSUFFICIENT_CARRIED',
  'INSUFFICIENT_SURPLUS',
  'INSUFFICIENT_RETURNING',
  'INSUFFICIENT_RETURNED',
] as const
export type LedgerRefusal = (typeof LEDGER_REFUSALS)[number]

const INSUFFICIENT: Record<Exclude<Stage, 'source'>, LedgerRefusal> = {
  available: 'INSUFFICIENT_AVAILABLE',
  arranged: 'INSUFFICIENT_ARRANGED',
  issued: 'INSUFFICIENT_ISSUED',
  remitted: 'INSUFFICIENT_REMITTED',
  relayed: 'INSUFFICIENT_RELAYED',
  held: 'INSUFFICIENT_HELD',
  occupied: 'INSUFFICIENT_OCCUPIED',
  spent: 'INSUFFICIENT_SPENT',
  carried: 'INSUFFICIENT_CARRIED',
  surplus: 'INSUFFICIENT_SURPLUS',
  returning: 'INSUFFICIENT_RETURNING',
  returned: 'INSUFFICIENT_RETURNED',
}

/** What the ledger must know before it may post to a fund. */
export interface LedgerState {
  readonly ended: boolean
  readonly closedMonths: ReadonlySet<Month>
  /** Beneficiaries that are under 暂停拨付 in this fund, themselves or through a union above them. */
  readonly paused: ReadonlySet<string>
  /** Balances by account key text; an absent account is empty. */
  readonly balances: ReadonlyMap<string, Fen>
  /** The name used in a refusal's sentence. */
  readonly nameOf: (organizationId: string) => string
}

/**
 * Whether these postings may enter the ledger together, in their order, on `today`.
 * Only the source may fall below zero. An amount that is not positive or a movement outside the table
 * is a broken program: callers build postings from the table.
 */
export const mayPost = (
  state: LedgerState,
  postings: readonly Posting[],
  today: Day,
): Decision<readonly Posting[], LedgerRefusal> => {
  if (state.ended) return refuse('FUND_ENDED')
  if (state.closedMonths.has(monthOf(today)))
    return refuse('PERIOD_CLOSED', { month: monthOf(today) })
  for (const p of postings)
    if (PAUSED_ACTS.has(p.act) && state.paused.has(p.to.beneficiary))
      return refuse('PAYMENT_PAUSED', { organization: state.nameOf(p.to.beneficiary) })
  const balances = new Map(state.balances)
  for (const p of postings) {
    const from = accountKeyText(p.from)
    const left = (balances.get(from) ?? 0) - p.amount
    if (left < 0 && p.from.stage !== 'source')
      return refuse(INSUFFICIENT[p.from.stage], {
        organization: state.nameOf(p.from.beneficiary),
        available: balances.get(from) ?? 0,
        asked: p.amount,
      })
    balances.set(from, fen(left))
    const to = accountKeyText(p.to)
    balances.set(to, fen((balances.get(to) ?? 0) + p.amount))
  }
  return accept(postings)
}

/** Whether a movement stands in the table; a reversal mirrors its original and is checked against it. */
export const isMovement = (p: Posting): boolean =>
  MOVEMENTS.some(
    (m) =>
      m.act === p.act &&
      m.from === p.from.stage &&
      m.to === p.to.stage &&
      (m.keeps === 'fund' || p.from.beneficiary === p.to.beneficiary) &&
      (m.keeps !== 'line' || p.from.holder === p.to.holder),
  )
