import { z } from 'zod'
import { publicId } from '../base/id.ts'

export const LoginId = publicId<'Login'>()
export type LoginId = z.infer<typeof LoginId>

/** Hashes of the passwords before the present one, newest first. */
export const PasswordHashes = z.array(z.string())
