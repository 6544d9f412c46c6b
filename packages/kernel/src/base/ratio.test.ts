import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addRatio,
  compareRatio,
  divideRatio,
  floorRatio,
  formatRatio,
  lcm,
  multiplyRatio,
  type Ratio,
  ratio,
  ratioText,
  subtractRatio,
} from './ratio.ts'

const some = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 9n }))
  .map(([numerator, denominator]) => ratio(numerator, denominator))
const same = (a: Ratio, b: Ratio): void => expect(ratioText(a)).toBe(ratioText(b))

describe('a ratio is exact', () => {
  test('two ways of writing one number are one ratio', () => {
    same(ratio(6n, -4n), ratio(-3n, 2n))
    same(ratio(0n, 7n), ratio(0n))
    expect(ratioText(ratio(-3n, 2n))).toBe('-3/2')
    expect(() => ratio(1n, 0n)).toThrow('ratio')
  })
  test('adding and multiplying are undone by subtracting and dividing', () => {
    fc.assert(
      fc.property(some, some, (a, b) => {
        same(subtractRatio(addRatio(a, b), b), a)
        if (b.numerator !== 0n) same(divideRatio(multiplyRatio(a, b), b), a)
        expect(compareRatio(a, b)).toBe(-compareRatio(b, a) + 0)
        expect(compareRatio(addRatio(a, ratio(1n)), a)).toBe(1)
      }),
    )
  })
  test('the floor is the whole number below', () => {
    expect([ratio(7n, 2n), ratio(-7n, 2n), ratio(-4n, 2n)].map(floorRatio)).toEqual([3n, -4n, -2n])
  })
  test('the least common multiple of 4, 6 and 9 is 36, of none 1', () => {
    expect(lcm([4n, 6n, 9n])).toBe(36n)
    expect(lcm([])).toBe(1n)
  })
})

describe('a ratio is written with fixed decimals', () => {
  test.each([
    [ratio(20_000n, 43n), 4, 'round', '465.1163'],
    [ratio(1n, 2n), 0, 'round', '1'],
    [ratio(-1n, 2n), 0, 'round', '−1'],
    [ratio(-1n, 3n), 0, 'round', '0'],
    [ratio(99_999n, 100_000n), 4, 'round', '1.0000'],
    [ratio(99_999n, 100_000n), 4, 'cut', '0.9999'],
    [ratio(5n), 2, 'cut', '5.00'],
  ] as const)('%o with %i decimals, %s: %s', (value, decimals, last, text) => {
    expect(formatRatio(value, decimals, last)).toBe(text)
  })
})
