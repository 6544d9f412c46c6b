import { day } from '@qiangji/kernel/base/day.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { expect, test } from 'vitest'
import { axisOf, pathOfLine, plotter, spread } from './trend.ts'

const plot = { width: 400, height: 120, left: 0, right: 365, top: 0, bottom: 100 }
const at = plotter(plot, day('2023-01-01'), day('2023-12-31'), 100)

test('payments rise in steps up to the line of today', () => {
  const points = [
    { day: day('2023-01-11'), amount: fen(20) },
    { day: day('2023-01-21'), amount: fen(50) },
    { day: day('2023-06-01'), amount: fen(90) },
  ]
  const path = pathOfLine({ points, steps: true }, at, day('2023-02-01'))
  expect(path).toBe('M10 100V80H20.1V50H31.1')
})

test('the axis ends on a round number at or above the whole', () => {
  expect(axisOf(4_000_000_000, 2)).toEqual([0, 2_000_000_000, 4_000_000_000])
  expect(axisOf(0, 2).length).toBeGreaterThan(1)
})

test('labels keep their order and their distance, and stay above the floor', () => {
  expect(spread([10, 12, 60], 14, 100)).toEqual([10, 24, 60])
  expect(spread([95, 96, 97], 14, 100)).toEqual([72, 86, 100])
})
