import { z } from 'zod'
import { Decimal } from '../base/decimal.ts'
import { type Refused, refuse } from '../base/decision.ts'
import { type ComputationRefusal, partFacts, recipientFacts } from './computation-refusal.ts'
import type { Part } from './part.ts'
import type { PlanInputs, Roll } from './plan-inputs.ts'
import type { PlanRecipient } from './plan-recipient.ts'

/** 分类 of a recipient, such as 一类; the fund's own list. */
export const ClassName = z.string().trim().min(1).max(20)
export type ClassName = z.infer<typeof ClassName>

/** A multiplier of the factor score per class, at least zero. */
export const Coefficients = z.record(ClassName, Decimal).readonly()
export type Coefficients = z.infer<typeof Coefficients>

/** What a table keeps for a class; a class it does not name, or none, has nothing. */
export const forClass = <T>(
  table: Readonly<Record<ClassName, T>>,
  className: ClassName | null,
): T | undefined =>
  className !== null && Object.hasOwn(table, className) ? table[className] : undefined

/** CLASS_MISSING, CLASS_AMOUNT_MISSING, COEFFICIENT_MISSING, COEFFICIENT_NEGATIVE. */
export const checkClasses = (
  inputs: PlanInputs,
  roll: Roll,
): Refused<ComputationRefusal> | null => {
  const { coefficients, bounds } = inputs.rule
  const classless = ({ className }: PlanRecipient) => className === null
  const bounded = Object.keys(bounds.classes).length > 0
  return (
    firstMember(
      inputs,
      roll,
      'CLASS_MISSING',
      (part, recipient) =>
        classless(recipient) &&
        (bounded || part.method === 'class' || (part.method === 'factor' && coefficients !== null)),
    ) ??
    firstMember(
      inputs,
      roll,
      'CLASS_AMOUNT_MISSING',
      (part, { className }) =>
        part.method === 'class' && forClass(part.amounts, className) === undefined,
    ) ??
    firstMember(
      inputs,
      roll,
      'COEFFICIENT_MISSING',
      (part, { className }) =>
        part.method === 'factor' &&
        coefficients !== null &&
        forClass(coefficients, className) === undefined,
    ) ??
    negative(coefficients ?? {})
  )
}

const firstMember = (
  { parts }: PlanInputs,
  roll: Roll,
  refusal: ComputationRefusal,
  wrong: (part: Part, recipient: PlanRecipient) => boolean,
): Refused<ComputationRefusal> | null => {
  for (const part of parts) {
    const found = roll.members.get(part.id)?.find((recipient) => wrong(part, recipient))
    if (found !== undefined)
      return refuse(refusal, {
        ...partFacts(part),
        ...recipientFacts(found),
        ...(found.className === null ? {} : { className: found.className }),
      })
  }
  return null
}

const negative = (coefficients: Coefficients): Refused<ComputationRefusal> | null => {
  const classes = Object.keys(coefficients).toSorted()
  const className = classes.find((name) => forClass(coefficients, name)?.startsWith('-'))
  if (className === undefined) return null
  const coefficient = forClass(coefficients, className) ?? ''
  return refuse('COEFFICIENT_NEGATIVE', { className, coefficient })
}
