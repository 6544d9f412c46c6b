import { type Fen, fen } from '../base/money.ts'

/**
 * An amount of which one part is used up (posted) and another is asked for (待审核): a contract by its
 * payments, an advance by its 归垫, a spending by what flows back. Both parts together never exceed it.
 */
export interface Claimed {
  readonly amount: Fen
  readonly used: Fen
  readonly asked: Fen
}

/** What may still be asked for. */
export const unclaimed = (claimed: Claimed): Fen =>
  fen(claimed.amount - claimed.used - claimed.asked)
