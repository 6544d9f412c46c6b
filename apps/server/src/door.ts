import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Refusal } from '@qiangji/api/frame/refusal.ts'
import { trpcError, type Written } from './answer.ts'
import { isOwnRequest } from './guard.ts'
import { openInside } from './inside.ts'
import type { Premises } from './premises.ts'
import { securityHeaders } from './security-headers.ts'
import { answerCall, bodyLimits, singleCall } from './trpc-door.ts'
import { type Visit, visitOf } from './visit.ts'

type Listener = (request: IncomingMessage, response: ServerResponse) => void

/**
 * The one entrance. First the guard, for every path and every kind of body; then single calls go the short way
 * and everything else goes inside.
 */
export const openDoor = (premises: Premises): Listener => {
  const headers = Object.entries(securityHeaders(premises.visits.secure))
  const limits = bodyLimits(premises.router)
  const inside = openInside(premises)
  const behind = (visit: Visit) =>
    getRequestListener(
      async (request) => withCookies(await inside.fetch(request, { visit }), visit),
      { overrideGlobalObjects: false },
    )
  return (request, response) => {
    const visit = visitOf(request, premises.visits)
    const call = singleCall(request.url ?? '/')
    measure(premises, call ?? lineOf(visit.path), response)
    for (const [name, value] of headers) response.setHeader(name, value)
    if (!isOwnRequest(visit, premises.origins))
      return send(
        response,
        visit,
        trpcError(premises.router, undefined, new Refusal('FOREIGN_ORIGIN')),
      )
    if (call === null) return void behind(visit)(request, response)
    answerCall(premises, limits, request, visit, call).then(
      (written) => send(response, visit, written),
      (broken: unknown) => {
        premises.log.fault({ errorId: 'none', path: call, cause: broken })
        response.destroy()
      },
    )
  }
}

const send = (response: ServerResponse, visit: Visit, { status, body }: Written): void => {
  if (response.destroyed) return
  response.statusCode = status
  response.setHeader('content-type', 'application/json; charset=utf-8')
  response.setHeader('cache-control', 'no-store')
  if (visit.cookies.length > 0) response.setHeader('set-cookie', visit.cookies)
  // The rest of a body that was refused is not worth reading.
  if (!response.req.complete && visit.method !== 'GET') response.setHeader('connection', 'close')
  response.end(body)
}

const withCookies = (answer: Response, visit: Visit): Response => {
  if (visit.cookies.length === 0) return answer
  const headers = new Headers(answer.headers)
  for (const cookie of visit.cookies) headers.append('set-cookie', cookie)
  return new Response(answer.body, { status: answer.status, headers })
}

const lineOf = (path: string): string => {
  const first = path.split('/')[1] ?? ''
  return ['trpc', 'api', 'file', 'healthz', 'readyz', 'metrics'].includes(first) ? first : 'site'
}

const measure = (premises: Premises, line: string, response: ServerResponse): void => {
  const start = performance.now()
  const known = !line.includes('.') || Object.hasOwn(premises.router._def.procedures, line)
  response.once('close', () =>
    premises.metrics.finished(
      known ? line : 'unknown',
      response.statusCode,
      (performance.now() - start) / 1000,
    ),
  )
}
