import { createHash, randomBytes } from 'node:crypto'

/** A new session token: 256 random bits. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What is kept of a token; a fast hash suffices because the token cannot be guessed. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Stands for a login name that nobody has, so that failures are counted alike for known and unknown. */
export const unknownKey = (loginName: string): string =>
  `unknown:${createHash('sha256').update(loginName).digest('hex').slice(0, 32)}`
