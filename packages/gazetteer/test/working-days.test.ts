import { addWorkingDays, isWorkingDay, workingDaysBetween } from '@qiangji/kernel/base/calendar.ts'
import { day, weekdayOf } from '@qiangji/kernel/base/day.ts'
import { expect, test } from 'vitest'
import { workingDays } from '../src/working-days.ts'

test.each([
  ['2023-05-03', false, 'a Wednesday of the May holiday'],
  ['2023-05-04', true, 'the Thursday after it'],
  ['2023-05-06', true, 'the Saturday worked for it'],
  ['2023-05-07', false, 'the Sunday'],
  ['2024-02-13', false, 'Spring Festival'],
  ['2024-02-18', true, 'the Sunday worked for it'],
  ['2026-09-20', true, 'the Sunday worked for National Day'],
  ['2026-10-05', false, 'National Day week'],
])('%s: %s, %s', (text, works) =>
  expect(isWorkingDay(workingDays, day(text))).toEqual({ ok: true, value: works }),
)

test('a year without a notice is refused, also when counting runs into it', () => {
  const refused = { ok: false, refusal: 'CALENDAR_MISSING', facts: { year: 2027 } }
  expect(isWorkingDay(workingDays, day('2027-01-04'))).toEqual(refused)
  expect(addWorkingDays(workingDays, day('2026-12-30'), 5)).toEqual(refused)
  expect(workingDaysBetween(workingDays, day('2026-12-30'), day('2027-01-02'))).toEqual(refused)
  expect(isWorkingDay(workingDays, day('2019-12-31'))).toMatchObject({ ok: false })
})

test('free days are weekdays and worked days are weekend days, in the years known', () => {
  expect([...workingDays.years]).toEqual([2020, 2021, 2022, 2023, 2024, 2025, 2026])
  expect([workingDays.off.size, workingDays.work.size]).toEqual([129, 46])
  for (const free of workingDays.off) expect(weekdayOf(free)).toBeLessThanOrEqual(5)
  for (const worked of workingDays.work) expect(weekdayOf(worked)).toBeGreaterThan(5)
})
