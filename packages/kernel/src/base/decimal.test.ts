import { describe, expect, test } from 'vitest'
import {
  Decimal,
  parseDecimal,
  placesOf,
  ratioOf,
  scaledDown,
  scaledUp,
  shortest,
} from './decimal.ts'
import { ratioText } from './ratio.ts'

describe('a number is read as it was typed, or refused by name', () => {
  test.each([
    ['0', '0'],
    ['0.40', '2/5'],
    ['-12.5', '-25/2'],
    ['−3', '-3'],
    [' 18420 ', '18420'],
    ['-0.01', '-1/100'],
    ['999999999999999.999999999999', '999999999999999999999999999/1000000000000'],
  ])('%s is %s', (typed, exact) => {
    const read = parseDecimal(typed)
    expect(read.ok && ratioText(ratioOf(read.value))).toBe(exact)
  })

  test.each([
    ['  ', 'DECIMAL_EMPTY'],
    ['０.4', 'DECIMAL_FULL_WIDTH'],
    ['1．5', 'DECIMAL_FULL_WIDTH'],
    ['1e3', 'DECIMAL_EXPONENT'],
    ['2.5E-1', 'DECIMAL_EXPONENT'],
    ['-0', 'DECIMAL_NEGATIVE_ZERO'],
    ['−0.00', 'DECIMAL_NEGATIVE_ZERO'],
    ['1000000000000000', 'DECIMAL_TOO_LONG'],
    ['0.1234567890123', 'DECIMAL_TOO_LONG'],
    ['1,000', 'DECIMAL_NOT_A_NUMBER'],
    ['01', 'DECIMAL_NOT_A_NUMBER'],
    ['.5', 'DECIMAL_NOT_A_NUMBER'],
    ['5.', 'DECIMAL_NOT_A_NUMBER'],
    ['+5', 'DECIMAL_NOT_A_NUMBER'],
    ['40%', 'DECIMAL_NOT_A_NUMBER'],
    ['NaN', 'DECIMAL_NOT_A_NUMBER'],
    ['0x10', 'DECIMAL_NOT_A_NUMBER'],
  ])('%s is refused: %s', (typed, refusal) => {
    expect(parseDecimal(typed)).toMatchObject({ ok: false, refusal })
    expect(Decimal.safeParse(typed).error?.issues.map(({ message }) => message)).toEqual([refusal])
  })

  test('a request takes no blanks and no true minus', () => {
    expect(Decimal.safeParse(' 1').success).toBe(false)
    expect(Decimal.safeParse('−1').success).toBe(false)
    expect(Decimal.safeParse('1\n').success).toBe(false)
  })
})

test('a decimal goes to whole numbers and back', () => {
  const coefficient = Decimal.parse('-1.40')
  expect(placesOf(coefficient)).toBe(2)
  expect(scaledUp(coefficient, 4)).toBe(-14_000n)
  expect(scaledDown(-14_000n, 4)).toBe('-1.4')
  expect(scaledDown(95n, 2)).toBe('0.95')
  expect(scaledDown(0n, 3)).toBe('0')
  expect(shortest(coefficient)).toBe('-1.4')
  expect(shortest(Decimal.parse('100'))).toBe('100')
})
