import { z } from 'zod'
import { different, type Hand } from '../access/conflict.ts'
import type { PostCode } from '../access/post.ts'
import { Day } from '../base/day.ts'
import { accept, type Decision, refuse } from '../base/decision.ts'
import { publicId, Revision } from '../base/id.ts'
import { OrganizationId } from '../organization/organization.ts'
import { AuditItemId } from './audit-sample.ts'
import { HandRecord } from './bank-account.ts'
import { checkDocument, DocumentForm, type PaperRefusal } from './document.ts'
import { FundId } from './fund.ts'

export const PauseId = publicId<'Pause'>()
export type PauseId = z.infer<typeof PauseId>

export const PAUSE_STATES = {
  proposed: '待执行',
  standing: '暂停拨付',
  declined: '未采纳',
  lifted: '已解除',
} as const
export const PauseState = z.enum(['proposed', 'standing', 'declined', 'lifted'])
export type PauseState = z.infer<typeof PauseState>

/** No other change of state is possible; who was declined proposes anew. */
export const PAUSE_TRANSITIONS: readonly (readonly [PauseState, PauseState])[] = [
  ['proposed', 'standing'],
  ['proposed', 'declined'],
  ['standing', 'lifted'],
]

/** Whose wish it is: 经审 proposes with its own paper, finance records the leaders'. */
export const PAUSE_ORIGINS = { audit: '审计意见', leaders: '领导批示' } as const
export const PauseOrigin = z.enum(['audit', 'leaders'])
export type PauseOrigin = z.infer<typeof PauseOrigin>

export const PAUSE_PROPOSERS: Readonly<Record<PauseOrigin, readonly PostCode[]>> = {
  audit: ['audit-committee'],
  leaders: ['finance-clerk', 'finance-reviewer'],
}
export const PAUSE_EXECUTOR = 'finance-reviewer' satisfies PostCode

const reason = z.string().trim().min(1).max(500)

export const PauseForm = z.strictObject({
  fundId: FundId,
  organizationId: OrganizationId,
  origin: PauseOrigin,
  reason,
  /** 依据文件, such as 审计意见 with its number. */
  document: DocumentForm,
  /** The sampled spending that led to it. */
  auditItemId: AuditItemId.nullable(),
})
export type PauseForm = z.infer<typeof PauseForm>

/** 提出解除: with its reason and paper, as the pause itself. */
export const LiftForm = z.strictObject({ origin: PauseOrigin, reason, document: DocumentForm })
export type LiftForm = z.infer<typeof LiftForm>

/** 暂停拨付 of one organization, with all below it, in one fund. */
export const Pause = PauseForm.extend({
  id: PauseId,
  state: PauseState,
  /** null only for papers older than the form. */
  document: DocumentForm.extend({ day: Day.nullable(), title: z.string().nullable() }),
  proposer: HandRecord,
  proposedOn: Day,
  decider: HandRecord.nullable(),
  decidedOn: Day.nullable(),
  declineReason: z.string().nullable(),
  lift: LiftForm.extend({ proposer: HandRecord, proposedOn: Day }).nullable(),
  lifter: HandRecord.nullable(),
  liftedOn: Day.nullable(),
  revision: Revision,
})
export type Pause = z.infer<typeof Pause>

/** In order of precedence. */
export const PAUSE_REFUSALS = [
  'PAUSE_OF_PROVINCE',
  'PAUSE_OPEN_ALREADY',
  'PAUSE_STATE',
  'PAUSE_LIFT_ASKED_ALREADY',
  'PAUSE_LIFT_NOT_ASKED',
] as const
export type PauseRefusal = (typeof PAUSE_REFUSALS)[number]
type Refusal = PauseRefusal | PaperRefusal | 'SAME_PERSON'
type Decided = Decision<Pause, Refusal>

export interface ProposalFacts {
  readonly id: PauseId
  readonly today: Day
  /** The organization is the provincial federation, which is paused by nobody below it. */
  readonly isProvince: boolean
  /** Another one of the same fund and organization is proposed or stands. */
  readonly open: PauseState | null
}

export const proposePause = (form: PauseForm, hand: Hand, facts: ProposalFacts): Decided => {
  if (facts.isProvince) return refuse('PAUSE_OF_PROVINCE')
  if (facts.open !== null) return refuse('PAUSE_OPEN_ALREADY', { state: PAUSE_STATES[facts.open] })
  const number = checkDocument(form.document, facts.today)
  if (!number.ok) return number
  return accept({
    ...form,
    id: facts.id,
    state: 'proposed',
    proposer: { ...hand },
    proposedOn: facts.today,
    decider: null,
    decidedOn: null,
    declineReason: null,
    lift: null,
    lifter: null,
    liftedOn: null,
    revision: 0,
  })
}

const step = (pause: Pause, to: PauseState): Decided =>
  PAUSE_TRANSITIONS.some(([from, next]) => from === pause.state && next === to)
    ? accept({ ...pause, state: to })
    : refuse('PAUSE_STATE', { state: PAUSE_STATES[pause.state] })

/** Finance executes: from now on the ledger refuses the acts of 暂停拨付. Another person than who proposed. */
export const executePause = (pause: Pause, hand: Hand, today: Day): Decided =>
  decide(pause, 'standing', hand, today, null)

export const declinePause = (pause: Pause, hand: Hand, today: Day, why: string): Decided =>
  decide(pause, 'declined', hand, today, why)

const decide = (
  pause: Pause,
  to: 'standing' | 'declined',
  hand: Hand,
  today: Day,
  why: string | null,
): Decided => {
  const next = step(pause, to)
  if (!next.ok) return next
  if (!different(pause.proposer, hand)) return refuse('SAME_PERSON')
  return accept({ ...next.value, decider: { ...hand }, decidedOn: today, declineReason: why })
}

export const proposeLift = (pause: Pause, form: LiftForm, hand: Hand, today: Day): Decided => {
  if (pause.state !== 'standing') return refuse('PAUSE_STATE', { state: PAUSE_STATES[pause.state] })
  if (pause.lift !== null) return refuse('PAUSE_LIFT_ASKED_ALREADY')
  const number = checkDocument(form.document, today)
  if (!number.ok) return number
  return accept({ ...pause, lift: { ...form, proposer: { ...hand }, proposedOn: today } })
}

/** Finance lifts it, on a proposal of another person. */
export const liftPause = (pause: Pause, hand: Hand, today: Day): Decided => {
  const next = step(pause, 'lifted')
  if (!next.ok) return next
  if (pause.lift === null) return refuse('PAUSE_LIFT_NOT_ASKED')
  if (!different(pause.lift.proposer, hand)) return refuse('SAME_PERSON')
  return accept({ ...next.value, lifter: { ...hand }, liftedOn: today })
}
