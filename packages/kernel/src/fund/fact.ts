import { z } from 'zod'
import { Day } from '../base/day.ts'
import { Decimal } from '../base/decimal.ts'
import { type Refused, refuse } from '../base/decision.ts'
import { type ComputationRefusal, recipientFacts } from './computation-refusal.ts'
import type { Part, PartKey } from './part.ts'
import type { PlanInputs, Roll } from './plan-inputs.ts'
import { type PlanRecipient, RecipientKey } from './plan-recipient.ts'

/** What a fact is about, such as "members". */
export const FactKey = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/)
export type FactKey = z.infer<typeof FactKey>

/** A fact with the name the plan shows for it, such as 会员数. */
export const FactName = z
  .strictObject({ key: FactKey, name: z.string().trim().min(1).max(30) })
  .readonly()
export type FactName = z.infer<typeof FactName>

/** One figure of one recipient, copied into the plan with its date and source. */
export const Fact = z
  .strictObject({
    recipient: RecipientKey,
    key: FactKey,
    value: Decimal,
    /** The day the figure stands for. */
    date: Day,
    source: z.string().trim().min(1).max(120),
    /** 演示数据. */
    demonstration: z.boolean(),
  })
  .readonly()
export type Fact = z.infer<typeof Fact>

/** The facts that the parts of a plan use, by key, then by recipient. */
export type FactTable = ReadonlyMap<FactKey, ReadonlyMap<RecipientKey, Fact>>

/** The facts that a part takes from each of its recipients. */
export const factsUsed = (part: Part): readonly FactName[] =>
  part.method === 'factor' ? part.factors : part.method === 'quota' ? [part.count] : []

/** Tabulates facts; of two for one recipient and key the later one stands, and a check refuses them. */
export const factTable = (facts: readonly Fact[]): FactTable => {
  const table = new Map<FactKey, Map<string, Fact>>()
  for (const fact of facts) {
    const row = table.get(fact.key) ?? new Map<string, Fact>()
    row.set(fact.recipient, fact)
    table.set(fact.key, row)
  }
  return table
}

/** The facts that decide a plan: those its parts use, for the recipients they use them for. */
export const decidingFacts = (inputs: PlanInputs, roll: Roll): readonly Fact[] => {
  const used = new Map<FactKey, Set<string>>()
  for (const part of inputs.parts)
    for (const { key } of factsUsed(part)) {
      const users = used.get(key) ?? new Set<string>()
      for (const { id } of membersOf(roll, part.id)) users.add(id)
      used.set(key, users)
    }
  return inputs.facts.filter(({ key, recipient }) => used.get(key)?.has(recipient) ?? false)
}

/** FACT_TWICE, FACT_MISSING, FACT_NEGATIVE: a missing fact is never read as zero. */
export const checkFacts = (
  inputs: PlanInputs,
  roll: Roll,
  deciding: readonly Fact[],
  table: FactTable,
): Refused<ComputationRefusal> | null =>
  twice(deciding, roll) ??
  firstUse(inputs, roll, (used, recipient) =>
    table.get(used.key)?.has(recipient.id) ? null : refuse('FACT_MISSING', factOf(used, recipient)),
  ) ??
  firstUse(inputs, roll, (used, recipient) => {
    const value = table.get(used.key)?.get(recipient.id)?.value ?? ''
    if (!value.startsWith('-')) return null
    return refuse('FACT_NEGATIVE', { ...factOf(used, recipient), value })
  })

const twice = (deciding: readonly Fact[], roll: Roll): Refused<ComputationRefusal> | null => {
  const seen = new Set<string>()
  const repeated = new Map<string, Fact>()
  for (const fact of deciding) {
    const at = `${fact.key} ${fact.recipient}`
    if (seen.has(at)) repeated.set(fact.recipient, fact)
    seen.add(at)
  }
  const first = roll.recipients.find(({ id }) => repeated.has(id))
  if (first === undefined) return null
  const key = repeated.get(first.id)?.key ?? ''
  return refuse('FACT_TWICE', { ...recipientFacts(first), fact: key })
}

/** Asks part by part, fact by fact, recipient by recipient (by code), and stops at the first refusal. */
const firstUse = (
  { parts }: PlanInputs,
  roll: Roll,
  ask: (used: FactName, recipient: PlanRecipient) => Refused<ComputationRefusal> | null,
): Refused<ComputationRefusal> | null => {
  for (const part of parts)
    for (const used of factsUsed(part))
      for (const recipient of membersOf(roll, part.id)) {
        const refused = ask(used, recipient)
        if (refused !== null) return refused
      }
  return null
}

const membersOf = (roll: Roll, part: PartKey): readonly PlanRecipient[] =>
  roll.members.get(part) ?? []

const factOf = (used: FactName, recipient: PlanRecipient) => ({
  ...recipientFacts(recipient),
  fact: used.key,
  factName: used.name,
})
