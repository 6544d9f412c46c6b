import { z } from 'zod'
import { GivenFen } from '../base/money.ts'
import { ClassName } from './class.ts'
import { FactName } from './fact.ts'
import { Factor } from './factor.ts'
import { RecipientKey } from './plan-recipient.ts'

/** Names a part within its plan. */
export const PartKey = z.string().regex(/^[a-z0-9][a-z0-9-]{0,19}$/)
export type PartKey = z.infer<typeof PartKey>

/** How a 分项 is shared, in the order in which the methods are offered. */
export const METHODS = {
  equal: '均分',
  class: '分档',
  quota: '定额',
  factor: '因素法',
  project: '项目',
  manual: '手工',
} as const
export type Method = keyof typeof METHODS

const head = { id: PartKey, name: z.string().trim().min(1).max(40) }
const recipients = z.union([z.literal('all'), z.array(RecipientKey).min(1).readonly()])
/** Fen to be shared, or what the other parts and the reserve leave of the pot: 其余. */
const amount = z.union([z.literal('rest'), GivenFen])

export const EqualPart = z
  .strictObject({ ...head, method: z.literal('equal'), recipients, amount })
  .readonly()
export type EqualPart = z.infer<typeof EqualPart>

export const FactorPart = z
  .strictObject({
    ...head,
    method: z.literal('factor'),
    recipients,
    amount,
    factors: z.array(Factor).min(1).max(20).readonly(),
  })
  .readonly()
export type FactorPart = z.infer<typeof FactorPart>

export const ClassPart = z
  .strictObject({
    ...head,
    method: z.literal('class'),
    recipients,
    /** Fen for each recipient of the class. */
    amounts: z.record(ClassName, GivenFen).readonly(),
  })
  .readonly()
export type ClassPart = z.infer<typeof ClassPart>

export const QuotaPart = z
  .strictObject({
    ...head,
    method: z.literal('quota'),
    recipients,
    /** 定额标准 in fen for one of what is counted. */
    each: GivenFen,
    count: FactName,
  })
  .readonly()
export type QuotaPart = z.infer<typeof QuotaPart>

export const ProjectPart = z
  .strictObject({
    ...head,
    method: z.literal('project'),
    /** The approved list; a recipient may have several projects. */
    lines: z
      .array(
        z
          .strictObject({
            recipient: RecipientKey,
            title: z.string().trim().min(1).max(120),
            amount: GivenFen,
          })
          .readonly(),
      )
      .min(1)
      .readonly(),
  })
  .readonly()
export type ProjectPart = z.infer<typeof ProjectPart>

export const ManualPart = z
  .strictObject({
    ...head,
    method: z.literal('manual'),
    /** Why these amounts follow no rule; may be empty only while the plan is being written. */
    reason: z.string().trim().max(400),
    lines: z
      .array(z.strictObject({ recipient: RecipientKey, amount: GivenFen }).readonly())
      .min(1)
      .readonly(),
  })
  .readonly()
export type ManualPart = z.infer<typeof ManualPart>

/** 分项: its amount is given (or the rest) when it is shared, and follows from its lines when it is not. */
export const Part = z.discriminatedUnion('method', [
  EqualPart,
  ClassPart,
  QuotaPart,
  FactorPart,
  ProjectPart,
  ManualPart,
])
export type Part = z.infer<typeof Part>

export type FloatingPart = EqualPart | FactorPart
export type FixedPart = Exclude<Part, FloatingPart>

/** Only shared amounts give way to floors and caps; amounts that name their recipient never change. */
export const floats = (part: Part): part is FloatingPart =>
  part.method === 'equal' || part.method === 'factor'
