import { describe, expect, test } from 'vitest'
import { isLive, LOCK, lockedUntil, networkOf, SESSION_LIMITS } from './session.ts'

const MINUTE = 60_000
const at = (minutes: number): number => 1_700_000_000_000 + minutes * MINUTE

describe('a session', () => {
  const session = { startedAt: at(0), seenAt: at(10), endedAt: null }
  test.each([
    ['in use', session, at(39.9), true],
    ['idle for 30 minutes', session, at(40), false],
    ['8 hours old though in use', { ...session, seenAt: at(479) }, at(480), false],
    ['ended', { ...session, endedAt: at(11) }, at(12), false],
    ['from the future', session, at(-1), false],
  ])('%s', (_, times, now, live) => expect(isLive(times, now, SESSION_LIMITS)).toBe(live))
})

describe('failures to sign in', () => {
  const four = [0, 1, 2, 3].map(at)
  test('four lock nothing, the fifth locks for 15 minutes from itself', () => {
    expect(lockedUntil(four, at(4))).toBeNull()
    expect(lockedUntil([...four, at(4)], at(5))).toBe(at(19))
    expect(lockedUntil([...four, at(4)], at(19))).toBeNull()
  })
  test('spread over more than 15 minutes they do not add up', () => {
    expect(lockedUntil([...four, at(15)], at(15.5))).toBeNull()
  })
  test('the order in which they are read does not matter', () => {
    expect(lockedUntil([at(4), ...four].reverse(), at(5))).toBe(at(4) + LOCK.lasts)
  })
})

describe('the network of an address', () => {
  test.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:1:ab12::5', '2001:0db8:0001:ab00::/56'],
    ['2001:db8::1', '2001:0db8:0000:0000::/56'],
    ['::1', '0000:0000:0000:0000::/56'],
    ['local', 'local'],
  ])('%s is in %s', (address, network) => expect(networkOf(address)).toBe(network))
})
