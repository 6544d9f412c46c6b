import { type Calendar, isWorkingDay, workingDaysBetween } from '@qiangji/kernel/base/calendar.ts'
import { addDays, type Day, day, weekdayOf, yearOf } from '@qiangji/kernel/base/day.ts'
import type { Todo } from '@qiangji/kernel/record/todo.ts'
import { WEEKDAYS } from '../figure/day-words.ts'

export interface MonthDay {
  readonly day: Day
  readonly date: number
  /** Kinds of what is due on that day, each once. */
  readonly due: readonly string[]
  readonly working: boolean
}

export interface MonthShown {
  /** 6月 */
  readonly word: string
  /** 19 个工作日，10日放假; or that the calendar is missing. */
  readonly about: string
  /** Working days, and days off on which something is due, by calendar week. */
  readonly weeks: readonly (readonly MonthDay[])[]
}

export const firstOfMonth = (d: Day): Day => day(`${d.slice(0, 8)}01`)
/** The first day of the month after. */
export const nextMonth = (d: Day): Day => firstOfMonth(addDays(firstOfMonth(d), 32))
const dateOf = (d: Day): number => Number(d.slice(8))
const lastOfMonth = (d: Day): Day => addDays(nextMonth(d), -1)

const daysOf = (d: Day): readonly Day[] => {
  const days: Day[] = []
  for (let at = firstOfMonth(d); at < nextMonth(d); at = addDays(at, 1)) days.push(at)
  return days
}

/** Dates next to each other are said as one: 1–3日. */
const runs = (dates: readonly number[]): string => {
  const parts: [number, number][] = []
  for (const date of dates) {
    const last = parts.at(-1)
    if (last && last[1] === date - 1) last[1] = date
    else parts.push([date, date])
  }
  return parts.map(([a, b]) => (a === b ? `${a}` : `${a}–${b}`)).join('、')
}

const aboutOf = (calendar: Calendar, days: readonly Day[]): string => {
  const [first] = days
  if (first === undefined || !calendar.years.has(yearOf(first))) return '节假日安排还没有录入'
  const works = (d: Day) => isWorkingDay(calendar, d)
  const off = days.filter((d) => weekdayOf(d) <= 5 && calendar.off.has(d)).map(dateOf)
  const on = days.filter((d) => calendar.work.has(d)).map(dateOf)
  const count = days.filter((d) => {
    const working = works(d)
    return working.ok && working.value
  }).length
  return [
    `${count} 个工作日`,
    off.length > 0 ? `${runs(off)}日放假` : '',
    on.length > 0 ? `${runs(on)}日上班` : '',
  ]
    .filter(Boolean)
    .join('，')
}

/** The month of a day as nodes: its working days with what is due on them. */
export const monthOf = (
  calendar: Calendar,
  d: Day,
  todo: readonly Pick<Todo, 'kind' | 'due'>[],
): MonthShown => {
  const days = daysOf(d)
  const weeks: MonthDay[][] = []
  let monday: Day | null = null
  for (const at of days) {
    const due = [...new Set(todo.filter((t) => t.due === at).map((t) => t.kind))]
    const known = isWorkingDay(calendar, at)
    const working = known.ok ? known.value : weekdayOf(at) <= 5
    if (!working && due.length === 0) continue
    const week = addDays(at, 1 - weekdayOf(at))
    if (week !== monday) weeks.push([])
    monday = week
    weeks.at(-1)?.push({ day: at, date: dateOf(at), due, working })
  }
  return { word: `${Number(d.slice(5, 7))}月`, about: aboutOf(calendar, days), weeks }
}

/** 6月5日 周三, 本月第 3 个工作日, 离月末还有 16 个工作日; without a calendar only the day. */
export const dayFacts = (calendar: Calendar, today: Day): readonly string[] => {
  const said = `${Number(today.slice(5, 7))}月${dateOf(today)}日 ${WEEKDAYS[weekdayOf(today)] ?? ''}`
  const before = workingDaysBetween(calendar, addDays(firstOfMonth(today), -1), today)
  const left = workingDaysBetween(calendar, today, lastOfMonth(today))
  const working = isWorkingDay(calendar, today)
  if (!before.ok || !left.ok || !working.ok) return [said]
  return [
    said,
    working.value ? `本月第 ${before.value} 个工作日` : '今天休息',
    left.value > 0 ? `离月末还有 ${left.value} 个工作日` : '本月最后一个工作日',
  ]
}
