/** Rows are what the query that fetched them says they are: the one place where that is believed. */
export const claimed = <R>(rows: unknown[]): R[] => rows as R[]

/** A number the engine has rounded is worse than none. */
export const safeNumber = (value: number): number => {
  if (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER)
    throw new Error('broken assumption: a number in the database is above 2^53 − 1')
  return value
}
