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

/** Pixels between the baselines of two labels, and the longest of them. */
const GAP = 14
const LABEL = 100

/** The largest amount that is drawn: last year's fund may have been larger than this year's whole. */
const largestOf = ({ lines, today, whole, lastYear }: Trend): number =>
  Math.max(
    whole,
    ...lines.flatMap((line) =>
      line.points.flatMap(({ day, amount }) => (day <= today ? [amount] : [])),
    ),
    ...(lastYear?.points ?? []).map(({ amount }) => amount),
  )

/** Everything of the chart as pixels and words, for the size it was given. */
export const useTrendDrawing = (props: Trend, given: Ref<Size>) => {
  const first = computed(() => dayOf(`${props.year}-01-01`))
  const last = computed(() => dayOf(`${props.year}-12-31`))
  const plot = computed(() => {
    const { width, height } = given.value
    return { width, height, left: 44, right: width - 104, top: 10, bottom: height - 20 }
  })
  const marks = computed(() => axisOf(largestOf(props), plot.value.height > 150 ? 4 : 2))
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
  /** Late in the year the labels of today reach last year's at the right edge. */
  const meet = computed(() => at.value.x(props.today) + LABEL > plot.value.right)
  const labelYs = computed(() => {
    const wanted = [...drawn.value.map((l) => l.y), timeY.value]
    const last = meet.value && before.value ? [before.value.y] : []
    return spread([...wanted, ...last], GAP, plot.value.bottom - 2)
  })
  const beforeY = computed(() =>
    meet.value ? labelYs.value[drawn.value.length + 1] : before.value?.y,
  )
  return { plot, marks, at, months, passed, drawn, timeY, labelYs, before, beforeY }
}
