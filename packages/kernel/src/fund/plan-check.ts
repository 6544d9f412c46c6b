import { type Refused, refuse } from '../base/decision.ts'
import { type ComputationRefusal, partFacts, recipientFacts } from './computation-refusal.ts'
import { floats, type Part } from './part.ts'
import { type PlanInputs, recipientsOf } from './plan-inputs.ts'
import { byCode, type PlanRecipient } from './plan-recipient.ts'
import type { Rounding } from './rounding.ts'

type Refusal = Refused<ComputationRefusal> | null

/** What the plan names: NO_PARTS to REMAINDER_WITHOUT_FACTOR, before anything is read or computed. */
export const checkPlan = (inputs: PlanInputs): Refusal =>
  (inputs.parts.length === 0 ? refuse('NO_PARTS') : null) ??
  (inputs.recipients.length === 0 ? refuse('NO_RECIPIENTS') : null) ??
  partTwice(inputs.parts) ??
  twoRests(inputs.parts) ??
  recipientTwice(inputs) ??
  recipientUnknown(inputs) ??
  reasonMissing(inputs.parts) ??
  remainderWithoutFactor(inputs)

const partTwice = (parts: readonly Part[]): Refusal => {
  const again = repeated(parts, ({ id }) => id)
  return again === undefined ? null : refuse('PART_TWICE', partFacts(again))
}

const twoRests = (parts: readonly Part[]): Refusal => {
  const [first, second] = parts.filter((part) => floats(part) && part.amount === 'rest')
  if (first === undefined || second === undefined) return null
  return refuse('TWO_RESTS', { ...partFacts(second), first: first.name })
}

/** In the plan's list (by id or by code), in a part's list, or in the lines of a manual part. */
const recipientTwice = ({ recipients, parts }: PlanInputs): Refusal => {
  const sorted = recipients.toSorted(byCode)
  const again = repeated(sorted, ({ id }) => id) ?? repeated(sorted, ({ code }) => code)
  if (again !== undefined) return refuse('RECIPIENT_TWICE', recipientFacts(again))
  for (const part of parts) {
    const names = part.method === 'project' ? 'all' : recipientsOf(part)
    const id = names === 'all' ? undefined : repeated(names, (name) => name)
    if (id !== undefined)
      return refuse('RECIPIENT_TWICE', { ...partFacts(part), ...known(recipients, id) })
  }
  return null
}

/** Named by a part or a bound, and not in the plan's list. */
const recipientUnknown = ({ recipients, parts, rule }: PlanInputs): Refusal => {
  const ids = new Set(recipients.map(({ id }) => id))
  for (const part of parts) {
    const names = recipientsOf(part)
    const stranger = names === 'all' ? undefined : names.find((id) => !ids.has(id))
    if (stranger !== undefined)
      return refuse('RECIPIENT_UNKNOWN', { ...partFacts(part), recipient: stranger })
  }
  const stranger = Object.keys(rule.bounds.recipients)
    .toSorted()
    .find((id) => !ids.has(id))
  return stranger === undefined ? null : refuse('RECIPIENT_UNKNOWN', { recipient: stranger })
}

const reasonMissing = (parts: readonly Part[]): Refusal => {
  const silent = parts.find((part) => part.method === 'manual' && part.reason.trim() === '')
  return silent === undefined ? null : refuse('PART_REASON_MISSING', partFacts(silent))
}

/** 最大余数 gives equals unequal amounts, so it is offered only where a factor part tells them apart. */
export const roundingModes = (parts: readonly Part[]): readonly Rounding['mode'][] =>
  parts.some(({ method }) => method === 'factor') ? ['floor', 'largest-remainder'] : ['floor']

const remainderWithoutFactor = ({ parts, rule }: PlanInputs): Refusal =>
  roundingModes(parts).includes(rule.rounding.mode) ? null : refuse('REMAINDER_WITHOUT_FACTOR')

const repeated = <T>(rows: readonly T[], key: (row: T) => string): T | undefined => {
  const seen = new Set<string>()
  return rows.find((row) => {
    const again = seen.has(key(row))
    seen.add(key(row))
    return again
  })
}

const known = (recipients: readonly PlanRecipient[], id: string) => {
  const found = recipients.find((recipient) => recipient.id === id)
  return found === undefined ? { recipient: id } : recipientFacts(found)
}
