import type { RefusalFacts, Refused } from '@qiangji/kernel/base/decision.ts'
import { spellId } from '@qiangji/kernel/base/id.ts'
import { readIssue } from '@qiangji/kernel/issues.ts'
import { Trouble } from '@qiangji/store/engine/trouble.ts'
import { TRPCError } from '@trpc/server'
import { z } from 'zod'

type HttpWord = TRPCError['code']

/** Refusals that are answered with a status of their own; every other one is 422. */
const STATUS: Readonly<Record<string, HttpWord>> = {
  NOT_FOUND: 'NOT_FOUND',
  SIGN_IN_REQUIRED: 'UNAUTHORIZED',
  PASSWORD_DUE: 'FORBIDDEN',
  INPUT_INVALID: 'BAD_REQUEST',
  REQUEST_ID_MISSING: 'PRECONDITION_REQUIRED',
  REQUEST_MISMATCH: 'CONFLICT',
  REVISION_STALE: 'CONFLICT',
  FOREIGN_ORIGIN: 'FORBIDDEN',
  TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  FILE_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  TOO_MANY: 'TOO_MANY_REQUESTS',
  LOGIN_REFUSED: 'UNAUTHORIZED',
  LOGIN_LOCKED: 'TOO_MANY_REQUESTS',
  WRONG_METHOD: 'METHOD_NOT_SUPPORTED',
  WRONG_CONTENT_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  BUSY: 'SERVICE_UNAVAILABLE',
  OVERLONG: 'TIMEOUT',
  FAULT: 'INTERNAL_SERVER_ERROR',
}

/** One place of the input that is wrong: where, the code of the check, and its sentence. */
export const Issue = z.strictObject({ path: z.string(), code: z.string(), message: z.string() })
export type Issue = z.infer<typeof Issue>

/** A refusal on its way out; the cause of the TRPCError that carries it. */
export class Refusal extends Error {
  readonly refusal: string
  readonly facts: RefusalFacts
  readonly issues: readonly Issue[]
  /** To read out on the telephone; the log has the same. */
  readonly errorId: string
  constructor(
    refusal: string,
    facts: RefusalFacts = {},
    more: { readonly issues?: readonly Issue[]; readonly errorId?: string } = {},
  ) {
    super(refusal)
    this.name = 'Refusal'
    this.refusal = refusal
    this.facts = facts
    this.issues = more.issues ?? []
    this.errorId = more.errorId ?? spellId(crypto.getRandomValues(new Uint8Array(20)))
  }
}

export const statusOf = (refusal: string): HttpWord =>
  Object.hasOwn(STATUS, refusal)
    ? (STATUS[refusal] ?? 'UNPROCESSABLE_CONTENT')
    : 'UNPROCESSABLE_CONTENT'

/** The refusal of an error of tRPC itself, such as an unknown path or too large a batch. */
export const refusalOfStatus = (status: HttpWord): string => {
  const found = Object.keys(STATUS).find((refusal) => STATUS[refusal] === status)
  return found ?? (status === 'PARSE_ERROR' ? 'INPUT_INVALID' : 'FAULT')
}

/** Throws what a wire turns into a status, a code and a Chinese sentence. */
export const turnAway = (cause: Refusal): never => {
  throw new TRPCError({ code: statusOf(cause.refusal), message: cause.refusal, cause })
}

export const isRefused = (value: unknown): value is Refused<string> =>
  typeof value === 'object' &&
  value !== null &&
  'ok' in value &&
  value.ok === false &&
  'refusal' in value &&
  typeof value.refusal === 'string'

export const issuesOf = (error: z.core.$ZodError): readonly Issue[] =>
  error.issues.slice(0, 50).map(readIssue)

/** Input that is refused before any schema sees it: no JSON, a field given twice, a cursor of elsewhere. */
export const unreadable = (path: string, code: UnreadableIssue): Refusal =>
  new Refusal('INPUT_INVALID', {}, { issues: [{ path, code, message: UNREADABLE_WORDS[code] }] })

type UnreadableIssue = 'NOT_JSON' | 'REPEATED' | 'CURSOR' | 'TEXT_UNREADABLE'
const UNREADABLE_WORDS: Readonly<Record<UnreadableIssue, string>> = {
  NOT_JSON: '内容不是 JSON',
  REPEATED: '这一项给了两次',
  TEXT_UNREADABLE: '含有无法显示的字符，请重新输入',
  CURSOR: '翻页的位置已失效，请从第一页重新查',
}

/** Trouble of the store is not a fault: the same request may be sent again. */
export const refusalOfTrouble = (error: unknown): Refusal | null =>
  error instanceof Trouble ? new Refusal(error.code === 'OVERLONG' ? 'OVERLONG' : 'BUSY') : null
