import { day } from '@qiangji/kernel/base/day.ts'
import { fen, WAN } from '@qiangji/kernel/base/money.ts'
import { describe, expect, test } from 'vitest'
import { ref } from 'vue'
import type { TrendLine } from './trend.ts'
import { useTrendDrawing } from './trend-drawing.ts'

const wan = (n: number) => fen(n * WAN)
const size = ref({ width: 600, height: 180 })
const line = (amounts: readonly number[]): TrendLine => ({
  key: 'issued',
  word: '已下达',
  tone: 3,
  steps: true,
  points: amounts.map((amount, at) => ({ day: day(`2024-0${at + 1}-10`), amount: wan(amount) })),
})

const drawing = (
  whole: number,
  lines: readonly number[],
  before: readonly number[],
  today = day('2024-03-11'),
) =>
  useTrendDrawing(
    {
      lines: [line(lines)],
      year: 2024,
      today,
      whole: wan(whole),
      lastYear: { word: '上年支出', points: line(before).points },
    },
    size,
  )

/** Every y that a path draws at. */
const heights = (path: string): readonly number[] =>
  [...path.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)|V(-?[\d.]+)/g)].map((m) => Number(m[2] ?? m[3]))

describe('the scale of a trend', () => {
  test('a smaller year before leaves it at this year’s whole', () => {
    const { marks } = drawing(4000, [1000, 2000], [500, 900])
    expect(marks.value.at(-1)).toBe(wan(4000))
  })

  test('a larger year before is drawn inside the plot, with its label', () => {
    const { marks, plot, before } = drawing(1000, [300, 800], [900, 2400, 3988])
    expect(marks.value.at(-1)).toBeGreaterThanOrEqual(wan(3988))
    const ys = heights(before.value?.path ?? '')
    expect(ys).toHaveLength(3)
    for (const y of [...ys, before.value?.y ?? -1]) {
      expect(y).toBeGreaterThanOrEqual(plot.value.top)
      expect(y).toBeLessThanOrEqual(plot.value.bottom)
    }
  })

  test('this year’s own lines stay inside even above the whole, and without any money there is still an axis', () => {
    const { drawn, plot } = drawing(100, [80, 150], [])
    for (const y of heights(drawn.value[0]?.path ?? ''))
      expect(y).toBeGreaterThanOrEqual(plot.value.top)
    expect(drawing(0, [], []).marks.value.length).toBeGreaterThan(1)
  })

  test('what comes after today is not drawn, so it does not stretch the scale', () => {
    expect(drawing(100, [80, 90, 100, 900], []).marks.value.at(-1)).toBe(wan(100))
  })
})

test('at the end of the year no label stands on that of the year before', () => {
  const gaps = (today: string) => {
    const { labelYs, beforeY } = drawing(1000, [300, 960], [500, 960], day(today))
    const ys = [...labelYs.value.slice(0, 2), beforeY.value ?? 0].sort((a, b) => a - b)
    return ys.slice(1).map((y, at) => y - (ys[at] ?? 0))
  }
  for (const gap of gaps('2024-12-28')) expect(gap).toBeGreaterThanOrEqual(14)
  // in March last year's label stands at the end of its own line
  const { before, beforeY } = drawing(1000, [300, 960], [500, 960])
  expect(beforeY.value).toBe(before.value?.y)
})
