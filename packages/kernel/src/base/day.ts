import { z } from 'zod'
import type { Brand } from './brand.ts'
import { assert } from './decision.ts'

/** A calendar day in Asia/Shanghai, written YYYY-MM-DD. Strings of days sort as days. */
export type Day = Brand<string, 'Day'>
/** A calendar month, written YYYY-MM. */
export type Month = Brand<string, 'Month'>

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/

export const isDay = (text: string): text is Day => {
  const m = SHAPE.exec(text)
  if (!m) return false
  const [year, month, day] = [Number(m[1]), Number(m[2]), Number(m[3])]
  return year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= lengthOfMonth(year, month)
}

export const Day = z.string().refine(isDay, { error: 'DAY_NOT_A_DAY' }).pipe(z.custom<Day>())
export const Month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .pipe(z.custom<Month>())
/** A fund year, such as 2024. */
export const Year = z.int().min(2000).max(2100)

export const day = (text: string): Day => {
  assert(isDay(text), `day ${text}`)
  return text
}

export const yearOf = (d: Day): number => Number(d.slice(0, 4))
export const monthOf = (d: Day): Month => d.slice(0, 7) as Month

const lengthOfMonth = (year: number, month: number): number =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31

/** Days since 0000-03-01 of the proleptic Gregorian calendar: only differences matter. */
const serial = (d: Day): number => {
  const [year, month, date] = [yearOf(d), Number(d.slice(5, 7)), Number(d.slice(8, 10))]
  const y = month <= 2 ? year - 1 : year
  const m = month <= 2 ? month + 9 : month - 3
  return (
    365 * y +
    Math.floor(y / 4) -
    Math.floor(y / 100) +
    Math.floor(y / 400) +
    Math.floor((153 * m + 2) / 5) +
    date -
    1
  )
}

/** Natural days from a to b; negative when b is earlier. */
export const daysBetween = (a: Day, b: Day): number => serial(b) - serial(a)

/** Monday is 1, Sunday is 7. */
export const weekdayOf = (d: Day): number => ((((serial(d) + 2) % 7) + 7) % 7) + 1

export const addDays = (d: Day, count: number): Day => {
  let [year, month, date] = [yearOf(d), Number(d.slice(5, 7)), Number(d.slice(8, 10))]
  date += count
  while (date > lengthOfMonth(year, month)) {
    date -= lengthOfMonth(year, month)
    month += 1
    if (month === 13) [year, month] = [year + 1, 1]
  }
  while (date < 1) {
    month -= 1
    if (month === 0) [year, month] = [year - 1, 12]
    date += lengthOfMonth(year, month)
  }
  return day(`${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`)
}
