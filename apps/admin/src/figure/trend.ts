import { type Day, daysBetween } from '@qiangji/kernel/base/day.ts'
import type { Fen } from '@qiangji/kernel/base/money.ts'

/** A running sum over one year: each point is the value from that day on. */
export interface TrendLine {
  readonly key: string
  readonly word: string
  readonly points: readonly { readonly day: Day; readonly amount: Fen }[]
  /** 1 dark blue, 2 blue, 3 pale blue, 4 ochre (spending). */
  readonly tone: 1 | 2 | 3 | 4
  /** Payments jump; spending flows. */
  readonly steps: boolean
}

export interface Plot {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** The round number of fen at or above the largest amount, and the marks up to it. */
export const axisOf = (largest: number, marks: number): readonly number[] => {
  const rough = Math.max(largest, 1) / marks
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= rough) ?? rough
  const count = Math.ceil(largest / step)
  return Array.from({ length: Math.max(count, 1) + 1 }, (_, i) => i * step)
}

/** Pixels of a day and of an amount. */
export const plotter = (plot: Plot, first: Day, last: Day, top: number) => {
  const days = daysBetween(first, last)
  const round = (n: number) => Math.round(n * 10) / 10
  return {
    x: (d: Day) =>
      round(plot.left + ((plot.right - plot.left) * daysBetween(first, d)) / Math.max(days, 1)),
    y: (amount: number) => round(plot.bottom - ((plot.bottom - plot.top) * amount) / top),
  }
}
export type Plotter = ReturnType<typeof plotter>

export const pathOfLine = (
  line: Pick<TrendLine, 'points' | 'steps'>,
  at: Plotter,
  until?: Day,
): string => {
  const shown = until ? line.points.filter((p) => p.day <= until) : line.points
  const marks = shown.map((p, i) => {
    const [x, y] = [at.x(p.day), at.y(p.amount)]
    if (i === 0) return line.steps ? `M${x} ${at.y(0)}V${y}` : `M${x} ${y}`
    return line.steps ? `H${x}V${y}` : `L${x} ${y}`
  })
  const last = shown.at(-1)
  if (last && until)
    marks.push(line.steps ? `H${at.x(until)}` : `L${at.x(until)} ${at.y(last.amount)}`)
  return marks.join('')
}

/** Moves labels apart downwards and, when they reach the floor, back up; the order of the values is kept. */
export const spread = (
  wanted: readonly number[],
  gap: number,
  floor: number,
): readonly number[] => {
  const order = wanted.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y)
  for (let n = 1; n < order.length; n++) {
    const [above, here] = [order[n - 1], order[n]]
    if (above && here && here.y < above.y + gap) here.y = above.y + gap
  }
  for (let n = order.length - 1; n >= 0; n--) {
    const [here, below] = [order[n], order[n + 1]]
    if (here) here.y = Math.min(here.y, below ? below.y - gap : floor)
  }
  return order.sort((a, b) => a.i - b.i).map((label) => label.y)
}
