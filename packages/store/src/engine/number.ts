let last = 0

/**
 * The next row number: the machine's milliseconds × 4096 and a counter, so that numbers rise with time and
 * need no round trip on either engine. Two processes that draw the same number meet on the primary key, and
 * the command runs again.
 */
export const nextNumber = (): number => {
  last = Math.max(last + 1, Date.now() * 4096)
  return last
}
