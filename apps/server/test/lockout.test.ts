import { describe, expect, test } from 'vitest'
import { auditOf, Caller, signedIn, withoutId } from './caller.ts'
import { stand } from './stand.ts'

const BEHIND = { QIANGJI_TRUSTED_PROXY: '127.0.0.1', QIANGJI_ORIGINS: 'https://qj.example.cn' }
const from = (address: string) => ({ 'x-forwarded-for': address })
const MINUTE = 60_000

const fail = async (
  caller: Caller,
  name: string,
  times: number,
): Promise<readonly (string | null)[]> => {
  const refusals: (string | null)[] = []
  for (let i = 0; i < times; i++)
    refusals.push((await caller.login(name, 'Wrong-2024-Word')).refusal)
  return refusals
}

describe('failing to sign in', () => {
  test('five times locks the login for that network for 15 minutes, even for the right password', async () => {
    const s = await stand()
    const caller = new Caller(s)
    expect(await fail(caller, 'clerk', 6)).toEqual([
      ...Array(5).fill('LOGIN_REFUSED'),
      'LOGIN_LOCKED',
    ])
    expect((await caller.login('clerk')).refusal).toBe('LOGIN_LOCKED')
    s.machine.now += 15 * MINUTE
    expect((await caller.login('clerk')).status).toBe(200)
  })

  test('elsewhere does not keep the person out', async () => {
    const s = await stand(BEHIND)
    await fail(new Caller(s, from('203.0.113.9')), 'clerk', 6)
    const neighbour = new Caller(s, from('203.0.113.200'))
    expect((await neighbour.login('clerk')).refusal).toBe('LOGIN_LOCKED')
    expect((await new Caller(s, from('198.51.100.7')).login('clerk')).status).toBe(200)
  })

  test('cannot pretend to come from another network', async () => {
    const s = await stand(BEHIND)
    for (let i = 0; i < 6; i++)
      await fail(new Caller(s, from(`198.51.${i}.1, 203.0.113.9`)), 'clerk', 1)
    const caller = new Caller(s, from('198.51.100.9, 203.0.113.9'))
    expect((await caller.login('clerk')).refusal).toBe('LOGIN_LOCKED')
  })

  test('without a trusted proxy is counted at the address it comes from', async () => {
    const s = await stand()
    for (let i = 0; i < 5; i++) await fail(new Caller(s, from(`198.51.${i}.1`)), 'clerk', 1)
    expect((await new Caller(s, from('198.51.9.1')).login('clerk')).refusal).toBe('LOGIN_LOCKED')
  })

  test('is still counted after a restart', async () => {
    const s = await stand()
    await fail(new Caller(s), 'clerk', 5)
    const next = await s.restart()
    expect((await new Caller(next).login('clerk')).refusal).toBe('LOGIN_LOCKED')
  })

  test('is forgiven by a success', async () => {
    const s = await stand()
    const caller = new Caller(s)
    for (let i = 0; i < 3; i++) {
      await fail(caller, 'clerk', 4)
      expect((await caller.login('clerk')).status).toBe(200)
    }
  })

  test('looks the same whether the name exists or not', async () => {
    const s = await stand()
    const [known, unknown] = [new Caller(s), new Caller(s)]
    for (let i = 0; i < 6; i++) {
      const [a, b] = [
        await known.login('clerk', 'Wrong-2024-Word'),
        await unknown.login('nobody-here', 'Wrong-2024-Word'),
      ]
      expect([b.status, withoutId(b.text)]).toEqual([a.status, withoutId(a.text)])
    }
  })

  test('with fifty guesses at once gets no more than five looks', async () => {
    const s = await stand()
    const guesses = await Promise.all(
      Array.from({ length: 50 }, () => new Caller(s).login('clerk', 'Wrong-2024-Word')),
    )
    const looked = guesses.filter((guess) => guess.refusal === 'LOGIN_REFUSED')
    expect(looked.length).toBeLessThanOrEqual(5)
    expect(guesses.every((guess) => guess.status === 401 || guess.status === 429)).toBe(true)
  })

  test('with one password against many names is slowed down by network', async () => {
    const s = await stand({ QIANGJI_LOGINS_PER_MINUTE: '10' })
    const caller = new Caller(s)
    const refusals: (string | null)[] = []
    for (let i = 0; i < 14; i++)
      refusals.push((await caller.login(`person${i}`, 'Spring-2024-Festival')).refusal)
    expect(refusals.slice(10)).toEqual(Array(4).fill('TOO_MANY'))
  })
})

test('every attempt leaves one line in the audit, and none holds the password', async () => {
  const s = await stand()
  const start = (await auditOf(s)).length
  const caller = new Caller(s)
  await fail(caller, 'clerk', 6)
  await caller.login('nobody-here', 'Wrong-2024-Word')
  await signedIn(s, 'deputy')
  const rows = (await auditOf(s)).slice(start)
  expect(rows.map((row) => [row.act, row.result])).toEqual([
    ...Array(5).fill(['access.session.login.reject', 'accepted']),
    ['access.session.login', 'LOGIN_LOCKED'],
    ['access.session.login.reject', 'accepted'],
    ['access.session.login', 'accepted'],
  ])
  const text =
    JSON.stringify(rows) +
    JSON.stringify(await s.store.read.selectFrom('request').selectAll().execute())
  expect(text).not.toMatch(/Wrong-2024|Tian-2024|nobody-here/)
})
