import { fen, sumFen } from '@qiangji/kernel/base/money.ts'
import { describe, expect, test } from 'vitest'
import { type FundStock, fundShare } from './fund-share.ts'

const none: FundStock = {
  issued: fen(0),
  remitted: fen(0),
  returned: fen(0),
  received: fen(0),
  spent: fen(0),
  occupied: fen(0),
  free: fen(0),
  carried: fen(0),
  surplus: fen(0),
  relayed: fen(0),
  underwayFromProvince: fen(0),
  underwayFromPrefecture: fen(0),
}
const arrived: FundStock = {
  ...none,
  issued: fen(100),
  remitted: fen(80),
  received: fen(50),
  spent: fen(20),
  occupied: fen(5),
  free: fen(25),
  relayed: fen(10),
  underwayFromProvince: fen(12),
  underwayFromPrefecture: fen(8),
}

describe('where a fund of a county is', () => {
  test('the pieces in words add up to 已下达', () => {
    expect(sumFen(fundShare(arrived, 'county', false).words, (w) => w.amount)).toBe(100)
  })

  test('what the province has not paid is not coloured', () => {
    expect(fundShare(arrived, 'county', false).paid).toBe(0.8)
  })

  test('a piece of zero is not named', () => {
    const waiting = { ...none, issued: fen(49), remitted: fen(49), underwayFromPrefecture: fen(49) }
    expect(fundShare(waiting, 'county', false).words).toEqual([
      { word: '市级已转拨待确认', amount: 49 },
    ])
  })

  test('a union paid straight confirms what the province paid', () => {
    const waiting = { ...none, issued: fen(49), remitted: fen(49), underwayFromProvince: fen(49) }
    expect(fundShare(waiting, 'county', true).words[0]?.word).toBe('省级已拨待确认')
  })

  test('spending has no rate before anything arrived', () => {
    expect(fundShare(none, 'county', false).progress.basisPoints).toBeNull()
  })
})
