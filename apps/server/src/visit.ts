import type { IncomingMessage } from 'node:http'
import { RequestId } from '@qiangji/kernel/base/id.ts'
import { readCookie, writeCookie } from './cookie.ts'

/** What is known of one HTTP request before any procedure, for both doors. */
export interface Visit {
  readonly method: string
  readonly path: string
  readonly address: string
  readonly token: string | null
  readonly bearer: boolean
  readonly cookie: boolean
  readonly requestId: string | null
  readonly origin: string | undefined
  readonly fetchSite: string | undefined
  /** Set-Cookie lines for the answer. */
  readonly cookies: string[]
  keepToken(token: string | null): void
}

export interface VisitRules {
  readonly secure: boolean
  readonly trustedProxy: string | null
}

/** A bearer token takes the place of the cookie, never beside it: the guard trusts it as not sent by accident. */
export const visitOf = (request: IncomingMessage, rules: VisitRules): Visit => {
  const bearer = /^Bearer ([A-Za-z0-9_-]{20,200})$/.exec(one(request, 'authorization') ?? '')?.[1]
  const cookies: string[] = []
  const requestId = RequestId.safeParse(one(request, 'idempotency-key'))
  const url = request.url ?? '/'
  const end = url.indexOf('?')
  return {
    method: request.method ?? 'GET',
    path: end === -1 ? url : url.slice(0, end),
    address: addressOf(request, rules.trustedProxy),
    token: bearer ?? readCookie(request.headers.cookie, rules.secure),
    bearer: bearer !== undefined,
    cookie: request.headers.cookie !== undefined,
    requestId: requestId.success ? requestId.data : null,
    origin: one(request, 'origin'),
    fetchSite: one(request, 'sec-fetch-site'),
    cookies,
    keepToken: (token) => {
      cookies.length = 0
      cookies.push(writeCookie(token, rules.secure))
    },
  }
}

const one = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name]
  return typeof value === 'string' ? value : undefined
}

/** Only the entry that the trusted proxy itself appended counts; the ones before it are the caller's words. */
const addressOf = (request: IncomingMessage, trustedProxy: string | null): string => {
  const near = (request.socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/, '')
  if (trustedProxy === null || near !== trustedProxy) return near
  const last = one(request, 'x-forwarded-for')?.split(',').at(-1)?.trim()
  return last && /^[\da-fA-F:.]{3,45}$/.test(last) ? last : near
}
