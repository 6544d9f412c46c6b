import { isTRPCClientError } from '@trpc/client'
import { z } from 'zod'
import { say } from '../words/i18n.ts'
import { sentenceOf } from '../words/sentence.ts'

const Answer = z.object({
  refusal: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  issues: z
    .array(z.object({ path: z.string(), code: z.string(), message: z.string() }))
    .default([]),
  errorId: z.string().nullable().default(null),
})
type Answer = z.infer<typeof Answer>

/**
 * Why an act was not done. What came from the server keeps its code; the kinds are those on which a page behaves
 * differently: `silent` and `slow` may or may not have taken effect, `expired` opens the sign-in, `changed` offers both
 * versions, `invalid` leads to the fields, `broken` shows an id to read out.
 */
export type Fault =
  | { readonly kind: 'silent' }
  | { readonly kind: 'slow' }
  | ({
      readonly kind: 'refused' | 'expired' | 'hidden' | 'changed' | 'invalid' | 'busy' | 'broken'
    } & Answer)

const KINDS: Readonly<Record<string, Exclude<Fault['kind'], 'silent' | 'slow' | 'refused'>>> = {
  SIGN_IN_REQUIRED: 'expired',
  NOT_FOUND: 'hidden',
  REVISION_STALE: 'changed',
  INPUT_INVALID: 'invalid',
  BUSY: 'busy',
  FAULT: 'broken',
}

const broken: Fault = { kind: 'broken', refusal: 'FAULT', facts: {}, issues: [], errorId: null }

const isAbort = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'AbortError' || (error.cause instanceof Error && isAbort(error.cause)))

const ofAnswer = (answer: Answer): Fault =>
  answer.refusal === 'OVERLONG'
    ? { kind: 'slow' }
    : { ...answer, kind: KINDS[answer.refusal] ?? 'refused' }

/** Reads whatever was thrown on the way to the server and back. */
export const faultOf = (error: unknown): Fault => {
  if (isAbort(error)) return { kind: 'slow' }
  if (!isTRPCClientError(error)) return broken
  const answer = Answer.safeParse(error.data)
  if (answer.success) return ofAnswer(answer.data)
  // a gateway's own error page says as little about what took effect as silence does
  return { kind: 'silent' }
}

/** The act may or may not have taken effect, or was put off: only a resend with the same id is safe. */
export const isUnanswered = (fault: Fault): boolean =>
  ['silent', 'slow', 'busy', 'broken'].includes(fault.kind)

/** Worth asking again without the person: the network's moods, not a broken server. */
export const isPassing = (fault: Fault): boolean =>
  fault.kind === 'silent' || fault.kind === 'slow' || fault.kind === 'busy'

/** One sentence: what happened, what to do now, that nothing typed is lost. */
export const sentenceOfFault = (fault: Fault): string => {
  if (fault.kind === 'silent') return say(navigator.onLine ? 'fault.silent' : 'fault.offline')
  if (fault.kind === 'slow') return say('fault.slow')
  const sentence = sentenceOf(fault.refusal, fault.facts)
  return fault.kind === 'broken' && fault.errorId
    ? say('fault.withCode', { sentence, code: fault.errorId })
    : sentence
}
