import { openApi } from '@qiangji/api/frame/openapi.ts'
import { Refusal } from '@qiangji/api/frame/refusal.ts'
import { answerRest, match, type Route, restError, restRoutes } from '@qiangji/api/frame/rest.ts'
import { sharedSchemas } from '@qiangji/api/shared-schemas.ts'
import { auditHead } from '@qiangji/store/record/audit.ts'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { Hono, type Context as HonoContext } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { errorOf, restRefusal } from './answer.ts'
import { BODY_LIMIT, tooLarge } from './body.ts'
import { fileLines } from './file-lines.ts'
import { contextOf, type Premises } from './premises.ts'
import { answerFile, answerUpload } from './upload.ts'
import type { Visit } from './visit.ts'

interface Env {
  Bindings: { visit: Visit }
}

export const LONGEST_BATCH = 10
const API = '/api'
const LOOPBACK = new Set(['127.0.0.1', '::1'])

export interface Inside {
  readonly app: Hono<Env>
  /** Bytes of body that a path takes: asked before the body is touched. */
  bodyLimit(method: string, path: string): number
}

/** Everything behind the thin door: batches, REST, files, pages and what operators read. */
export const openInside = (premises: Premises): Inside => {
  const routes = restRoutes(premises.router)
  return {
    app: openApp(premises, routes),
    bodyLimit: (method, path) => {
      if (path === '/file') return premises.fileLimit + BODY_LIMIT
      const found = path.startsWith(API) ? match(routes, method, path.slice(API.length)) : null
      return found?.route.procedure.meta.bodyLimit ?? BODY_LIMIT
    },
  }
}

const openApp = (premises: Premises, routes: readonly Route[]): Hono<Env> => {
  const app = new Hono<Env>()
  app.onError((error) => {
    const named = errorOf(error)
    if (named.cause.refusal === 'FAULT') premises.log.broken('inside', error)
    premises.log.refused(named.cause, undefined)
    return restError(named)
  })
  app.all('/trpc/*', limited(BODY_LIMIT), (c) => answerBatch(premises, c))
  rest(app, premises, routes)
  app.post('/file', limited(premises.fileLimit + BODY_LIMIT), async (c) => {
    const ctx = await contextOf(premises, c.env.visit, 'rest', ['record.file.upload'])
    const ref = await answerUpload(c.req.raw, ctx, premises.files, premises.fileLimit)
    return c.json(ref, 200, { 'cache-control': 'no-store' })
  })
  app.get('/file/:id', async (c) => {
    const ctx = await contextOf(premises, c.env.visit, 'rest', ['record.file.get'])
    return answerFile(premises, ctx, c.req.param('id'))
  })
  operators(app, premises)
  app.get('*', (c) => page(premises, c))
  app.notFound(() => restRefusal(new Refusal('NOT_FOUND')))
  return app
}

/** Also counts the bytes of a body that does not say its length. */
const limited = (limit: number) =>
  bodyLimit({ maxSize: limit, onError: () => restRefusal(tooLarge(limit)) })

const answerBatch = async (premises: Premises, c: HonoContext<Env>): Promise<Response> => {
  const { router } = premises
  return fetchRequestHandler({
    endpoint: '/trpc',
    req: c.req.raw,
    router,
    maxBatchSize: LONGEST_BATCH,
    onError: ({ error, path }) => premises.log.refused(errorOf(error).cause, path),
    createContext: async ({ info }) => {
      try {
        return await contextOf(
          premises,
          c.env.visit,
          'trpc',
          info.calls.map((call) => call.path),
        )
      } catch (thrown) {
        throw errorOf(thrown)
      }
    },
  })
}

const HOW_IN =
  'POST /api/access/token gives a token for a login and its password; every other call carries it as Authorization: Bearer. It ends like a session of the pages: unused for 30 minutes, after 8 hours, or by DELETE /api/access/session.'

const rest = (app: Hono<Env>, premises: Premises, routes: readonly Route[]): void => {
  const document = openApi(
    routes.map((route) => ({ ...route, template: `${API}${route.template}` })),
    { title: '强基 Qiangji', version: '1', description: HOW_IN },
    sharedSchemas,
    fileLines,
  )
  app.get(`${API}/openapi.json`, (c) => c.json(document))
  app.all(`${API}/*`, async (c) => {
    const path = c.req.path.slice(API.length)
    // Hono drops the body of what HEAD is answered with.
    const method = c.req.method === 'HEAD' ? 'GET' : c.req.method
    const found = match(routes, method, path)
    if (!found) return noSuchLine(routes, path)
    const { path: name, meta } = found.route.procedure
    const answer = await limited(meta.bodyLimit ?? BODY_LIMIT)(c, async () => {
      const ctx = await contextOf(premises, c.env.visit, 'rest', [name])
      c.res = await answerRest(premises.router, found, c.req.raw, ctx, (error) =>
        premises.log.refused(errorOf(error).cause, name),
      )
    })
    return answer ?? c.res
  })
}

/** Whether the path has lines of other methods, which are named, or none at all. */
const noSuchLine = (routes: readonly Route[], path: string): Response => {
  const methods = [...new Set(routes.map((route) => route.method))].filter((method) =>
    match(routes, method, path),
  )
  if (methods.length === 0) return restRefusal(new Refusal('NOT_FOUND'))
  const answer = restRefusal(new Refusal('WRONG_METHOD'))
  const allowed = methods.includes('GET') ? [...methods, 'HEAD'] : methods
  answer.headers.set('allow', allowed.sort().join(', '))
  return answer
}

const operators = (app: Hono<Env>, { store, metrics, metricsToken }: Premises): void => {
  app.get('/healthz', (c) => c.text('ok'))
  app.get('/readyz', async (c) => {
    try {
      await auditHead(store.read)
      return c.text('ok')
    } catch {
      return c.text('not ready', 503)
    }
  })
  app.get('/metrics', async (c) => {
    const { address, token } = c.env.visit
    const allowed = metricsToken === null ? LOOPBACK.has(address) : token === metricsToken
    if (!allowed) return restRefusal(new Refusal('NOT_FOUND'))
    return c.text(await metrics.text(), 200, { 'content-type': 'text/plain; version=0.0.4' })
  })
}

const page = ({ site }: Premises, c: HonoContext<Env>): Response =>
  site.answer(c.req.path, c.req.raw.headers) ?? restRefusal(new Refusal('NOT_FOUND'))
