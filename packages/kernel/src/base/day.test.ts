import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addWorkingDays, type Calendar, isWorkingDay, workingDaysBetween } from './calendar.ts'
import { addDays, type Day, day, daysBetween, isDay, weekdayOf } from './day.ts'

const anyDay = fc
  .integer({ min: 0, max: 60_000 })
  .map((n) => new Date(Date.UTC(1950, 0, 1) + n * 86_400_000).toISOString().slice(0, 10) as Day)

describe('days', () => {
  test('agree with the platform calendar', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -800, max: 800 }), (d, n) => {
        const platform = new Date(Date.parse(d) + n * 86_400_000).toISOString().slice(0, 10)
        expect(addDays(d, n)).toBe(platform)
        expect(daysBetween(d, addDays(d, n))).toBe(n)
        expect(weekdayOf(d)).toBe(new Date(d).getUTCDay() || 7)
      }),
    )
  })
  test.each(['2023-02-29', '2024-13-01', '2024-00-10', '2024-04-31', '2024-4-1', '20240401', ''])(
    '%s is no day',
    (text) => expect(isDay(text)).toBe(false),
  )
})

describe('working days', () => {
  const calendar: Calendar = {
    years: new Set([2024]),
    off: new Set([day('2024-05-01'), day('2024-05-02'), day('2024-05-03')]),
    work: new Set([day('2024-04-28'), day('2024-05-11')]),
  }
  test('holidays are free and exchanged weekends are worked', () => {
    expect(isWorkingDay(calendar, day('2024-05-01'))).toEqual({ ok: true, value: false })
    expect(isWorkingDay(calendar, day('2024-05-11'))).toEqual({ ok: true, value: true })
    expect(addWorkingDays(calendar, day('2024-04-30'), 1)).toEqual({
      ok: true,
      value: '2024-05-06',
    })
    expect(workingDaysBetween(calendar, day('2024-04-30'), day('2024-05-06'))).toEqual({
      ok: true,
      value: 1,
    })
    expect(workingDaysBetween(calendar, day('2024-05-06'), day('2024-04-30'))).toEqual({
      ok: true,
      value: -1,
    })
  })
  test('a year without a table is refused, never guessed', () => {
    expect(addWorkingDays(calendar, day('2024-12-30'), 5)).toEqual({
      ok: false,
      refusal: 'CALENDAR_MISSING',
      facts: { year: 2025 },
    })
  })
})
