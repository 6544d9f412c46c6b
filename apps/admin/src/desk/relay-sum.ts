import type { Day } from '@qiangji/kernel/base/day.ts'
import { addFen, type Fen } from '@qiangji/kernel/base/money.ts'

/** A line of 市级待转拨: what one prefecture holds for one recipient. */
export interface Held {
  readonly fundId: string
  readonly fundName: string
  readonly holderId: string
  readonly holderName: string
  readonly amount: Fen
  readonly days: number
  readonly due: Day
  readonly overdue: boolean
}

export interface HeldSum {
  readonly key: string
  readonly fundId: string
  readonly name: string
  readonly amount: Fen
  readonly count: number
  /** Of the oldest receipt among them. */
  readonly days: number
  readonly due: Day
  readonly overdue: boolean
}

/** The lines summed by fund (a prefecture's own view) or by prefecture (the province's), the longest waiting first. */
export const relaySums = (rows: readonly Held[], by: 'fund' | 'holder'): readonly HeldSum[] => {
  const sums = new Map<string, HeldSum>()
  for (const row of rows) {
    const key = by === 'fund' ? row.fundId : row.holderId
    const name = by === 'fund' ? row.fundName : row.holderName
    const { fundId, amount, days, due, overdue } = row
    const sum = sums.get(key) ?? { key, fundId, name, amount, count: 0, days, due, overdue }
    const oldest = days > sum.days ? { days, due } : { days: sum.days, due: sum.due }
    sums.set(key, {
      ...sum,
      amount: sum.count === 0 ? amount : addFen(sum.amount, amount),
      count: sum.count + 1,
      ...oldest,
      overdue: sum.overdue || overdue,
    })
  }
  return [...sums.values()].sort((a, b) => b.days - a.days || b.amount - a.amount)
}
