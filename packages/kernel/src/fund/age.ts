import { type Day, daysBetween } from '../base/day.ts'
import { type Fen, fen } from '../base/money.ts'

/** An arrival of money at a holder, or (negative) a departure, on a business day. */
export interface Flow {
  readonly day: Day
  readonly amount: Fen
}

/** What is left of an arrival. */
export interface Layer {
  readonly since: Day
  readonly amount: Fen
}

/**
 * First in, first out: departures consume the oldest arrivals. Natural days; carry and reuse are not
 * flows of a holder and so never restart an age. A departure above what arrived consumes what there is.
 */
export const layers = (flows: readonly Flow[]): readonly Layer[] => {
  const arrivals = flows
    .filter((f) => f.amount > 0)
    .map((f) => ({ since: f.day, amount: f.amount as number }))
    .sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0))
  let gone = flows.reduce((sum, f) => sum + (f.amount < 0 ? -f.amount : 0), 0)
  const left: Layer[] = []
  for (const arrival of arrivals) {
    const consumed = Math.min(gone, arrival.amount)
    gone -= consumed
    if (arrival.amount > consumed)
      left.push({ since: arrival.since, amount: fen(arrival.amount - consumed) })
  }
  return left
}

/** Natural days since the oldest fen that is still here; null when nothing is. */
export const oldestAge = (left: readonly Layer[], today: Day): number | null => {
  const first = left[0]
  return first ? daysBetween(first.since, today) : null
}
