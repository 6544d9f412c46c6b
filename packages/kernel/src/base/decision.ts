/**
 * The answer of a rule: the new value, or a refusal from a closed list.
 * A refusal is what users can cause; what only the program can cause is an assertion.
 */
export type Decision<T, R extends string> = Accepted<T> | Refused<R>

export interface Accepted<T> {
  readonly ok: true
  readonly value: T
}

export interface Refused<R extends string> {
  readonly ok: false
  readonly refusal: R
  /** What the sentence of the refusal names: an organization, an amount, a row. Never another organization's data. */
  readonly facts: RefusalFacts
}

export type RefusalFacts = Readonly<Record<string, string | number>>

export const accept = <T>(value: T): Accepted<T> => ({ ok: true, value })

export const refuse = <R extends string>(refusal: R, facts: RefusalFacts = {}): Refused<R> => ({
  ok: false,
  refusal,
  facts,
})

/** Marks what cannot happen unless the program itself is wrong. */
export function assert(condition: boolean, broken: string): asserts condition {
  if (!condition) throw new Error(`broken assumption: ${broken}`)
}

export const never = (value: never): never => {
  throw new Error(`unhandled case: ${String(value)}`)
}
