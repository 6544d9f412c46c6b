import { type Day, daysBetween } from '../base/day.ts'
import { type Fen, fen } from '../base/money.ts'

/** An arrival of money at a holder on a business day. */
export interface Arrival {
  readonly day: Day
  readonly amount: Fen
}

/** What is left of an arrival. */
export interface Layer {
  readonly since: Day
  readonly amount: Fen
}

/**
 * First in, first out: what has gone consumes the oldest arrivals. `gone` is net of what came back by
 * refund, bounce or reversal, and carry and reuse are no movements of a holder: none of them restarts an age.
 */
export const layers = (arrivals: readonly Arrival[], gone: Fen): readonly Layer[] => {
  const inOrder = [...arrivals].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
  const left: Layer[] = []
  let consuming: number = gone
  for (const arrival of inOrder) {
    const consumed = Math.max(0, Math.min(consuming, arrival.amount))
    consuming -= consumed
    if (arrival.amount > consumed)
      left.push({ since: arrival.day, amount: fen(arrival.amount - consumed) })
  }
  return left
}

/** Natural days since the oldest fen that is still here; null when nothing is. */
export const oldestAge = (left: readonly Layer[], today: Day): number | null => {
  const first = left[0]
  return first ? daysBetween(first.since, today) : null
}
