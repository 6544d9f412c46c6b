import { assert } from './decision.ts'

/** An exact quotient of two whole numbers, in lowest terms, the denominator positive. */
export interface Ratio {
  readonly numerator: bigint
  readonly denominator: bigint
}

export const ratio = (numerator: bigint, denominator: bigint = 1n): Ratio => {
  assert(denominator !== 0n, `ratio ${numerator}/0`)
  const sign = denominator < 0n ? -1n : 1n
  const shared = gcd(numerator, denominator)
  return { numerator: (sign * numerator) / shared, denominator: (sign * denominator) / shared }
}

export const NO_RATIO: Ratio = { numerator: 0n, denominator: 1n }

export const addRatio = (a: Ratio, b: Ratio): Ratio =>
  ratio(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)

export const subtractRatio = (a: Ratio, b: Ratio): Ratio =>
  ratio(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator)

export const multiplyRatio = (a: Ratio, b: Ratio): Ratio =>
  ratio(a.numerator * b.numerator, a.denominator * b.denominator)

export const divideRatio = (a: Ratio, b: Ratio): Ratio =>
  ratio(a.numerator * b.denominator, a.denominator * b.numerator)

/** Negative, zero or positive as a is below, equal to or above b. */
export const compareRatio = (a: Ratio, b: Ratio): number => {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** The largest whole number not above the ratio. */
export const floorRatio = ({ numerator, denominator }: Ratio): bigint => {
  const cut = numerator / denominator
  return numerator < 0n && cut * denominator !== numerator ? cut - 1n : cut
}

/** "46" or "20000/43": exact, for keeping and comparing. */
export const ratioText = ({ numerator, denominator }: Ratio): string =>
  denominator === 1n ? `${numerator}` : `${numerator}/${denominator}`

/**
 * Fixed decimals for reading, with a true minus (U+2212): rounded half away from zero, or cut
 * where rounding up would show a remainder as a whole.
 */
export const formatRatio = (
  { numerator, denominator }: Ratio,
  decimals: number,
  last: 'round' | 'cut' = 'round',
): string => {
  const magnitude = (numerator < 0n ? -numerator : numerator) * 10n ** BigInt(decimals)
  const scaled =
    last === 'cut' ? magnitude / denominator : (2n * magnitude + denominator) / (2n * denominator)
  const digits = scaled.toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const minus = numerator < 0n && scaled !== 0n ? '−' : ''
  return `${minus}${whole}${decimals === 0 ? '' : `.${digits.slice(-decimals)}`}`
}

/** The greatest common divisor, positive; of zero and zero it is 1. */
export const gcd = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x === 0n ? 1n : x
}

/** The least common multiple of positive numbers; of none it is 1. */
export const lcm = (numbers: readonly bigint[]): bigint =>
  numbers.reduce((a, b) => (a / gcd(a, b)) * b, 1n)
