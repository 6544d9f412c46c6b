import { spellId } from '@qiangji/kernel/base/id.ts'

/** 20 characters of chance; `crypto.randomUUID` is missing on plain http and before Chrome 92. */
export const newRequestId = (): string => spellId(crypto.getRandomValues(new Uint8Array(20)))

export interface PressIds {
  /** The id of a press: the same while the same input has had no answer, a new one otherwise. */
  readonly idFor: (input: unknown) => string
  /** The server has answered, with a yes or a no: the next press is a new one. */
  readonly answered: () => void
}

/**
 * Keeps the request id of one button. A resend after a network fault must carry the id of the press it repeats, so that
 * the act takes effect once; a press after an answer is a new act. Changed input after a fault is a new act too.
 */
export const pressIds = (newId: () => string = newRequestId): PressIds => {
  let open: { id: string; body: string } | null = null
  return {
    idFor: (input) => {
      const body = JSON.stringify(input) ?? ''
      if (open?.body !== body) open = { id: newId(), body }
      return open.id
    },
    answered: () => {
      open = null
    },
  }
}
