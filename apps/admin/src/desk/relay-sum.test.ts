import { day } from '@qiangji/kernel/base/day.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { describe, expect, test } from 'vitest'
import { type Held, relaySums } from './relay-sum.ts'

const held = (fundId: string, holderId: string, amount: number, days: number): Held => ({
  fundId,
  fundName: `专项${fundId}`,
  holderId,
  holderName: `${holderId}市总工会`,
  amount: fen(amount),
  days,
  due: day(days > 30 ? '2024-05-01' : '2024-06-20'),
  overdue: days > 30,
})
const rows = [held('a', '庆阳', 10, 4), held('a', '庆阳', 5, 12), held('b', '武威', 7, 41)]

describe('市级待转拨 on the desk', () => {
  test('is one line a fund, summed, with the oldest of its days', () => {
    expect(relaySums(rows, 'fund').map((s) => [s.name, s.amount, s.count, s.days])).toEqual([
      ['专项b', 7, 1, 41],
      ['专项a', 15, 2, 12],
    ])
  })

  test('is one line a prefecture for the province; one late line makes it late', () => {
    const late = relaySums([...rows, held('b', '庆阳', 1, 33)], 'holder')
    expect(late.map((s) => [s.name, s.overdue, s.due])).toEqual([
      ['武威市总工会', true, '2024-05-01'],
      ['庆阳市总工会', true, '2024-05-01'],
    ])
  })
})
