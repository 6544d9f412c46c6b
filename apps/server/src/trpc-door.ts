import type { IncomingMessage } from 'node:http'
import { listed } from '@qiangji/api/frame/check.ts'
import { Refusal, unreadable } from '@qiangji/api/frame/refusal.ts'
import { callTRPCProcedure } from '@trpc/server'
import { errorOf, trpcError, type Written } from './answer.ts'
import { BODY_LIMIT, readBody } from './body.ts'
import { contextOf, type Premises } from './premises.ts'
import type { Visit } from './visit.ts'

const PREFIX = '/trpc/'

/** The procedure of a request that asks for just one, or null: batches go another way. */
export const singleCall = (url: string): string | null => {
  if (!url.startsWith(PREFIX)) return null
  const end = url.indexOf('?')
  const path = url.slice(PREFIX.length, end === -1 ? undefined : end)
  const batched = end !== -1 && /[?&]batch=/.test(url.slice(end))
  return /^[A-Za-z0-9.]{1,120}$/.test(path) && !batched ? path : null
}

/** Body limits that procedures set for themselves. */
export const bodyLimits = (router: Premises['router']): ReadonlyMap<string, number> =>
  new Map(
    listed(router).flatMap(({ path, meta }) => (meta.bodyLimit ? [[path, meta.bodyLimit]] : [])),
  )

/** Answers one call without the machinery of batches: the way that nearly every call takes. */
export const answerCall = async (
  premises: Premises,
  limits: ReadonlyMap<string, number>,
  request: IncomingMessage,
  visit: Visit,
  path: string,
): Promise<Written> => {
  const { router } = premises
  try {
    const type = typeOf(visit.method)
    const ctx = await contextOf(premises, visit, 'trpc', [path])
    const raw =
      type === 'query'
        ? queryInput(request)
        : await bodyInput(request, limits.get(path) ?? BODY_LIMIT)
    const data: unknown = await callTRPCProcedure({
      router,
      path,
      type,
      ctx,
      getRawInput: async () => raw,
      signal: undefined,
      batchIndex: 0,
    })
    return { status: 200, body: JSON.stringify({ result: { data } }) }
  } catch (thrown) {
    const error = errorOf(thrown)
    premises.log.refused(error.cause, path)
    return trpcError(router, path, error)
  }
}

const typeOf = (method: string): 'query' | 'mutation' => {
  if (method === 'GET') return 'query'
  if (method === 'POST') return 'mutation'
  throw new Refusal('WRONG_METHOD')
}

const queryInput = (request: IncomingMessage): unknown => {
  const url = request.url ?? ''
  const end = url.indexOf('?')
  const text = end === -1 ? null : new URLSearchParams(url.slice(end)).get('input')
  return text === null ? undefined : parse(text)
}

const bodyInput = async (request: IncomingMessage, limit: number): Promise<unknown> => {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
    throw new Refusal('WRONG_CONTENT_TYPE', { expected: 'application/json' })
  const text = await readBody(request, limit)
  return text === '' ? undefined : parse(text)
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw unreadable('', 'NOT_JSON')
  }
}
