import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { session } from '@qiangji/api/access/session.ts'
import { query } from '@qiangji/api/frame/procedure.ts'
import { restRoutes } from '@qiangji/api/frame/rest.ts'
import { router } from '@qiangji/api/frame/trpc.ts'
import { appRouter } from '@qiangji/api/router.ts'
import { MOST_VOUCHER_FEN } from '@qiangji/kernel/base/money.ts'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { auditOf, Caller, signedIn } from './caller.ts'
import { PASSWORD, personId, type Stand, stand } from './stand.ts'

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
        errorId: expect.stringMatching(/^[0-9a-z]{20}$/),
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
})

const Described = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        operationId: z.string(),
        responses: z.record(z.string(), z.unknown()),
        security: z.array(z.unknown()).optional(),
      }),
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), z.looseObject({})) }),
})

const documentOf = async () => {
  const s = await stand({}, { router: appRouter })
  return Described.parse(await (await fetch(`${s.url}/api/openapi.json`)).json())
}

const linksIn = (part: unknown): readonly string[] =>
  typeof part !== 'object' || part === null
    ? []
    : Object.entries(part).flatMap(([key, value]) =>
        key === '$ref' ? [String(value)] : linksIn(value),
      )

describe('the document', () => {
  test('is OpenAPI 3.1 with every line, each under one name, and the two of the files', async () => {
    const { paths } = await documentOf()
    const lines = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, one]) => [`${method} ${path}`, one.operationId]),
    )
    expect(new Set(lines.map(([, id]) => id)).size).toBe(lines.length)
    expect(Object.fromEntries(lines)).toMatchObject({
      'post /api/access/token': 'access.session.issue',
      'post /api/access/delegation/{id}/revoke': 'access.delegation.revoke',
      'post /file': 'record.file.upload',
      'get /file/{id}': 'record.file.get',
    })
    expect(lines.length).toBe(restRoutes(appRouter).length + 2)
  })

  test('links only to what it holds, and holds nothing that is not linked to', async () => {
    const { paths, components } = await documentOf()
    const held = Object.keys(components.schemas).map((name) => `#/components/schemas/${name}`)
    for (const [path, methods] of Object.entries(paths))
      expect([path, linksIn(methods).filter((link) => !held.includes(link))]).toEqual([path, []])
    const linked = new Set(linksIn({ paths, components }))
    expect([...linked].sort()).toEqual(held.sort())
  })

  test('says what a day and an amount look like', async () => {
    const { schemas } = (await documentOf()).components
    const pattern = new RegExp(String(schemas.Day?.pattern))
    for (const [text, isDay] of [
      ['2024-03-11', true],
      ['2024-3-11', false],
      ['2024-13-01', false],
      ['11.3.2024', false],
    ] as const)
      expect([text, pattern.test(text)]).toEqual([text, isDay])
    expect(schemas.VoucherFen).toMatchObject({
      type: 'integer',
      minimum: 1,
      maximum: MOST_VOUCHER_FEN,
    })
    expect(schemas.Spending?.properties).toMatchObject({
      day: { $ref: '#/components/schemas/Day' },
      amount: { $ref: '#/components/schemas/VoucherFen' },
    })
  })

  test('asks for a token everywhere but where the rule is open', async () => {
    const { paths } = await documentOf()
    const free = Object.values(paths)
      .flatMap((methods) => Object.values(methods))
      .filter((one) => one.security?.length === 0)
    expect(free.map((one) => one.operationId)).toEqual([
      'access.session.me',
      'access.session.login',
      'access.session.issue',
    ])
  })
})

const curl = spawnSync('curl', ['--version']).status === 0

describe('a program without a browser', () => {
  const issue = (s: Stand, headers: Record<string, string>, password = PASSWORD) =>
    fetch(`${s.url}/api/access/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ loginName: 'clerk', password }),
    })

  test('gets a token for its password, without a cookie, and acts with it until it gives it back', async () => {
    const s = await stand()
    const response = await issue(s, {})
    expect([response.status, response.headers.get('set-cookie')]).toEqual([200, null])
    const { token } = z.strictObject({ token: z.string() }).parse(await response.json())
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const form = { receiverId: personId('reader'), post: 'reporter' }
    const granted = await fetch(`${s.url}/api/access/delegation`, {
      method: 'POST',
      headers: { ...headers, 'idempotency-key': 'program-request-01' },
      body: JSON.stringify({ ...form, from: '2024-03-11', to: '2024-03-12' }),
    })
    expect(granted.status).toBe(200)
    await granted.text()
    const gone = await fetch(`${s.url}/api/access/session`, { method: 'DELETE', headers })
    expect(await gone.text()).toBe('null')
    const me = await fetch(`${s.url}/api/access/session`, { headers })
    expect(await me.json()).toMatchObject({ actor: null })
    expect((await auditOf(s)).map((row) => row.act)).toContain('access.session.issue')
  })

  test('that changes its password goes on with the token in the answer, without a cookie', async () => {
    const s = await stand()
    const Token = z.strictObject({ token: z.string() })
    const first = Token.parse(await (await issue(s, {})).json())
    const change = (headers: Record<string, string>, present: string, next: string) =>
      fetch(`${s.url}/api/access/password`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ present, next }),
      })
    const next = 'Wei-2024-Yuan+1'
    const changed = await change({ authorization: `Bearer ${first.token}` }, PASSWORD, next)
    expect([changed.status, changed.headers.get('set-cookie')]).toEqual([200, null])
    const second = Token.parse(await changed.json())
    const me = async ({ token }: z.infer<typeof Token>) =>
      (
        await fetch(`${s.url}/api/access/session`, {
          headers: { authorization: `Bearer ${token}` },
        })
      ).json()
    expect(await me(first)).toMatchObject({ actor: null })
    expect(await me(second)).toMatchObject({ actor: { personId: personId('clerk') } })
  })

  test('is not told the token of a browser that changes its password', async () => {
    const caller = await signedIn(await stand(), 'clerk')
    const changed = await caller.fetch('/api/access/password', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ present: PASSWORD, next: 'Wei-2024-Yuan+1' }),
    })
    expect([changed.status, await changed.text()]).toEqual([200, 'null'])
    expect(changed.headers.get('set-cookie')).toContain('qiangji')
  })

  test('is locked out and slowed down like a person', async () => {
    const s = await stand({ QIANGJI_LOGINS_PER_MINUTE: '7' })
    const statuses: number[] = []
    for (let i = 0; i < 8; i++) {
      const response = await issue(s, {}, i < 5 ? 'Wrong-2024-Wrong' : PASSWORD)
      await response.text()
      statuses.push(response.status)
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
    const person = await new Caller(s).login('clerk')
    expect([person.status, person.refusal]).toEqual([429, 'TOO_MANY'])
    const acts = (await auditOf(s)).map((row) => `${row.act} ${row.result}`)
    expect(acts.filter((one) => one.startsWith('access.session.issue'))).toEqual([
      ...Array(5).fill('access.session.issue.reject accepted'),
      ...Array(2).fill('access.session.issue LOGIN_LOCKED'),
    ])
  })

  test.each<[string, Record<string, string>]>([
    ['another origin', { origin: 'https://evil.example' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a cookie', { cookie: 'qiangji=x' }],
  ])('is not a browser: a request with %s gets no token', async (_, headers) => {
    const s = await stand()
    const response = await issue(s, headers)
    expect([response.status, (await response.text()).includes('token')]).toEqual([403, false])
    expect((await auditOf(s)).filter((row) => row.act.startsWith('access.session'))).toEqual([])
  })

  test('cannot have it over the wire of the pages', async () => {
    const said = await new Caller(await stand()).command('access.session.issue', {
      loginName: 'clerk',
      password: PASSWORD,
    })
    expect([said.status, said.refusal]).toEqual([405, 'WRONG_METHOD'])
  })

  test.skipIf(!curl)('can be written as the operations paper shows', async () => {
    const s = await stand()
    const paper = readFileSync(join(import.meta.dirname, '../../../docs/operations.md'), 'utf8')
    const script = /## For other programs[\s\S]*?```sh\n([\s\S]*?)```/.exec(paper)?.[1] ?? ''
    const folder = mkdtempSync(join(tmpdir(), 'qiangji-curl-'))
    writeFileSync(join(folder, '凭证.pdf'), '%PDF-1.7\n%%EOF')
    const own = script
      .replaceAll('http://127.0.0.1:8620', s.url)
      .replace('621022-caiwu', 'clerk')
      .replace('Qiangji-2024', PASSWORD)
    const { stdout } = await promisify(execFile)('sh', ['-euc', own], { cwd: folder })
    rmSync(folder, { recursive: true })
    const [me, file, left] = stdout.trim().split('\n')
    expect(JSON.parse(me ?? '')).toMatchObject({ actor: { name: '演示clerk' } })
    expect(JSON.parse(file ?? '')).toMatchObject({ kind: 'pdf', name: '凭证.pdf' })
    expect(left).toBe('null')
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
