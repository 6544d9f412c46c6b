import { z } from 'zod'

/** The input of a procedure that asks for nothing. */
export const Nothing = z.strictObject({}).optional()
