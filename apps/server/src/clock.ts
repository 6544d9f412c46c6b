import type { Clock } from '@qiangji/api/frame/context.ts'
import { type Day, day } from '@qiangji/kernel/base/day.ts'

const EIGHT_HOURS = 8 * 3_600_000

/** The day in Asia/Shanghai, which has known no summer time since 1991. */
export const shanghaiDay = (milliseconds: number): Day =>
  day(new Date(milliseconds + EIGHT_HOURS).toISOString().slice(0, 10))

/**
 * The machine's clock, counted on from the start so that setting the machine's time neither revives a session nor
 * ends one. `notBefore`: the latest time that the store knows of.
 */
export const machineClock = (notBefore: number): (() => number) => {
  const start = Math.max(Date.now(), notBefore)
  const origin = performance.now()
  return () => start + Math.floor(performance.now() - origin)
}

export const clockOf = (now: () => number, today: Clock['today']): Clock => ({ now, today })
