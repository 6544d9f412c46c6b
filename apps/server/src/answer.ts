import { Refusal, statusOf } from '@qiangji/api/frame/refusal.ts'
import { restError, restUnanswered } from '@qiangji/api/frame/rest.ts'
import { type AnyRouter, getTRPCErrorFromUnknown, getTRPCErrorShape, TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'

/** Whatever was thrown, as an error that both wires can word. */
export const errorOf = (thrown: unknown): TRPCError =>
  thrown instanceof Refusal
    ? new TRPCError({ code: statusOf(thrown.refusal), message: thrown.refusal, cause: thrown })
    : getTRPCErrorFromUnknown(thrown)

export interface Written {
  readonly status: number
  readonly body: string
}

/** An error on the tRPC wire. */
export const trpcError = (
  router: AnyRouter,
  path: string | undefined,
  thrown: unknown,
): Written => {
  const error = errorOf(thrown)
  const shape: unknown = getTRPCErrorShape({
    config: router._def._config,
    error,
    type: 'unknown',
    path,
    input: undefined,
    ctx: undefined,
  })
  return { status: getHTTPStatusCodeFromError(error), body: JSON.stringify({ error: shape }) }
}

/** A refusal before any procedure, in the shape of the wire that the path belongs to. */
export const doorRefusal = (router: AnyRouter, path: string, refusal: Refusal): Written => {
  if (path.startsWith('/trpc/')) return trpcError(router, undefined, refusal)
  const { status, body } = restUnanswered(errorOf(refusal))
  return { status, body: JSON.stringify(body) }
}

/** The same on the REST wire. */
export const restRefusal = (refusal: Refusal): Response => restError(errorOf(refusal))
