import { type Day, day as dayOf, daysBetween } from '@qiangji/kernel/base/day.ts'
import { type Fen, fen } from '@qiangji/kernel/base/money.ts'
import { computed, type Ref } from 'vue'
import type { Size } from './own-size.ts'
import { axisOf, pathOfLine, plotter, spread, type TrendLine } from './trend.ts'

export interface Trend {
  readonly lines: readonly TrendLine[]
  readonly year: number
  readonly today: Day
  /** The whole that the straight line of time rises to. */
  readonly whole: Fen
  readonly lastYear?: { readonly word: string; readonly points: TrendLine['points'] } | undefined
}

/** Pixels between the baselines of two labels. */
const GAP = 14

/** Everything of the chart as pixels and words, for the size it was given. */
export const useTrendDrawing = (props: Trend, given: Ref<Size>) => {
  const first = computed(() => dayOf(`${props.year}-01-01`))
  const last = computed(() => dayOf(`${props.year}-12-31`))
  const plot = computed(() => {
    const { width, height } = given.value
    return { width, height, left: 44, right: width - 104, top: 10, bottom: height - 20 }
  })
  const marks = computed(() => axisOf(props.whole, plot.value.height > 150 ? 4 : 2))
  const at = computed(() => plotter(plot.value, first.value, last.value, marks.value.at(-1) ?? 1))
  const months = computed(() =>
    Array.from({ length: 12 }, (_, i) => {
      const month = String(i + 1).padStart(2, '0')
      const current = props.today.startsWith(`${props.year}-${month}`)
      return {
        word: current ? `${i + 1}月${Number(props.today.slice(8))}日` : `${i + 1}月`,
        x: at.value.x(current ? props.today : dayOf(`${props.year}-${month}-15`)),
        current,
      }
    }),
  )
  const passed = computed(
    () => (daysBetween(first.value, props.today) + 1) / (daysBetween(first.value, last.value) + 1),
  )
  const drawn = computed(() =>
    props.lines.map((line) => {
      const amount = line.points.filter((p) => p.day <= props.today).at(-1)?.amount ?? fen(0)
      return {
        ...line,
        amount,
        path: pathOfLine(line, at.value, props.today),
        y: at.value.y(amount),
      }
    }),
  )
  const timeY = computed(() => at.value.y(props.whole * passed.value))
  const labelYs = computed(() =>
    spread([...drawn.value.map((l) => l.y), timeY.value], GAP, plot.value.bottom - 2),
  )
  const before = computed(() => {
    const { lastYear } = props
    if (!lastYear) return null
    const end = lastYear.points.at(-1)?.amount ?? fen(0)
    return {
      word: lastYear.word,
      amount: end,
      y: at.value.y(end),
      path: pathOfLine({ points: lastYear.points, steps: false }, at.value),
    }
  })
  return { plot, marks, at, months, passed, drawn, timeY, labelYs, before }
}
