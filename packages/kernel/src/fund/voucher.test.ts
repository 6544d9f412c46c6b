import { describe, expect, it } from 'vitest'
import { VoucherNumber } from './voucher.ts'

describe('a voucher number', () => {
  it.each([
    '记-0713',
    '记－０７１３',
    '记 -0713',
    ' 记-0713　',
    '记–0713',
    '记−07\u200b13',
    '\ufeff记-0713',
  ])('is one number however it is written: %j', (written) => {
    expect(VoucherNumber.parse(written)).toBe('记-0713')
  })

  it('keeps its capital letters and its zeros', () => {
    expect(VoucherNumber.parse('pz－0012')).toBe('PZ-0012')
    expect(VoucherNumber.parse('记-713')).not.toBe(VoucherNumber.parse('记-0713'))
  })

  it('is neither nothing nor blanks', () => {
    for (const written of ['', ' 　', '\u200b'])
      expect(VoucherNumber.safeParse(written).success).toBe(false)
    expect(VoucherNumber.safeParse('记'.repeat(31)).success).toBe(false)
  })
})
