import { type Day, isDay } from '@qiangji/kernel/base/day.ts'

const FULL = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/
const SHORT = /^(\d{1,2})[-/.月](\d{1,2})日?$/

/** Reads a day the ways people write one; without a year it is of the given year. null: no such day. */
export const readDay = (typed: string, year: number): Day | null => {
  const text = typed
    .trim()
    .replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
  const full = FULL.exec(text)
  const short = SHORT.exec(text)
  const [y, m, d] = full ? full.slice(1) : short ? [String(year), ...short.slice(1)] : []
  if (y === undefined || m === undefined || d === undefined) return null
  const day = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  return isDay(day) ? day : null
}
