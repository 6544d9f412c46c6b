import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appRouter } from '@qiangji/api/router.ts'
import { PASSWORD_PROFILES } from '@qiangji/kernel/access/password.ts'
import { SESSION_LIMITS } from '@qiangji/kernel/access/session.ts'
import { day } from '@qiangji/kernel/base/day.ts'
import { openStore } from '@qiangji/store/engine/open.ts'
import { afterAll, expect, test } from 'vitest'
import { openFiles } from '../src/files.ts'
import { openInside } from '../src/inside.ts'
import { openLog } from '../src/log.ts'
import { openMetrics } from '../src/metrics.ts'
import { openRates } from '../src/rate.ts'
import { openSessionBook } from '../src/session-book.ts'
import { openSite } from '../src/site.ts'
import { signedIn } from './caller.ts'
import { stand } from './stand.ts'

const folder = mkdtempSync(join(tmpdir(), 'qiangji-route-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Every way in that is not a procedure; who adds one says here why, and tests who may take it. */
const REVIEWED = [
  'ALL /trpc/*', // batches of procedures; single calls go the short way, and are procedures as well
  'GET /api/openapi.json', // names and shapes, no data
  'ALL /api/*', // lines of procedures
  'POST /file', // asks record.file.upload before a byte is read
  'GET /file/:id', // asks record.file.get
  'GET /healthz', // one word
  'GET /readyz', // one word
  'GET /metrics', // this machine, or the token
  'GET /*', // files of the SPA
]

test('nothing is served outside the registry of procedures but what was reviewed', async () => {
  const store = await openStore({ url: 'sqlite::memory:' })
  const clock = { today: () => day('2024-03-11'), now: () => 0 }
  const rules = { limits: SESSION_LIMITS, profile: PASSWORD_PROFILES.dengbao }
  const { app } = openInside({
    router: appRouter,
    store,
    clock,
    sessions: openSessionBook(store, clock, rules),
    rates: openRates({ callsPerMinute: 1, loginsPerMinute: 1 }),
    files: await openFiles(folder),
    site: openSite(folder),
    log: openLog('silent'),
    metrics: openMetrics(),
    settings: { passwordProfile: 'dengbao', demonstration: false },
    visits: { secure: false, trustedProxy: null },
    origins: new Set(),
    fileLimit: 1,
    metricsToken: null,
  })
  const served = new Set(app.routes.map(({ method, path }) => `${method} ${path}`))
  expect([...served].sort()).toEqual([...REVIEWED].sort())
  await store.close()
})

test('a REST line says which methods it has, and answers HEAD as GET without a body', async () => {
  const caller = await signedIn(await stand(), 'clerk')
  const ask = async (method: string, path: string) => {
    const response = await caller.fetch(path, { method })
    return [response.status, response.headers.get('allow'), (await response.text()).length > 0]
  }
  expect(await ask('HEAD', '/api/access/session')).toEqual([200, null, false])
  expect(await ask('PUT', '/api/access/session')).toEqual([405, 'DELETE, GET, HEAD, POST', true])
  expect(await ask('POST', '/api/access/nothing')).toEqual([404, null, true])
})

test('a list gives at most 200 rows at a time', async () => {
  const caller = await signedIn(await stand(), 'keeper')
  const ask = async (limit: number) => {
    const { status, refusal } = await caller.query('record.audit.list', { limit })
    return [status, refusal]
  }
  expect(await ask(200)).toEqual([200, null])
  for (const limit of [201, 0, 1.5]) expect(await ask(limit)).toEqual([400, 'INPUT_INVALID'])
})
