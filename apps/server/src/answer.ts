import { Refusal, refusalOfStatus, statusOf } from '@qiangji/api/frame/refusal.ts'
import { restError, restUnanswered } from '@qiangji/api/frame/rest.ts'
import { type AnyRouter, getTRPCErrorFromUnknown, getTRPCErrorShape, TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'

/** Whatever was thrown, as an error that both wires can word: it carries a refusal, whose id the log gets. */
export const errorOf = (thrown: unknown): TRPCError & { readonly cause: Refusal } => {
  const refusal = thrown instanceof Refusal ? thrown : refusalIn(getTRPCErrorFromUnknown(thrown))
  const code = thrown instanceof TRPCError ? thrown.code : statusOf(refusal.refusal)
  return Object.assign(new TRPCError({ code, message: refusal.refusal }), { cause: refusal })
}

const refusalIn = ({ cause, code }: TRPCError): Refusal =>
  cause instanceof Refusal ? cause : new Refusal(refusalOfStatus(code))

export interface Written {
  readonly status: number
  readonly body: string
}

/** An error on the tRPC wire. */
export const trpcError = (
  router: AnyRouter,
  path: string | undefined,
  error: TRPCError,
): Written => {
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
  if (path.startsWith('/trpc/')) return trpcError(router, undefined, errorOf(refusal))
  const { status, body } = restUnanswered(errorOf(refusal))
  return { status, body: JSON.stringify(body) }
}

/** The same on the REST wire. */
export const restRefusal = (refusal: Refusal): Response => restError(errorOf(refusal))
