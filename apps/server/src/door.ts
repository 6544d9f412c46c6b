import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Refusal } from '@qiangji/api/frame/refusal.ts'
import { doorRefusal, type Written } from './answer.ts'
import { announced, drain, tooLarge } from './body.ts'
import { isOwnRequest } from './guard.ts'
import { type Inside, openInside } from './inside.ts'
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
    getRequestListener(async (request) =>
      withCookies(await inside.app.fetch(request, { visit }), visit),
    )
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const visit = visitOf(request, premises.visits)
    const call = singleCall(request.url ?? '/')
    measure(premises, call ?? lineOf(visit.path), response)
    for (const [name, value] of headers) response.setHeader(name, value)
    const turned = refusalAtDoor(premises, inside, request, visit)
    if (turned) premises.log.refused(turned, visit.path)
    if (turned) return send(response, visit, doorRefusal(premises.router, visit.path, turned))
    if (call === null) return behind(visit)(request, response)
    return send(response, visit, await answerCall(premises, limits, request, visit, call))
  }
  return (request, response) => {
    answer(request, response).catch((broken: unknown) => {
      premises.log.broken('door', broken)
      response.destroy()
    })
  }
}

/** Why a request is not let in at all; single calls judge the length of their bodies themselves. */
const refusalAtDoor = (
  { origins }: Premises,
  inside: Inside,
  request: IncomingMessage,
  visit: Visit,
): Refusal | null => {
  if (!isOwnRequest(visit, origins)) return new Refusal('FOREIGN_ORIGIN')
  if (singleCall(request.url ?? '/') !== null) return null
  const limit = inside.bodyLimit(visit.method, visit.path)
  return announced(request) > limit ? tooLarge(limit) : null
}

const send = async (response: ServerResponse, visit: Visit, written: Written): Promise<void> => {
  const reusable = response.req.complete || (await drain(response.req))
  if (response.destroyed) return
  response.statusCode = written.status
  response.setHeader('content-type', 'application/json; charset=utf-8')
  response.setHeader('cache-control', 'no-store')
  if (visit.cookies.length > 0) response.setHeader('set-cookie', visit.cookies)
  if (!reusable) response.setHeader('connection', 'close')
  response.end(written.body)
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
