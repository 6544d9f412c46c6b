import { z } from 'zod'
import { addWorkingDays, type Calendar, type CalendarRefusal } from '../base/calendar.ts'
import type { Day } from '../base/day.ts'
import type { Decision } from '../base/decision.ts'

/** The demonstration begins on this day; outside the demonstration the business day is the calendar's. */
export const DEMONSTRATION_START = '2024-03-11'

export const AdvanceClock = z.strictObject({ workingDays: z.int().min(1).max(60) })

/** Forward by working days only; a day in a year without a table is refused, never guessed. */
export const advanced = (
  calendar: Calendar,
  today: Day,
  workingDays: number,
): Decision<Day, CalendarRefusal> => addWorkingDays(calendar, today, workingDays)

export const CLOCK_REFUSAL_WORDS: Record<'CALENDAR_MISSING' | 'NO_DEMONSTRATION', string> = {
  CALENDAR_MISSING: '{year} 年的节假日安排还没有录入，不能推算工作日。请管理员先补充日历。',
  NO_DEMONSTRATION: '只有演示环境才有演示时钟。',
}
