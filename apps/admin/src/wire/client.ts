import { createTRPCClient, httpLink, type TRPCLink } from '@trpc/client'
import type { AnyTRPCRouter } from '@trpc/server'
import { observable } from '@trpc/server/observable'
import { patientFetch } from './patience.ts'
import type { AppRouter } from './router.ts'

const SECONDS = 10

/** The way to the API: a command carries its request id in the header, every call gives up after ten seconds. */
export const wireLink = (fetcher = patientFetch(SECONDS)): TRPCLink<AnyTRPCRouter> =>
  httpLink<AnyTRPCRouter>({
    url: '/trpc',
    fetch: (url, init) => fetcher(String(url), init),
    headers: ({ op }) => {
      const { requestId } = op.context
      return typeof requestId === 'string' ? { 'Idempotency-Key': requestId } : {}
    },
  })

export const wire = createTRPCClient<AppRouter>({ links: [wireLink()] })
export type Wire = typeof wire

/** A query procedure of the wire, by its shape. */
export interface Asks<I, O> {
  readonly query: (input: I, opts?: { signal?: AbortSignal }) => Promise<O>
}

/** A command procedure of the wire, by its shape. */
export interface Sends<I, O> {
  readonly mutate: (
    input: I,
    opts?: { signal?: AbortSignal; context?: Record<string, unknown> },
  ) => Promise<O>
}

let named = ''
const nameLink: TRPCLink<AnyTRPCRouter> =
  () =>
  ({ op }) => {
    named = op.path
    return observable(() => undefined)
  }
const namer = createTRPCClient<AppRouter>({ links: [nameLink] })

/** The path of a picked procedure as key segments: `w => w.fund.allocation.list` gives fund, allocation, list. */
export const pathOf = <I, O>(pick: (wire: Wire) => Asks<I, O>, input: I): readonly string[] => {
  named = ''
  void pick(namer).query(input)
  return named.split('.')
}
