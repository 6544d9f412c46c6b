import type { z } from 'zod'
import { publicId } from '../base/id.ts'

export const SessionId = publicId<'Session'>()
export type SessionId = z.infer<typeof SessionId>

/** Machine times here are milliseconds since 1970: sessions never follow the business clock. */
export interface SessionTimes {
  readonly startedAt: number
  readonly seenAt: number
  readonly endedAt: number | null
}

/** Milliseconds. Source: GB/T 22239-2019 8.1.4.1 b) 登录连接超时自动退出; 30 minutes is the practice of assessments. */
export interface SessionLimits {
  readonly idle: number
  readonly absolute: number
  /** Sessions of one account at a time; a further login ends the oldest. */
  readonly parallel: number
}

const MINUTE = 60_000
export const SESSION_LIMITS: SessionLimits = {
  idle: 30 * MINUTE,
  absolute: 8 * 60 * MINUTE,
  parallel: 3,
}

/** A session lives until it is ended, unused for too long, or too old. */
export const isLive = (session: SessionTimes, now: number, limits: SessionLimits): boolean =>
  session.endedAt === null &&
  now >= session.startedAt &&
  now < session.seenAt + limits.idle &&
  now < session.startedAt + limits.absolute

/** Source: GB/T 22239-2019 8.1.4.1 b) 限制非法登录次数; 5 and 15 minutes are the practice of assessments. */
export const LOCK = { failures: 5, window: 15 * MINUTE, lasts: 15 * MINUTE } as const

/**
 * Until when an account is locked for one network, or null. Only that network is locked, so that nobody can
 * keep a person out by failing on purpose elsewhere. `failures`: times since the last success or unlocking.
 */
export const lockedUntil = (failures: readonly number[], now: number): number | null => {
  const recent = failures.filter((at) => at > now - LOCK.window - LOCK.lasts).sort((a, b) => a - b)
  for (let i = recent.length - 1; i >= LOCK.failures - 1; i--) {
    const [first, last] = [recent[i - LOCK.failures + 1], recent[i]]
    if (first === undefined || last === undefined || last - first >= LOCK.window) continue
    return now < last + LOCK.lasts ? last + LOCK.lasts : null
  }
  return null
}

/** The network of an address: /24 of IPv4, /56 of IPv6; what is no address is its own network. */
export const networkOf = (address: string): string => {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  const v4 = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(plain)
  if (v4) return `${v4[1]}.0/24`
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.toLowerCase().split('%')[0]?.split('::') ?? []
  const front = head === '' ? [] : head.split(':')
  const back = tail === undefined || tail === '' ? [] : tail.split(':')
  const gap = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length)
  const groups = [...front, ...Array.from({ length: gap }, () => '0'), ...back].map((g) =>
    g.padStart(4, '0'),
  )
  return `${groups.slice(0, 3).join(':')}:${(groups[3] ?? '0000').slice(0, 2)}00::/56`
}
