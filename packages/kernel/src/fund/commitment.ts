import { z } from 'zod'
import { Day } from '../base/day.ts'
import { accept, type Decision, refuse } from '../base/decision.ts'
import { publicId, Revision } from '../base/id.ts'
import { type Fen, fen, NaturalFen, PositiveFen } from '../base/money.ts'
import { OrganizationId } from '../organization/organization.ts'
import type { Posting } from './account.ts'
import { unclaimed } from './claim.ts'
import { FundId } from './fund.ts'
import { HolderId, holderOf } from './holder.ts'

export const CommitmentId = publicId<'Commitment'>()
export type CommitmentId = z.infer<typeof CommitmentId>

export const COMMITMENT_STATES = {
  open: '执行中',
  settled: '已结清',
  carried: '已结转',
  reversed: '已冲销',
} as const
export const CommitmentState = z.enum(['open', 'settled', 'carried', 'reversed'])
export type CommitmentState = z.infer<typeof CommitmentState>

/** 占用: a signed contract that is to be paid from the money received. */
export const CommitmentForm = z.strictObject({
  fundId: FundId,
  beneficiaryId: OrganizationId,
  holderId: HolderId,
  title: z.string().trim().min(1).max(120),
  counterparty: z.string().trim().min(1).max(120),
  /** The day of the signature. */
  day: Day,
  amount: PositiveFen,
})
export type CommitmentForm = z.infer<typeof CommitmentForm>

/**
 * `used`: paid from it. `asked`: payments that wait for review. `released`: given back unpaid. `carried`: taken
 * unpaid into the next year; what is reused of it is signed anew.
 */
export const Commitment = CommitmentForm.extend({
  id: CommitmentId,
  organizationId: OrganizationId,
  state: CommitmentState,
  used: NaturalFen,
  asked: NaturalFen,
  released: NaturalFen,
  carried: NaturalFen,
  makerId: z.string(),
  madeOn: Day,
  batch: z.string(),
  revision: Revision,
})
export type Commitment = z.infer<typeof Commitment>

export const COMMITMENT_REFUSALS = [
  'COMMITMENT_NOT_OPEN',
  'COMMITMENT_DAY_IN_FUTURE',
  'COMMITMENT_EXCEEDED',
  'COMMITMENT_HAS_PAYMENTS_WAITING',
  'COMMITMENT_NOTHING_LEFT',
  'COMMITMENT_PAID_FROM',
] as const
export type CommitmentRefusal = (typeof COMMITMENT_REFUSALS)[number]

/** What is neither paid, nor waiting to be paid, nor given back, nor carried. */
export const commitmentLeft = (c: Commitment): Fen => fen(unclaimed(c) - c.released - c.carried)

/** What still stands in the stage `occupied`. */
export const commitmentHeld = (c: Commitment): Fen =>
  fen(c.amount - c.used - c.released - c.carried)

export const occupy = (
  form: CommitmentForm,
  facts: {
    readonly id: CommitmentId
    readonly organizationId: OrganizationId
    readonly makerId: string
    readonly today: Day
    readonly batch: string
  },
): Decision<Commitment, CommitmentRefusal> => {
  if (form.day > facts.today) return refuse('COMMITMENT_DAY_IN_FUTURE', { today: facts.today })
  return accept({
    ...form,
    id: facts.id,
    organizationId: facts.organizationId,
    state: 'open',
    used: fen(0),
    asked: fen(0),
    released: fen(0),
    carried: fen(0),
    makerId: facts.makerId,
    madeOn: facts.today,
    batch: facts.batch,
    revision: 0,
  })
}

/** Gives back all that is left; a payment that waits for review has to be settled before. */
export const releaseCommitment = (c: Commitment): Decision<Commitment, CommitmentRefusal> => {
  if (c.state !== 'open')
    return refuse('COMMITMENT_NOT_OPEN', { state: COMMITMENT_STATES[c.state] })
  if (c.asked > 0) return refuse('COMMITMENT_HAS_PAYMENTS_WAITING', { asked: c.asked })
  const left = commitmentLeft(c)
  if (left === 0) return refuse('COMMITMENT_NOTHING_LEFT')
  return accept(settled({ ...c, released: fen(c.released + left) }))
}

/** 结转 of what is occupied for it: whole or in part, never what waits for review. */
export const carryCommitment = (
  c: Commitment,
  amount: Fen,
): Decision<Commitment, CommitmentRefusal> => {
  const drawn = mayDraw(c, amount)
  return drawn.ok ? accept(settled({ ...c, carried: fen(c.carried + amount) })) : drawn
}

/** Whether a payment of this amount may be drawn on it. */
export const mayDraw = (c: Commitment, amount: Fen): Decision<null, CommitmentRefusal> => {
  if (c.state !== 'open')
    return refuse('COMMITMENT_NOT_OPEN', { state: COMMITMENT_STATES[c.state] })
  const left = commitmentLeft(c)
  return amount > left
    ? refuse('COMMITMENT_EXCEEDED', { title: c.title, left, asked: amount })
    : accept(null)
}

/** A contract is over when nothing of it stands in `occupied` any more. */
export const settledState = (c: Commitment): CommitmentState => {
  if (c.state === 'reversed') return 'reversed'
  if (commitmentHeld(c) > 0) return 'open'
  return c.carried > 0 ? 'carried' : 'settled'
}

const settled = (c: Commitment): Commitment => ({ ...c, state: settledState(c) })

/** The posting of a contract's signature or of its release; `document` is the contract. */
export const commitmentPosting = (
  c: Pick<Commitment, 'id' | 'organizationId' | 'beneficiaryId' | 'holderId'>,
  act: 'occupy' | 'release',
  amount: Fen,
): Posting => {
  const line = { beneficiary: c.beneficiaryId, holder: holderOf(c) }
  const held = { ...line, stage: 'held' } as const
  const occupied = { ...line, stage: 'occupied' } as const
  const [from, to] = act === 'occupy' ? [held, occupied] : [occupied, held]
  return { act, from, to, amount, document: c.id }
}
