import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { Caller, said, signedIn } from './caller.ts'
import { stand } from './stand.ts'

const inputs = (count: number): string =>
  encodeURIComponent(
    JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [i, {}]))),
  )

describe('a batch', () => {
  test('of ten is answered and of eleven refused', async () => {
    const caller = await signedIn(await stand(), 'clerk')
    const ask = (count: number) => {
      const paths = Array(count).fill('access.person.list').join(',')
      return caller.fetch(`/trpc/${paths}?batch=1&input=${inputs(count)}`)
    }
    const ten = await ask(10)
    expect(ten.status).toBe(200)
    expect(await ten.json()).toHaveLength(10)
    const eleven = await ask(11)
    expect(eleven.status).toBe(400)
    expect((await eleven.text()).length).toBeLessThan(500)
  })

  test('of fourteen thousand commas costs neither side anything', async () => {
    const caller = new Caller(await stand())
    for (const paths of [
      ','.repeat(14_000),
      encodeURIComponent(',').repeat(4_000),
      `a${',a'.repeat(7_000)}`,
    ]) {
      const response = await caller.fetch(`/trpc/${paths}?batch=1`)
      expect(response.status).toBeGreaterThanOrEqual(400)
      expect((await response.text()).length).toBeLessThan(2_000)
    }
  })

  test('cannot hold a command, because a request id has one body', async () => {
    const caller = await signedIn(await stand(), 'clerk')
    const response = await caller.fetch(
      '/trpc/access.delegation.revoke,access.delegation.revoke?batch=1',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'x'.repeat(20) },
        body: JSON.stringify({ 0: { id: '0'.repeat(20) }, 1: { id: '1'.repeat(20) } }),
      },
    )
    expect(await response.text()).toMatch(/REQUEST_ID_MISSING.*REQUEST_ID_MISSING/s)
  })

  test('counts by its calls against the rate', async () => {
    const s = await stand({ QIANGJI_CALLS_PER_MINUTE: '25' })
    const caller = await signedIn(s, 'clerk')
    const paths = Array(10).fill('access.person.list').join(',')
    const ask = () => caller.fetch(`/trpc/${paths}?batch=1&input=${inputs(10)}`)
    expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([
      200, 200, 429,
    ])
    const other = await signedIn(s, 'sibling')
    expect((await other.query('access.session.me')).status).toBe(200)
  })
})

describe('a body', () => {
  test('beyond 64 kB is refused at both doors and over REST', async () => {
    const caller = await signedIn(await stand(), 'clerk')
    const body = JSON.stringify({ id: 'x'.repeat(70_000) })
    for (const path of [
      '/trpc/access.delegation.revoke',
      '/trpc/access.delegation.revoke?batch=1',
      '/api/access/delegation/x/revoke',
    ]) {
      const response = await caller.fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
      expect([path, response.status]).toEqual([path, 413])
      await response.text()
    }
  })

  test('that does not say its length is cut off at the limit', async () => {
    const s = await stand()
    const caller = await signedIn(s, 'clerk')
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(s.url).port), '127.0.0.1')
      let heard = ''
      socket.on('data', (chunk) => {
        heard += chunk.toString()
      })
      socket.on('close', () => resolve(heard))
      socket.on('error', (error) => (heard === '' ? reject(error) : resolve(heard)))
      socket.write(
        `POST /trpc/access.delegation.revoke HTTP/1.1\r\nHost: x\r\nCookie: ${caller.cookie}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
      )
      const chunk = 'a'.repeat(8_192)
      const timer = setInterval(() => {
        if (socket.destroyed) clearInterval(timer)
        else socket.write(`${chunk.length.toString(16)}\r\n${chunk}\r\n`)
      }, 1)
    })
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect((await caller.query('access.session.me')).status).toBe(200)
  })

  test.each([
    ['REST', '/api/access/delegation'],
    ['the door of batches', '/trpc/access.delegation.grant?batch=1'],
  ])('that does not say its length is read and counted by %s as well', async (_, path) => {
    const caller = await signedIn(await stand(), 'clerk')
    const send = async (size: number) => {
      const chunks = Array.from({ length: size / 1_000 }, () =>
        new TextEncoder().encode(' '.repeat(1_000)),
      )
      const response = await caller.fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'x'.repeat(20) },
        body: ReadableStream.from([...chunks, new TextEncoder().encode('{}')]),
        duplex: 'half',
      })
      await response.text()
      return response.status
    }
    expect([await send(2_000), await send(100_000)]).toEqual([400, 413])
  })

  test.each([
    ['not JSON', '{"id":'],
    ['a hundred thousand levels deep', '['.repeat(30_000) + ']'.repeat(30_000)],
    ['a pollution of the prototype', '{"__proto__":{"polluted":true},"id":"00000000000000000000"}'],
    [
      'a constructor',
      '{"constructor":{"prototype":{"polluted":true}},"id":"00000000000000000000"}',
    ],
    ['a field that is not asked for', '{"id":"00000000000000000000","role":"admin"}'],
    ['a null byte', '{"id":"\\u0000"}'],
  ])('that is %s is bad input and nothing else', async (_, body) => {
    const caller = await signedIn(await stand(), 'clerk')
    for (const path of [
      '/trpc/access.delegation.revoke',
      '/trpc/access.delegation.revoke?batch=1',
    ]) {
      const batched = path.endsWith('1') ? `{"0":${body}}` : body
      const response = await caller.fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'x'.repeat(20) },
        body: batched,
      })
      expect([path, response.status]).toEqual([path, 400])
      await response.text()
    }
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  test('of another type is not read', async () => {
    const caller = await signedIn(await stand(), 'clerk')
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx']) {
      const response = await caller.fetch('/trpc/access.delegation.revoke', {
        method: 'POST',
        headers: { 'content-type': type },
        body: '{}',
      })
      expect([type, response.status]).toEqual([type, 415])
      await response.text()
    }
  })
})

test('two hundred silent connections do not keep others out', async () => {
  const s = await stand()
  const sockets = Array.from({ length: 200 }, () => {
    const socket = connect(Number(new URL(s.url).port), '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write('GET / HTTP/1.1\r\nX-Slow: ')
    return socket
  })
  const waits: number[] = []
  for (let i = 0; i < 20; i++) {
    const start = performance.now()
    expect((await fetch(`${s.url}/healthz`)).status).toBe(200)
    waits.push(performance.now() - start)
  }
  for (const socket of sockets) socket.destroy()
  expect(waits.sort((a, b) => a - b)[10]).toBeLessThan(300)
})

test.each([
  '__proto__',
  'toString',
  'access',
  'access.session',
  'access.session.me.x',
  'constructor.name',
])('the path %s is no procedure', async (path) => {
  const caller = await signedIn(await stand(), 'clerk')
  expect((await caller.query(path)).status).toBe(404)
  const posted = await caller.fetch(`/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  expect((await said(posted)).refusal).toBe('NOT_FOUND')
})
