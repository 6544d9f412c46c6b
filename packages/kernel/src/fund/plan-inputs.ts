import { z } from 'zod'
import { GivenFen } from '../base/money.ts'
import { Bounds } from './bounds.ts'
import { Coefficients } from './class.ts'
import { Fact } from './fact.ts'
import { Part, type PartKey } from './part.ts'
import { byCode, PlanRecipient, type RecipientKey } from './plan-recipient.ts'
import { Rounding } from './rounding.ts'

/** What holds for the whole plan, beside its parts. */
export const Rule = z
  .strictObject({
    rounding: Rounding,
    bounds: Bounds,
    /** 分类系数 of the factor parts; null: every class counts as 1. */
    coefficients: Coefficients.nullable(),
    /** 预留(机动) held back before anything is shared, in fen; "the rest" starts below it. */
    reserve: GivenFen,
  })
  .readonly()
export type Rule = z.infer<typeof Rule>

/** Everything a computation depends on: the same inputs give the same lines, whatever their order. */
export const PlanInputs = z
  .strictObject({
    /** 专项总额 to be shared, in fen. */
    pot: GivenFen,
    recipients: z.array(PlanRecipient).readonly(),
    parts: z.array(Part).readonly(),
    rule: Rule,
    facts: z.array(Fact).readonly(),
  })
  .readonly()
export type PlanInputs = z.infer<typeof PlanInputs>

/** The recipients that at least one part names, by code, and those of every part. */
export interface Roll {
  readonly recipients: readonly PlanRecipient[]
  readonly members: ReadonlyMap<PartKey, readonly PlanRecipient[]>
}

/** Reads the roll of inputs whose names were checked. */
export const rollOf = ({ recipients, parts }: PlanInputs): Roll => {
  const sorted = recipients.toSorted(byCode)
  const members = new Map<PartKey, readonly PlanRecipient[]>()
  const named = new Set<RecipientKey>()
  for (const part of parts) {
    const names = recipientsOf(part)
    const wanted = names === 'all' ? null : new Set(names)
    const mine = wanted === null ? sorted : sorted.filter(({ id }) => wanted.has(id))
    for (const { id } of mine) named.add(id)
    members.set(part.id, mine)
  }
  return { recipients: sorted.filter(({ id }) => named.has(id)), members }
}

/** Whom a part names: its list, or the recipients of its lines. */
export const recipientsOf = (part: Part): 'all' | readonly RecipientKey[] =>
  part.method === 'project' || part.method === 'manual'
    ? part.lines.map(({ recipient }) => recipient)
    : part.recipients
