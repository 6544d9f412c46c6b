import { networkOf } from '@qiangji/kernel/access/session.ts'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** Seconds to wait, or null when the calls may go ahead. */
export interface Rates {
  calls(who: string, count: number): Promise<number | null>
  login(address: string): Promise<number | null>
}

/** Counts procedure calls, not requests: a batch of ten is ten. */
export const openRates = (limits: {
  readonly callsPerMinute: number
  readonly loginsPerMinute: number
}): Rates => {
  const calls = new RateLimiterMemory({ points: limits.callsPerMinute, duration: 60 })
  const logins = new RateLimiterMemory({ points: limits.loginsPerMinute, duration: 60 })
  return {
    calls: (who, count) => take(calls, who, count),
    login: (address) => take(logins, networkOf(address), 1),
  }
}

const take = async (limiter: RateLimiterMemory, who: string, count: number) => {
  try {
    await limiter.consume(who, count)
    return null
  } catch (limit) {
    if (limit instanceof RateLimiterRes) return Math.max(1, Math.ceil(limit.msBeforeNext / 1000))
    throw limit
  }
}
