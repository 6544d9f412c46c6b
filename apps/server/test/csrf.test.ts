import { describe, expect, test } from 'vitest'
import { signedIn } from './caller.ts'
import { personId, stand } from './stand.ts'

/** Headers that a page of another site, or no page at all, makes a browser send with our cookie. */
const FOREIGN: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['neither header', {}],
  ['no Origin, another site', { 'sec-fetch-site': 'cross-site' }],
  ['no Origin, a sibling host', { 'sec-fetch-site': 'same-site' }],
  ['typed into the address bar', { 'sec-fetch-site': 'none' }],
  ['Origin null', { origin: 'null' }],
  ['another Origin', { origin: 'https://evil.example' }],
  [
    'another Origin that claims to be the same',
    { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
  ],
  ['our host on another port', { origin: 'http://127.0.0.1:1' }],
  ['another site with our Origin', { origin: 'OWN', 'sec-fetch-site': 'cross-site' }],
]

const form = (): FormData => {
  const data = new FormData()
  data.set('id', 'x')
  return data
}

const BODIES: readonly (readonly [string, () => RequestInit])[] = [
  ['nothing', () => ({})],
  ['text/plain', () => ({ body: '{}', headers: { 'content-type': 'text/plain' } })],
  ['a form', () => ({ body: new URLSearchParams({ a: 'b' }) })],
  ['a multipart form', () => ({ body: form() })],
  ['JSON', () => ({ body: '{}', headers: { 'content-type': 'application/json' } })],
]

/** Both doors and what lies behind them, each with an effect that would be seen. */
const TARGETS: readonly (readonly [string, string, string])[] = [
  ['the thin door', 'POST', '/trpc/access.session.logout'],
  ['the door of batches', 'POST', '/trpc/access.session.logout?batch=1'],
  [
    'the door of batches with two',
    'POST',
    '/trpc/access.session.logout,access.session.logout?batch=1',
  ],
  ['REST', 'DELETE', '/api/access/session'],
  ['uploads', 'POST', '/file'],
]

describe('a request that does not come from our own pages', () => {
  test.each(TARGETS)('is turned away at %s before anything happens', async (_, method, path) => {
    const s = await stand()
    const caller = await signedIn(s, 'clerk')
    const cookie = caller.cookie ?? ''
    const audited = async () =>
      (await s.store.read.selectFrom('audit').select('seq').execute()).length
    const before = await audited()
    const statuses: string[] = []
    for (const [who, headers] of FOREIGN)
      for (const [what, body] of BODIES) {
        const init = body()
        const own = Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name, value === 'OWN' ? s.url : value]),
        )
        const response = await fetch(`${s.url}${path}`, {
          method,
          ...init,
          headers: { ...Object.fromEntries(new Headers(init.headers)), ...own, cookie },
        })
        await response.text()
        if (response.status !== 403) statuses.push(`${who}, ${what}: ${response.status}`)
      }
    expect(statuses).toEqual([])
    expect(await audited()).toBe(before)
    expect(await caller.isKnown()).toBe(true)
  })

  test('is let through with our Origin where a browser sends no fetch headers', async () => {
    const s = await stand()
    const caller = await signedIn(s, 'clerk')
    const response = await fetch(`${s.url}/trpc/access.session.logout`, {
      method: 'POST',
      headers: { origin: s.url, cookie: caller.cookie ?? '', 'content-type': 'application/json' },
    })
    expect(response.status).toBe(200)
    expect(await caller.isKnown()).toBe(false)
  })

  test('may carry a token instead of the cookie, which it then does not use', async () => {
    const s = await stand()
    const caller = await signedIn(s, 'clerk')
    const other = await signedIn(s, 'deputy')
    const token = caller.cookie?.split('=')[1] ?? ''
    const response = await fetch(`${s.url}/trpc/access.session.logout`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        cookie: other.cookie ?? '',
        'content-type': 'application/json',
      },
    })
    expect(response.status).toBe(200)
    expect([await caller.isKnown(), await other.isKnown()]).toEqual([false, true])
  })

  test('with a made-up token has no effect on the cookie beside it', async () => {
    const s = await stand()
    const caller = await signedIn(s, 'clerk')
    for (const authorization of ['Bearer ', 'Bearer x', `Bearer ${'x'.repeat(43)}`, 'Basic abc']) {
      const response = await fetch(`${s.url}/trpc/access.session.logout`, {
        method: 'POST',
        headers: { authorization, cookie: caller.cookie ?? '', 'content-type': 'application/json' },
      })
      expect([401, 403], authorization).toContain(response.status)
    }
    expect(await caller.isKnown()).toBe(true)
  })
})

describe('a command by GET', () => {
  test.each([
    '/trpc/access.session.logout',
    '/trpc/access.session.logout?batch=1&input=%7B%220%22%3A%7B%7D%7D',
    `/trpc/access.delegation.grant?input=${encodeURIComponent(
      JSON.stringify({
        receiverId: personId('reader'),
        post: 'reporter',
        from: '2024-03-11',
        to: '2024-03-12',
      }),
    )}`,
  ])('has no effect: %s', async (path) => {
    const s = await stand()
    const caller = await signedIn(s, 'clerk')
    const response = await caller.fetch(path, { headers: { 'idempotency-key': 'x'.repeat(20) } })
    expect(response.status).toBeGreaterThanOrEqual(400)
    await response.text()
    expect(await caller.isKnown()).toBe(true)
    expect(await s.store.read.selectFrom('delegation').select('id').execute()).toEqual([])
  })
})
