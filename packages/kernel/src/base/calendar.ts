import { addDays, type Day, weekdayOf, yearOf } from './day.ts'
import { accept, type Decision, refuse } from './decision.ts'

/**
 * Days that differ from the plain week, with the years that are known at all.
 * Source of the table: the State Council's yearly notice on public holidays (packages/gazetteer).
 */
export interface Calendar {
  readonly years: ReadonlySet<number>
  /** Weekdays that are free. */
  readonly off: ReadonlySet<Day>
  /** Weekend days that are worked. */
  readonly work: ReadonlySet<Day>
}

export type CalendarRefusal = 'CALENDAR_MISSING'

/** A day in a year without a table is refused, never guessed. */
export const isWorkingDay = (calendar: Calendar, d: Day): Decision<boolean, CalendarRefusal> => {
  if (!calendar.years.has(yearOf(d))) return refuse('CALENDAR_MISSING', { year: yearOf(d) })
  if (calendar.work.has(d)) return accept(true)
  return accept(weekdayOf(d) <= 5 && !calendar.off.has(d))
}

/** The day that lies `count` working days after d (count ≥ 1). */
export const addWorkingDays = (
  calendar: Calendar,
  d: Day,
  count: number,
): Decision<Day, CalendarRefusal> => {
  let at = d
  for (let left = count; left > 0; ) {
    at = addDays(at, 1)
    const working = isWorkingDay(calendar, at)
    if (!working.ok) return working
    if (working.value) left -= 1
  }
  return accept(at)
}

/** Working days in (a, b]; negative when b is earlier. */
export const workingDaysBetween = (
  calendar: Calendar,
  a: Day,
  b: Day,
): Decision<number, CalendarRefusal> => {
  const [from, to, sign] = a <= b ? [a, b, 1] : [b, a, -1]
  let count = 0
  for (let at = from; at < to; ) {
    at = addDays(at, 1)
    const working = isWorkingDay(calendar, at)
    if (!working.ok) return working
    if (working.value) count += 1
  }
  return accept(count === 0 ? 0 : sign * count)
}
