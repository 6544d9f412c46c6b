import { day } from '@qiangji/kernel/base/day.ts'
import { fen, WAN } from '@qiangji/kernel/base/money.ts'
import type { TrendLine } from '../figure/trend.ts'

const points = (text: string): TrendLine['points'] =>
  text.split(' ').map((mark) => {
    const [date = '', amount = ''] = mark.split('=')
    return { day: day(`2024-${date}`), amount: fen(Number(amount) * WAN) }
  })

export const TREND: readonly TrendLine[] = [
  { key: 'issued', word: '已下达', tone: 3, steps: true, points: points('04-26=3940') },
  { key: 'paid', word: '省级已拨付', tone: 2, steps: true, points: points('05-08=3732') },
  {
    key: 'received',
    word: '县区已到账',
    tone: 1,
    steps: true,
    points: points(
      '05-16=90 05-17=370 05-18=749 05-19=877 05-22=1098 05-29=1396 06-01=1557 06-05=1923 06-07=2349 06-09=2580',
    ),
  },
  {
    key: 'spent',
    word: '已支出',
    tone: 4,
    steps: false,
    points: points('05-14=0 05-20=40 05-27=118 06-03=246 06-10=380 06-14=450'),
  },
]
export const LAST_YEAR = {
  word: '上年支出',
  points: points(
    '05-20=0 06-01=210 06-14=495 07-01=910 08-01=1480 09-01=1960 10-01=2378 11-01=2889 12-01=3421 12-31=3771',
  ),
}
