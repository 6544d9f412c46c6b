import type { Outcome, Tx } from './act.ts'
import { current } from './current.ts'
import { deferred } from './deferred.ts'
import type { Gate } from './gate.ts'
import { Trouble } from './trouble.ts'

/** Runs a body in the caller's async context (taken when it was queued), which is nobody else's. */
export type Within = <R>(work: () => R) => R

/**
 * One run of a body behind its gate: its outcome, or the throw of what failed first.
 * Past the deadline the gate is shut and OVERLONG thrown; the body may go on but touches nothing.
 */
export const runBody = async <T>(
  gate: Gate,
  body: (tx: Tx) => Promise<Outcome<T>>,
  within: Within,
  deadline: number,
): Promise<Outcome<T>> => {
  const { promise: overlong, reject } = deferred<never>()
  const timer = setTimeout(() => {
    gate.shut()
    reject(new Trouble('OVERLONG'))
  }, deadline)
  try {
    const ran = within(() => current.run(gate, async () => body(gate.tx)))
    const outcome = await Promise.race([ran, overlong])
    gate.settle()
    return outcome
  } catch (thrown) {
    gate.shut()
    throw gate.causeOf(thrown)
  } finally {
    clearTimeout(timer)
  }
}
