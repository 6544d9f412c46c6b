import { describe, expect, test } from 'vitest'
import {
  ChangeFen,
  Fen,
  fen,
  formatWan,
  formatYuan,
  GivenFen,
  MOST_FEN,
  NaturalFen,
  PositiveFen,
  parseAmount,
  signed,
  VoucherFen,
} from './money.ts'

describe('an amount is read as it was typed, or refused by name', () => {
  test.each([
    ['0', 0],
    ['12', 1200],
    ['12.3', 1230],
    ['1,234,567.89', 123_456_789],
    ['−5.01', -501],
    ['-5.01', -501],
    [' 7.00 ', 700],
    ['0.10', 10],
    ['1.2300', 123],
    ['100,000,000,000', MOST_FEN],
  ])('%s is %i fen', (typed, amount) => {
    expect(parseAmount(typed)).toEqual({ ok: true, value: amount })
  })

  test.each([
    ['', 'AMOUNT_EMPTY'],
    ['1e3', 'AMOUNT_EXPONENT'],
    ['1.5E-2', 'AMOUNT_EXPONENT'],
    ['0.001', 'AMOUNT_TOO_FINE'],
    ['-0', 'AMOUNT_NEGATIVE_ZERO'],
    ['−0.00', 'AMOUNT_NEGATIVE_ZERO'],
    ['３５００.00', 'AMOUNT_FULL_WIDTH'],
    ['1,234.5万', 'AMOUNT_HAS_UNIT'],
    ['12元', 'AMOUNT_HAS_UNIT'],
    ['12,34', 'AMOUNT_NOT_A_NUMBER'],
    ['1,2345.00', 'AMOUNT_NOT_A_NUMBER'],
    ['NaN', 'AMOUNT_NOT_A_NUMBER'],
    ['Infinity', 'AMOUNT_NOT_A_NUMBER'],
    ['0x10', 'AMOUNT_NOT_A_NUMBER'],
    ['1.', 'AMOUNT_NOT_A_NUMBER'],
    ['.5', 'AMOUNT_NOT_A_NUMBER'],
    ['+5', 'AMOUNT_NOT_A_NUMBER'],
    ['--5', 'AMOUNT_NOT_A_NUMBER'],
    ['100,000,000,000.01', 'AMOUNT_TOO_LARGE'],
    ['90071992547409.92', 'AMOUNT_TOO_LARGE'],
  ])('%s is refused: %s', (typed, refusal) => {
    expect(parseAmount(typed)).toMatchObject({ ok: false, refusal })
  })

  test('万元 take six decimals, a fen', () => {
    expect(parseAmount('46', 10_000)).toEqual({ ok: true, value: 46_000_000 })
    expect(parseAmount('0.000001', 10_000)).toEqual({ ok: true, value: 1 })
    expect(parseAmount('0.0000001', 10_000)).toMatchObject({ refusal: 'AMOUNT_TOO_FINE' })
  })
})

describe('an amount is written for reading', () => {
  test('in yuan', () => {
    expect(formatYuan(fen(4_000_000_000))).toBe('40,000,000.00')
    expect(formatYuan(fen(-5))).toBe('−0.05')
    expect(formatYuan(fen(100_000))).toBe('1,000.00')
  })
  test('in 万元, rounded half away from zero', () => {
    expect(formatWan(fen(46_000_000))).toBe('46.00')
    expect(formatWan(fen(46_000_000), 0)).toBe('46')
    expect(formatWan(fen(5_000), 2)).toBe('0.01')
    expect(formatWan(fen(-4_999), 2)).toBe('0.00')
    expect(formatWan(fen(-123_456_789), 6)).toBe('−123.456789')
  })
  test('differences carry their sign', () => {
    expect(signed(formatWan(fen(8_000_000), 0), fen(8_000_000))).toBe('+8')
    expect(signed(formatWan(fen(-3_000_000), 0), fen(-3_000_000))).toBe('−3')
    expect(signed('0', fen(0))).toBe('0')
  })
  test('a broken amount cannot be minted', () => {
    for (const broken of [0.5, Number.NaN, -0, 2 ** 53]) expect(() => fen(broken)).toThrow('fen')
  })
})

describe('an amount at every door', () => {
  const door = (schema: typeof Fen, json: string) => schema.safeParse(JSON.parse(json)).success
  const whyNot = (schema: typeof Fen, value: unknown) => [
    ...new Set(schema.safeParse(value).error?.issues.map(({ message }) => message)),
  ]

  test.each(['1', '2147483648', '10000000000000', '9007199254740991'])(
    '%s fen comes in and goes out as it is',
    (json) => {
      for (const schema of [Fen, NaturalFen]) {
        expect(door(schema, json)).toBe(true)
        expect(JSON.stringify(schema.parse(JSON.parse(json)))).toBe(json)
      }
    },
  )
  test('what a person gives is at most 1,000 亿元, a voucher 10 亿元', () => {
    for (const schema of [PositiveFen, GivenFen, ChangeFen]) {
      expect(door(schema, '10000000000000')).toBe(true)
      expect(whyNot(schema, 10_000_000_000_001)).toEqual(['AMOUNT_TOO_LARGE'])
    }
    expect(whyNot(ChangeFen, -10_000_000_000_001)).toEqual(['AMOUNT_TOO_LARGE'])
    expect(door(VoucherFen, '100000000000')).toBe(true)
    expect(whyNot(VoucherFen, 100_000_000_001)).toEqual(['AMOUNT_TOO_LARGE'])
  })
  test.each([
    [undefined, 'AMOUNT_EMPTY'],
    [null, 'AMOUNT_EMPTY'],
    ['', 'AMOUNT_EMPTY'],
    ['100', 'AMOUNT_IN_QUOTES'],
    ['1e3', 'AMOUNT_EXPONENT'],
    ['0.001', 'AMOUNT_TOO_FINE'],
    ['-0', 'AMOUNT_NEGATIVE_ZERO'],
    ['１００', 'AMOUNT_FULL_WIDTH'],
    ['1,234.5万', 'AMOUNT_HAS_UNIT'],
    [0.001, 'AMOUNT_TOO_FINE'],
    [-0, 'AMOUNT_NEGATIVE_ZERO'],
    [2 ** 53, 'AMOUNT_TOO_LARGE'],
    [true, 'AMOUNT_NOT_A_NUMBER'],
    [[1], 'AMOUNT_NOT_A_NUMBER'],
    [0, 'AMOUNT_NOT_POSITIVE'],
    [-5, 'AMOUNT_NOT_POSITIVE'],
  ])('a program that sends %j hears %s', (value, code) => {
    for (const schema of [PositiveFen, VoucherFen]) expect(whyNot(schema, value)).toEqual([code])
  })
  test.each([
    '9007199254740992',
    '9007199254740993',
    '1e300',
    '0.5',
    '-0',
    '"1"',
    'null',
    'true',
    '[1]',
  ])('%s is no amount', (json) => {
    for (const schema of [Fen, PositiveFen, NaturalFen]) expect(door(schema, json)).toBe(false)
  })
  test('signs', () => {
    expect([door(Fen, '-5'), door(NaturalFen, '-5'), door(PositiveFen, '-5')]).toEqual([
      true,
      false,
      false,
    ])
    expect([door(Fen, '0'), door(NaturalFen, '0'), door(PositiveFen, '0')]).toEqual([
      true,
      true,
      false,
    ])
  })
})
