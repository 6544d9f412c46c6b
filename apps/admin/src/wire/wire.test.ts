import { createTRPCClient } from '@trpc/client'
import { initTRPC } from '@trpc/server'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { wireLink } from './client.ts'
import { faultOf, isPassing, isUnanswered, sentenceOfFault } from './fault.ts'
import { patientFetch } from './patience.ts'

const t = initTRPC.create()
const router = t.router({
  pay: t.procedure.input(z.strictObject({ amount: z.int() })).mutation(({ input }) => input.amount),
  list: t.procedure.query(() => ['a']),
})
const seen: Request[] = []
const serve = async (url: string, init: object = {}) => {
  const req = new Request(`http://server.test${url}`, init)
  seen.push(req)
  return fetchRequestHandler({ endpoint: '/trpc', router, req })
}
const clientOf = (fetcher: typeof serve) =>
  createTRPCClient<typeof router>({ links: [wireLink(fetcher)] })
const answer = (status: number, data: object) => async () =>
  Response.json({ error: { message: '', code: -32_000, data } }, { status })
const faultFrom = async (fetcher: () => Promise<Response>) =>
  faultOf(
    await clientOf(fetcher)
      .list.query()
      .catch((e: unknown) => e),
  )
afterEach(() => {
  seen.length = 0
  vi.useRealTimers()
})

test('a command carries its request id in the header, a query carries none', async () => {
  const client = clientOf(serve)
  await client.pay.mutate({ amount: 1 }, { context: { requestId: 'abcdefghij0123456789' } })
  await client.list.query()
  expect(seen.map((r) => r.headers.get('Idempotency-Key'))).toEqual(['abcdefghij0123456789', null])
})

test.each([
  ['SIGN_IN_REQUIRED', 401, 'expired'],
  ['NOT_FOUND', 404, 'hidden'],
  ['REVISION_STALE', 409, 'changed'],
  ['INPUT_INVALID', 400, 'invalid'],
  ['BUSY', 503, 'busy'],
  ['FAULT', 500, 'broken'],
  ['OVERLONG', 408, 'slow'],
  ['LOGIN_REFUSED', 401, 'refused'],
] as const)('%s is a fault of its own kind', async (refusal, httpStatus, kind) => {
  const fault = await faultFrom(answer(httpStatus, { refusal, httpStatus }))
  expect(fault.kind).toBe(kind)
})

test('a refusal keeps its code and facts, and speaks with the words of the kernel', async () => {
  const fault = await faultFrom(
    answer(413, { refusal: 'TOO_LARGE', facts: { limit: '20 MB' }, httpStatus: 413 }),
  )
  expect(sentenceOfFault(fault)).toContain('20 MB')
})

test('a broken server gives an id to read out', async () => {
  const fault = await faultFrom(answer(500, { refusal: 'FAULT', errorId: 'e-7f3a' }))
  expect(sentenceOfFault(fault)).toContain('编号 e-7f3a')
})

test('no network and a gateway page are both silence: the act may have taken effect', async () => {
  const none = await faultFrom(async () => Promise.reject(new TypeError('fetch failed')))
  const page = await faultFrom(async () => new Response('<html>', { status: 502 }))
  expect([none.kind, page.kind]).toEqual(['silent', 'silent'])
  expect(isUnanswered(none)).toBe(true)
})

test('a refusal is an answer and is not asked again; silence is', async () => {
  const refused = await faultFrom(answer(422, { refusal: 'BALANCE_TOO_LOW' }))
  expect([isUnanswered(refused), isPassing(refused)]).toEqual([false, false])
  const silent = await faultFrom(async () => Promise.reject(new TypeError('fetch failed')))
  expect(isPassing(silent)).toBe(true)
})

test('a server that says nothing for ten seconds is given up', async () => {
  vi.useFakeTimers()
  const never = (_url: string, init?: { signal?: AbortSignal | null | undefined }) =>
    new Promise<Response>((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))
    })
  const waiting = patientFetch(10, never)('/trpc').catch((e: unknown) => e)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(faultOf(await waiting)).toEqual({ kind: 'slow' })
})
