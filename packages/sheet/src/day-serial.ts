import { type Day, day, daysBetween, isDay } from '@qiangji/kernel/base/day.ts'

/** How a workbook counts days. Files of old Macintosh versions begin in 1904. */
export type DateSystem = 1900 | 1904

/** 9999-12-31, the last day of a spreadsheet. */
const LAST_SERIAL = 2_958_465
const MILLISECONDS = 86_400_000
/** Where the count begins, so that 1 is 1900-01-01 and, from March on, the extra day is absorbed. */
const BEFORE_MARCH_1900 = Date.UTC(1899, 11, 31)
const FROM_MARCH_1900 = Date.UTC(1899, 11, 30)
const EPOCH_1904 = Date.UTC(1904, 0, 1)

/**
 * The day of a serial number; its time of day is dropped. Undefined outside of the calendar and for
 * 60 in the system of 1900, which counts a 29 February 1900 that never was.
 */
export const dayOfSerial = (serial: number, system: DateSystem): Day | undefined => {
  const count = Math.floor(serial)
  if (system === 1904)
    return count >= 0 && count <= LAST_SERIAL - 1_462 ? dayAt(EPOCH_1904, count) : undefined
  if (count < 1 || count === 60 || count > LAST_SERIAL) return undefined
  return dayAt(count < 60 ? BEFORE_MARCH_1900 : FROM_MARCH_1900, count)
}

const dayAt = (epoch: number, count: number): Day =>
  day(new Date(epoch + count * MILLISECONDS).toISOString().slice(0, 10))

/** The serial number of a day from 1900-03-01 on, in the system of 1900. */
export const serialOfDay = (d: Day): number => daysBetween(day('1900-03-01'), d) + 61

/** "2024-06-06T10:30:00" as some writers store it. */
export const dayOfIso = (text: string): Day | undefined => {
  const date = text.slice(0, 10)
  return isDay(date) ? date : undefined
}

/** Formats that every workbook knows by number; 27 to 36 and 50 to 58 are the East Asian days. */
const BUILT_IN_DAYS: ReadonlySet<number> = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58,
])

/** Whether a number of this format shows a day: a year or a date, not a mere time. */
export const isDayFormat = (id: number, code: string | undefined): boolean => {
  if (code === undefined) return BUILT_IN_DAYS.has(id)
  const letters = (code.split(';')[0] ?? '')
    .replace(/\[(h+|m+|s+)\]/gi, 'h')
    .replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
    .replace(/AM\/PM|A\/P|上午\/下午/gi, '')
    .replace(/general|g\/通用格式/gi, '')
    .toLowerCase()
  if (/[#0?]/.test(letters)) return false
  return /[yde]/.test(letters) || (letters.includes('m') && !/[hs]/.test(letters))
}
