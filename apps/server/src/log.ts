import type { Fault } from '@qiangji/api/frame/context.ts'
import type { Refusal } from '@qiangji/api/frame/refusal.ts'
import { pino } from 'pino'

export interface Log {
  info(facts: object, words: string): void
  warn(facts: object, words: string): void
  /** A fault that a caller was given the id of. */
  fault(fault: Fault): void
  /** A request that was not done, under the id that its caller was given. */
  refused(refusal: Refusal, path: string | undefined): void
  /** One that no caller hears of. */
  broken(where: string, cause: unknown): void
}

/** Lines of JSON on the standard output. Inputs, tokens and details of the database, which hold values, are left out. */
export const openLog = (level: string): Log => {
  const lines = pino({
    level,
    base: null,
    redact: ['*.password', '*.token', '*.cookie', '*.authorization', '*.detail'],
  })
  return {
    info: (facts, words) => lines.info(facts, words),
    warn: (facts, words) => lines.warn(facts, words),
    fault: ({ errorId, requestId, path, cause }) =>
      lines.error({ errorId, requestId, path, ...describe(cause) }, 'fault'),
    refused: ({ refusal, errorId }, path) => lines.info({ errorId, path, refusal }, 'refused'),
    broken: (where, cause) => lines.error({ where, ...describe(cause) }, 'broken'),
  }
}

const describe = (cause: unknown): object =>
  cause instanceof Error
    ? {
        name: cause.name,
        message: cause.message,
        stack: cause.stack,
        ...(cause.cause instanceof Error ? { because: cause.cause.message } : {}),
      }
    : { thrown: typeof cause }
