import { accept, type Decision, type RefusalFacts, refuse } from '../base/decision.ts'
import { type Fen, fen, WAN } from '../base/money.ts'
import type { AllocationForm } from './allocation.ts'
import { type AllocationLine, differenceOf } from './allocation-line.ts'

/** A line that changes by more than this against last year asks for a 说明, in fen. */
export const CHANGE_ASKS_NOTE: Fen = fen(10 * WAN)

/** 提交前检查, in the order shown; the computation itself is checked before them. */
export const SUBMISSION_CHECKS = [
  'PLAN_EMPTY',
  'POT_ABOVE_AVAILABLE',
  'LINE_WITHOUT_AMOUNT',
  'CHANGE_WITHOUT_NOTE',
] as const
export type SubmissionRefusal = (typeof SUBMISSION_CHECKS)[number]

export interface SubmissionCheck {
  readonly check: SubmissionRefusal
  readonly passed: boolean
  readonly facts: RefusalFacts
}

/** The checks of a computed plan: shown beside the editor, and asked again by the server. */
export const checkSubmission = (
  form: Pick<AllocationForm, 'pot' | 'note'>,
  lines: readonly AllocationLine[],
  available: Fen,
): readonly SubmissionCheck[] => {
  const changed = largeChanges(lines)
  const empty = lines.filter(({ amount }) => amount === 0)
  const total = lines.reduce((sum, { amount }) => sum + amount, 0)
  const noted = form.note.trim() !== ''
  return [
    { check: 'PLAN_EMPTY', passed: total > 0, facts: {} },
    {
      check: 'POT_ABOVE_AVAILABLE',
      passed: form.pot <= available,
      facts: { pot: form.pot, available, above: form.pot - available },
    },
    {
      check: 'LINE_WITHOUT_AMOUNT',
      passed: empty.length === 0 || noted,
      facts: { count: empty.length, name: empty[0]?.name ?? '' },
    },
    {
      check: 'CHANGE_WITHOUT_NOTE',
      passed: changed.length === 0 || noted,
      facts: { count: changed.length, above: CHANGE_ASKS_NOTE },
    },
  ]
}

export const largeChanges = (lines: readonly AllocationLine[]): readonly AllocationLine[] =>
  lines.filter((line) => Math.abs(differenceOf(line) ?? 0) > CHANGE_ASKS_NOTE)

/** The first check that is not passed, as a refusal. */
export const maySubmit = (
  checks: readonly SubmissionCheck[],
): Decision<null, SubmissionRefusal> => {
  const failed = checks.find(({ passed }) => !passed)
  return failed === undefined ? accept(null) : refuse(failed.check, failed.facts)
}
