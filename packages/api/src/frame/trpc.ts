import type { RefusalFacts } from '@qiangji/kernel/base/decision.ts'
import { sentence } from '@qiangji/kernel/refusals.ts'
import { initTRPC } from '@trpc/server'
import type { z } from 'zod'
import type { Context } from './context.ts'
import { type Issue, Refusal, refusalOfStatus } from './refusal.ts'
import type { Place } from './sample.ts'

export type RestLine = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`

/** What a procedure says about itself; checks, documents and the REST wire are made from it. */
export interface Meta {
  readonly kind: 'open' | 'query' | 'command' | 'download'
  readonly input: z.ZodType
  readonly output: z.ZodType | null
  readonly scoped: 'input' | 'body' | 'own'
  /** always: every call leaves a row. denials: only refused ones do. */
  readonly audit: 'always' | 'denials'
  readonly rest?: RestLine
  /** Bytes of a request's body where the usual 64 kB do not suffice. */
  readonly bodyLimit?: number
  readonly sample?: (place: Place) => unknown
}

/** The answer to a call that was not done; the same on both wires. */
export interface Unanswered {
  readonly refusal: string
  readonly facts: RefusalFacts
  readonly issues: readonly Issue[]
  /** To read out on the telephone. */
  readonly errorId: string
}

export const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    isDev: false,
    isServer: true,
    /** Everything that reaches a caller is named here: no message of a database or of a library does. */
    errorFormatter: ({ error, shape }) => {
      const cause =
        error.cause instanceof Refusal ? error.cause : new Refusal(refusalOfStatus(error.code))
      const data: Unanswered = {
        refusal: cause.refusal,
        facts: cause.facts,
        issues: cause.issues,
        errorId: cause.errorId,
      }
      return {
        code: shape.code,
        message: sentence(cause.refusal, cause.facts),
        data: { code: error.code, httpStatus: shape.data.httpStatus, ...data },
      }
    },
  })

export const router = t.router
