import { z } from 'zod'
import { ClassName } from './class.ts'

/** An organization's id; opaque here. */
export const RecipientKey = z.string().min(1).max(40)
export type RecipientKey = z.infer<typeof RecipientKey>

/** A recipient as the plan sees it on its date. The code (行政区划代码) orders lines and breaks ties. */
export const PlanRecipient = z
  .strictObject({
    id: RecipientKey,
    code: z.string().min(1).max(20),
    name: z.string().min(1).max(60),
    /** The code of the prefecture the line is grouped under. */
    prefecture: z.string().min(1).max(20),
    className: ClassName.nullable(),
  })
  .readonly()
export type PlanRecipient = z.infer<typeof PlanRecipient>

/** Codes are compared as plain text, never by a locale. */
export const byCode = (a: PlanRecipient, b: PlanRecipient): number =>
  a.code < b.code ? -1 : a.code > b.code ? 1 : 0
