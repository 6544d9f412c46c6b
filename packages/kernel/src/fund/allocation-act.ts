import type { Hand } from '../access/conflict.ts'
import { addDays, type Day } from '../base/day.ts'
import { accept, type Decision, refuse } from '../base/decision.ts'
import type { Allocation, AllocationForm } from './allocation.ts'
import { mayTake, moved, type StepRefusal, type Taker } from './allocation-step.ts'
import type { Computation } from './computation.ts'
import {
  checkDocument,
  type DocumentNumber,
  formatDocumentNumber,
  type PaperRefusal,
} from './document.ts'
import type { MeetingForm } from './meeting.ts'

/** A step that was taken: the plan after it and the hand that took it. */
export interface Taken {
  readonly allocation: Allocation
  readonly hand: Hand
}

export type ReasonRefusal = 'STEP_REASON_MISSING'

/** Saves a draft: only while it is drafted, by a programme clerk. */
export const saveDraft = (
  allocation: Allocation,
  form: AllocationForm,
  taker: Taker,
): Decision<Allocation, StepRefusal> => {
  const may = mayTake(allocation, 'submit', taker)
  return may.ok ? accept({ ...allocation, form }) : may
}

export type SubmitRefusal = StepRefusal

/** 提交: the computation of the frozen inputs becomes version n + 1 and earlier passes fall away. */
export const submitAllocation = (
  allocation: Allocation,
  computation: Pick<Computation, 'total' | 'reserve'>,
  taker: Taker,
  today: Day,
): Decision<Taken, SubmitRefusal> => {
  const may = mayTake(allocation, 'submit', taker)
  if (!may.ok) return may
  return taken(
    moved(allocation, 'submit', 'programme-review', {
      version: allocation.version + 1,
      total: computation.total,
      reserve: computation.reserve,
      submittedOn: today,
      maker: may.value,
      programmeReviewer: null,
      financeReviewer: null,
    }),
    may.value,
  )
}

/** 审核通过, by the reviewer whose turn it is. */
export const passAllocation = (
  allocation: Allocation,
  taker: Taker,
): Decision<Taken, StepRefusal> => {
  const may = mayTake(allocation, 'pass', taker)
  if (!may.ok) return may
  const next =
    allocation.state === 'programme-review'
      ? moved(allocation, 'pass', 'finance-review', { programmeReviewer: may.value })
      : moved(allocation, 'pass', 'deliberation', { financeReviewer: may.value })
  return taken(next, may.value)
}

/** 退回 to the drafter, with a reason. */
export const sendBackAllocation = (
  allocation: Allocation,
  reason: string,
  taker: Taker,
): Decision<Taken, StepRefusal | ReasonRefusal> => {
  const may = mayTake(allocation, 'send-back', taker)
  if (!may.ok) return may
  if (reason.trim() === '') return refuse('STEP_REASON_MISSING')
  return taken(
    moved(allocation, 'send-back', 'drafting', { programmeReviewer: null, financeReviewer: null }),
    may.value,
  )
}

/** 公示 lasts at least this many natural days: five working days with a weekend; practice, not law. */
export const PUBLICITY_DAYS = 7

export type MeetingRefusal =
  | 'MEETING_IN_FUTURE'
  | 'MEETING_BEFORE_PLAN'
  | 'PUBLICITY_DAYS_MISSING'
  | 'PUBLICITY_TOO_SHORT'

export interface MeetingFacts {
  readonly today: Day
  /** Whether the fund asks for 公示. */
  readonly publicity: boolean
  /** The last day of 公示; null where none is asked. */
  readonly publicUntil: Day | null
}

/** 登记集体研究: the recorder makes, the finance reviewer who passed the plan released. */
export const recordMeeting = (
  allocation: Allocation,
  meeting: Pick<MeetingForm, 'day'>,
  facts: MeetingFacts,
  taker: Taker,
): Decision<Taken, StepRefusal | MeetingRefusal> => {
  const may = mayTake(allocation, 'arrange', taker)
  if (!may.ok) return may
  const { today, publicity, publicUntil } = facts
  if (meeting.day > today) return refuse('MEETING_IN_FUTURE', { day: meeting.day, today })
  if (allocation.submittedOn !== null && meeting.day < allocation.submittedOn)
    return refuse('MEETING_BEFORE_PLAN', {
      day: meeting.day,
      version: allocation.version,
      submitted: allocation.submittedOn,
    })
  const decided = { decidedOn: meeting.day }
  if (!publicity) return taken(moved(allocation, 'arrange', 'numbering', decided), may.value)
  if (publicUntil === null) return refuse('PUBLICITY_DAYS_MISSING')
  if (publicUntil < addDays(today, PUBLICITY_DAYS))
    return refuse('PUBLICITY_TOO_SHORT', { days: PUBLICITY_DAYS, until: publicUntil })
  return taken(moved(allocation, 'arrange', 'publicity', { ...decided, publicUntil }), may.value)
}

/** 受理异议: back to the meeting; what was arranged is withdrawn. */
export const objectToAllocation = (
  allocation: Allocation,
  reason: string,
  taker: Taker,
): Decision<Taken, StepRefusal | ReasonRefusal> => {
  const may = mayTake(allocation, 'object', taker)
  if (!may.ok) return may
  if (reason.trim() === '') return refuse('STEP_REASON_MISSING')
  return taken(moved(allocation, 'object', 'deliberation', NOT_DECIDED), may.value)
}

export type PublicityRefusal = 'PUBLICITY_RUNNING'

/** 公示结束, once its last day is over. */
export const closePublicity = (
  allocation: Allocation,
  taker: Taker,
  today: Day,
): Decision<Taken, StepRefusal | PublicityRefusal> => {
  const may = mayTake(allocation, 'close-publicity', taker)
  if (!may.ok) return may
  if (allocation.publicUntil !== null && today <= allocation.publicUntil)
    return refuse('PUBLICITY_RUNNING', { until: allocation.publicUntil })
  return taken(moved(allocation, 'close-publicity', 'numbering'), may.value)
}

export type IssueRefusal = PaperRefusal | 'ISSUE_BEFORE_MEETING'

export interface Issue extends Taken {
  readonly number: DocumentNumber
}

/** 登记文号并印发: the number was given by the office; `day` is the 成文日期 on the paper. */
export const issueAllocation = (
  allocation: Allocation,
  document: { readonly number: string; readonly day: Day },
  taker: Taker,
  today: Day,
): Decision<Issue, StepRefusal | IssueRefusal> => {
  const may = mayTake(allocation, 'issue', taker)
  if (!may.ok) return may
  const number = checkDocument(document, today)
  if (!number.ok) return number
  if (allocation.decidedOn !== null && document.day < allocation.decidedOn)
    return refuse('ISSUE_BEFORE_MEETING', { day: document.day, decided: allocation.decidedOn })
  const next = moved(allocation, 'issue', 'issued', {
    number: formatDocumentNumber(number.value),
    issuedOn: document.day,
  })
  return accept({ allocation: next, hand: may.value, number: number.value })
}

/** 作废, before it is issued; what was arranged is withdrawn. */
export const voidAllocation = (
  allocation: Allocation,
  reason: string,
  taker: Taker,
): Decision<Taken, StepRefusal | ReasonRefusal> => {
  const may = mayTake(allocation, 'void', taker)
  if (!may.ok) return may
  if (reason.trim() === '') return refuse('STEP_REASON_MISSING')
  return taken(moved(allocation, 'void', 'void', NOT_DECIDED), may.value)
}

/** What 冲销 leaves of a plan: an issue goes back to its number, an arrangement to the meeting. */
export const undoneAllocation = (allocation: Allocation, act: 'issue' | 'arrange'): Allocation =>
  act === 'issue'
    ? moved(allocation, 'undo-issue', 'numbering', { number: null, issuedOn: null })
    : moved(allocation, 'undo-arrange', 'deliberation', NOT_DECIDED)

const NOT_DECIDED = { decidedOn: null, publicUntil: null } as const

const taken = (allocation: Allocation, hand: Hand) => accept({ allocation, hand })
