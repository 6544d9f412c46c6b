import { session } from '@qiangji/api/access/session.ts'
import { query } from '@qiangji/api/frame/procedure.ts'
import { router } from '@qiangji/api/frame/trpc.ts'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Caller, signedIn } from './caller.ts'
import { personId, stand } from './stand.ts'

const Flat = z.strictObject({
  id: z.string(),
  year: z.int(),
  active: z.boolean().default(true),
  codes: z.array(z.int()).default([]),
  text: z.string().nullable().default(null),
})
const echoing = router({
  access: router({
    session,
    person: router({
      list: query(
        { input: Flat, output: Flat, scoped: 'own', rest: 'GET /person/{id}' },
        async ({ input }) => input,
      ),
    }),
  }),
})

describe('REST', () => {
  test('reads a query string by the kinds of its fields and leaves the schema as strict as it was', async () => {
    const caller = await signedIn(await stand({}, { router: echoing }), 'clerk')
    const ask = async (path: string) => {
      const response = await caller.fetch(`/api${path}`)
      return [response.status, JSON.parse(await response.text())]
    }
    expect(await ask('/person/007?year=2024&active=false&codes=1&codes=2&text=12')).toEqual([
      200,
      { id: '007', year: 2024, active: false, codes: [1, 2], text: '12' },
    ])
    const strict = await caller.query('access.person.list', { id: '1', year: '2024' })
    expect(strict.status).toBe(400)
    for (const path of [
      '/person/007?year=2024x',
      '/person/007?year=1e3',
      '/person/007?year=2024&year=2025',
      '/person/007?year=2024&id=008',
      '/person/007?year=2024&role=admin',
      '/person/007?year=2024&__proto__=x',
      '/person/007?year=2024&active=yes',
    ])
      expect([path, (await ask(path))[0]]).toEqual([path, 400])
    expect((await ask('/person'))[0]).toBe(404)
    expect((await ask('/person/a/b?year=2024'))[0]).toBe(404)
  })

  test('serves the commands of the other wire with the same words', async () => {
    const s = await stand()
    const caller = await signedIn(s, 'clerk')
    const post = (path: string, body: object, id: string) =>
      caller.fetch(`/api${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': id },
        body: JSON.stringify(body),
      })
    const form = {
      receiverId: personId('reader'),
      post: 'reporter',
      from: '2024-03-11',
      to: '2024-03-12',
    }
    const granted = await post('/access/delegation', form, 'rest-request-00001')
    const { id } = z.object({ id: z.string() }).parse(await granted.json())
    const revoked = await post(`/access/delegation/${id}/revoke`, {}, 'rest-request-00002')
    expect(await revoked.json()).toMatchObject({ id, revokedOn: '2024-03-11' })
    const again = await post(`/access/delegation/${id}/revoke`, {}, 'rest-request-00003')
    expect([again.status, await again.json()]).toEqual([
      422,
      {
        code: 'UNPROCESSABLE_CONTENT',
        refusal: 'DELEGATION_ALREADY_REVOKED',
        message: '该授权已撤销。',
        facts: {},
        issues: [],
        errorId: null,
      },
    ])
  })

  test('signs in and out with the cookie of the pages', async () => {
    const s = await stand()
    const caller = new Caller(s)
    const login = await caller.fetch('/api/access/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ loginName: 'clerk', password: 'Tian-2024-Shui' }),
    })
    expect(login.status).toBe(200)
    expect(await caller.isKnown()).toBe(true)
    const gone = await caller.fetch('/api/access/session', { method: 'DELETE' })
    expect([gone.status, await gone.text()]).toEqual([200, 'null'])
    expect(await caller.isKnown()).toBe(false)
  })

  test('describes itself as OpenAPI 3.1', async () => {
    const response = await fetch(`${(await stand()).url}/api/openapi.json`)
    const document = z
      .object({
        openapi: z.literal('3.1.0'),
        paths: z.record(z.string(), z.record(z.string(), z.object({ operationId: z.string() }))),
      })
      .parse(await response.json())
    expect(document.paths['/api/access/delegation/{id}/revoke']?.post?.operationId).toBe(
      'access.delegation.revoke',
    )
  })
})

describe('operators', () => {
  test('read the state; the measures only from this machine or with the token', async () => {
    const s = await stand()
    for (const path of ['/healthz', '/readyz'])
      expect((await fetch(`${s.url}${path}`)).status).toBe(200)
    const metrics = await (await fetch(`${s.url}/metrics`)).text()
    expect(metrics).toMatch(/qiangji_requests_total\{line="healthz",status="200"\} 1/)
    const behind = await stand({
      QIANGJI_TRUSTED_PROXY: '127.0.0.1',
      QIANGJI_ORIGINS: 'https://qj.example.cn',
      QIANGJI_METRICS_TOKEN: 'm'.repeat(24),
    })
    const status = async (headers: Record<string, string>) =>
      (await fetch(`${behind.url}/metrics`, { headers })).status
    expect(await status({ 'x-forwarded-for': '203.0.113.9' })).toBe(404)
    expect(await status({ authorization: `Bearer ${'m'.repeat(24)}` })).toBe(200)
  })
})
