import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  INITIAL_PASSWORD_BYTES,
  isPasswordDue,
  judgePassword,
  KNOWN_PASSWORDS,
  LoginName,
  PASSWORD_PROFILES,
  spellPassword,
} from './password.ts'

const { dengbao, asvs } = PASSWORD_PROFILES
const facts = { loginName: 'huanxian-cw', known: KNOWN_PASSWORDS, usedBefore: false }

describe('a password', () => {
  test.each([
    ['dengbao', dengbao, 'Tian-2024-Shui', null],
    ['dengbao', dengbao, 'Tian-2024-S', 'PASSWORD_SHORT'],
    ['dengbao', dengbao, 'tianshuitianshui24', 'PASSWORD_PLAIN'],
    ['dengbao', dengbao, 'Huanxian-CW-2024', 'PASSWORD_HAS_LOGIN_NAME'],
    ['dengbao', dengbao, 'Qwertyuiop123!', 'PASSWORD_KNOWN'],
    ['asvs', asvs, 'correct horse battery', null],
    ['asvs', asvs, 'Tian-2024-Shui', 'PASSWORD_SHORT'],
    ['asvs', asvs, 'aaaaaaaaaaaaaaaaa', 'PASSWORD_KNOWN'],
    ['asvs', asvs, '祁连山下好牧场马铃薯黄河水长城', null],
  ])('%s: %s', (_, profile, password, refusal) => {
    const judged = judgePassword(password, profile, facts)
    expect(judged.ok ? null : judged.refusal).toBe(refusal)
  })
  test('used before is refused', () => {
    const judged = judgePassword('Tian-2024-Shui', dengbao, { ...facts, usedBefore: true })
    expect(judged).toMatchObject({ refusal: 'PASSWORD_USED_BEFORE', facts: { remembers: 5 } })
  })
  test('falls due after 90 days under one profile, never under the other, and at once when given by another', () => {
    const given = { changedAt: 0, mustChange: false }
    const day90 = 90 * 86_400_000
    expect(isPasswordDue(given, day90 - 1, dengbao)).toBe(false)
    expect(isPasswordDue(given, day90, dengbao)).toBe(true)
    expect(isPasswordDue(given, day90 * 10, asvs)).toBe(false)
    expect(isPasswordDue({ ...given, mustChange: true }, 0, asvs)).toBe(true)
  })
})

test('an initial password is good under either profile and has no letters that look alike', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: INITIAL_PASSWORD_BYTES, maxLength: INITIAL_PASSWORD_BYTES }),
      (random) => {
        const drawn = spellPassword(random)
        expect(drawn).toMatch(/^([A-Z][a-z]{2}[2-9]-){3}[A-Z][a-z]{2}[2-9]$/)
        expect(drawn).not.toMatch(/[01OIloi]/)
        for (const profile of [dengbao, asvs])
          expect(judgePassword(drawn, profile, facts).ok).toBe(true)
      },
    ),
  )
  const zeros = new Uint8Array(INITIAL_PASSWORD_BYTES)
  expect(spellPassword(zeros)).not.toBe(spellPassword(zeros.with(15, 1)))
})

test('login names are one whatever their case and width', () => {
  expect(LoginName.parse(' ＨuanXian-CW ')).toBe('huanxian-cw')
  expect(LoginName.safeParse('a b').success).toBe(false)
  expect(LoginName.safeParse("x'--").success).toBe(false)
})
