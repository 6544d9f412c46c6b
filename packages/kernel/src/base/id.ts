import { z } from 'zod'

/** 20 characters of Crockford's base 32: 100 random bits. Integers never leave the store. */
const PUBLIC_ID = /^[0-9a-hjkmnp-tv-z]{20}$/

/** A public id schema of one noun; the brand keeps the ids of two nouns apart. */
export const publicId = <Name extends string>() => z.string().regex(PUBLIC_ID).brand<Name>()

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** Spells 20 public-id characters from at least 20 random bytes; chance is the caller's. */
export const spellId = (random: Uint8Array): string => {
  let text = ''
  for (let i = 0; i < 20; i++) text += ALPHABET[(random[i] ?? 0) & 31]
  return text
}

/** A request id chosen by the client, kept over a resend: a UUID or any 16–64 safe characters. */
export const RequestId = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/)
export type RequestId = z.infer<typeof RequestId>

/** Raised by one at every save; an edit names the revision it read. */
export const Revision = z.int().min(0)
