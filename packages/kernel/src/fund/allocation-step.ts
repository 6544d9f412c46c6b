import { type Actor, handOf } from '../access/actor.ts'
import { different, type Hand } from '../access/conflict.ts'
import { POSTS, type PostCode } from '../access/post.ts'
import { accept, type Decision, refuse } from '../base/decision.ts'
import { ALLOCATION_STATE_WORDS, type Allocation, type AllocationState } from './allocation.ts'

/** What may happen to a plan. The two undo steps belong to 冲销, which decides about them itself. */
export const ALLOCATION_STEPS = [
  'submit',
  'pass',
  'send-back',
  'arrange',
  'object',
  'close-publicity',
  'issue',
  'void',
  'undo-issue',
  'undo-arrange',
] as const
export type AllocationStep = (typeof ALLOCATION_STEPS)[number]

export const ALLOCATION_STEP_WORDS: Readonly<Record<AllocationStep, string>> = {
  submit: '提交审核',
  pass: '审核通过',
  'send-back': '退回',
  arrange: '登记集体研究',
  object: '受理异议',
  'close-publicity': '公示结束',
  issue: '登记文号并印发',
  void: '作废',
  'undo-issue': '冲销下达',
  'undo-arrange': '冲销安排',
}

export interface AllocationTransition {
  readonly step: AllocationStep
  readonly from: AllocationState
  readonly to: AllocationState
  /** null: not taken by a person of this document, but by 冲销. */
  readonly post: PostCode | null
  /** What the ledger posts with it. */
  readonly posting: 'arrange' | 'withdraw' | 'issue' | null
}

const row = (
  step: AllocationStep,
  from: AllocationState,
  to: AllocationState,
  post: PostCode | null,
  posting: AllocationTransition['posting'] = null,
): AllocationTransition => ({ step, from, to, post, posting })

/**
 * The whole road of a plan; nothing else is possible. Source: 主席办公会、党组会 decide collectively
 * (三重一大), two departments review before it, and the office gives the number.
 */
export const ALLOCATION_TRANSITIONS: readonly AllocationTransition[] = [
  row('submit', 'drafting', 'programme-review', 'programme-clerk'),
  row('pass', 'programme-review', 'finance-review', 'programme-reviewer'),
  row('send-back', 'programme-review', 'drafting', 'programme-reviewer'),
  row('pass', 'finance-review', 'deliberation', 'finance-reviewer'),
  row('send-back', 'finance-review', 'drafting', 'finance-reviewer'),
  row('send-back', 'deliberation', 'drafting', 'programme-clerk'),
  row('arrange', 'deliberation', 'publicity', 'programme-clerk', 'arrange'),
  row('arrange', 'deliberation', 'numbering', 'programme-clerk', 'arrange'),
  row('object', 'publicity', 'deliberation', 'programme-clerk', 'withdraw'),
  row('close-publicity', 'publicity', 'numbering', 'programme-clerk'),
  row('issue', 'numbering', 'issued', 'office', 'issue'),
  row('void', 'drafting', 'void', 'programme-clerk'),
  row('void', 'programme-review', 'void', 'programme-clerk'),
  row('void', 'finance-review', 'void', 'programme-clerk'),
  row('void', 'deliberation', 'void', 'programme-clerk'),
  row('void', 'publicity', 'void', 'programme-clerk', 'withdraw'),
  row('void', 'numbering', 'void', 'programme-clerk', 'withdraw'),
  row('undo-issue', 'issued', 'numbering', null),
  row('undo-arrange', 'publicity', 'deliberation', null),
  row('undo-arrange', 'numbering', 'deliberation', null),
]

export type StepRefusal = 'STEP_NOT_NOW' | 'STEP_NOT_YOURS' | 'SAME_PERSON'
export type Taker = Pick<Actor, 'personId' | 'posts'>

/** The row of the table, or null. `to` is asked where one step leads to several states. */
export const transitionOf = (
  step: AllocationStep,
  from: AllocationState,
  to?: AllocationState,
): AllocationTransition | null =>
  ALLOCATION_TRANSITIONS.find(
    (t) => t.step === step && t.from === from && (to === undefined || t.to === to),
  ) ?? null

/**
 * Whether this person may take the step now, and with whose hand: asked by the server before the
 * step and by the page before it shows the button.
 */
export const mayTake = (
  allocation: Allocation,
  step: AllocationStep,
  taker: Taker,
): Decision<Hand, StepRefusal> => {
  const transition = transitionOf(step, allocation.state)
  if (transition?.post === undefined || transition.post === null)
    return refuse('STEP_NOT_NOW', {
      state: ALLOCATION_STATE_WORDS[allocation.state],
      step: ALLOCATION_STEP_WORDS[step],
    })
  const hand = handOf(taker, transition.post)
  if (hand === null)
    return refuse('STEP_NOT_YOURS', {
      post: POSTS[transition.post].name,
      step: ALLOCATION_STEP_WORDS[step],
    })
  return othersOf(allocation, transition).every((other) => different(other, hand))
    ? accept(hand)
    : refuse('SAME_PERSON')
}

/** The hands that must not be the one that takes the step: 经办 ≠ 业务审核 ≠ 财务审核, maker ≠ releaser. */
const othersOf = (a: Allocation, { from, posting }: AllocationTransition): readonly Hand[] => {
  const named = (hands: readonly (Hand | null)[]) => hands.filter((hand) => hand !== null)
  if (from === 'programme-review') return named([a.maker])
  if (from === 'finance-review') return named([a.maker, a.programmeReviewer])
  if (posting === 'arrange' || posting === 'withdraw') return named([a.financeReviewer])
  return []
}

/** The plan after a step of the table. */
export const moved = (
  allocation: Allocation,
  step: AllocationStep,
  to: AllocationState,
  change: Partial<Allocation> = {},
): Allocation => {
  const transition = transitionOf(step, allocation.state, to)
  if (transition === null) throw new Error(`no step ${step} from ${allocation.state} to ${to}`)
  return { ...allocation, ...change, state: transition.to }
}
