import { z } from 'zod'
import { Day } from '../base/day.ts'
import { accept, type Decision, refuse } from '../base/decision.ts'
import { publicId, Revision } from '../base/id.ts'
import { type Fen, fen, NaturalFen, VoucherFen } from '../base/money.ts'
import { OrganizationId } from '../organization/organization.ts'
import { unclaimed } from './claim.ts'
import { FundId } from './fund.ts'
import { HolderId } from './holder.ts'

export const AdvanceId = publicId<'Advance'>()
export type AdvanceId = z.infer<typeof AdvanceId>

export const ADVANCE_STATES = { open: '未归垫', settled: '已归垫', cancelled: '已撤销' } as const
export const AdvanceState = z.enum(['open', 'settled', 'cancelled'])
export type AdvanceState = z.infer<typeof AdvanceState>

/**
 * 先行垫付: the county has spent its own 工会经费 for the purpose before the grant came. It stands outside the
 * fund; the 归垫 is the fund's spending and names it.
 */
export const AdvanceForm = z.strictObject({
  fundId: FundId,
  beneficiaryId: OrganizationId,
  /** The account that repays it. */
  holderId: HolderId,
  title: z.string().trim().min(1).max(120),
  /** The day on which the own money was spent. */
  day: Day,
  /** 凭证号 in the county's own books. */
  voucher: z.string().trim().max(30).nullable(),
  amount: VoucherFen,
})
export type AdvanceForm = z.infer<typeof AdvanceForm>

/** `used`: repaid by posted 归垫. `asked`: 归垫 that waits for review. */
export const Advance = AdvanceForm.extend({
  id: AdvanceId,
  organizationId: OrganizationId,
  state: AdvanceState,
  used: NaturalFen,
  asked: NaturalFen,
  makerId: z.string(),
  madeOn: Day,
  revision: Revision,
})
export type Advance = z.infer<typeof Advance>

export const ADVANCE_REFUSALS = [
  'ADVANCE_NOT_OPEN',
  'ADVANCE_DAY_IN_FUTURE',
  'ADVANCE_EXCEEDED',
  'ADVANCE_REPAID_IN_PART',
] as const
export type AdvanceRefusal = (typeof ADVANCE_REFUSALS)[number]

export const recordAdvance = (
  form: AdvanceForm,
  facts: {
    readonly id: AdvanceId
    readonly organizationId: OrganizationId
    readonly makerId: string
    readonly today: Day
  },
): Decision<Advance, AdvanceRefusal> => {
  if (form.day > facts.today) return refuse('ADVANCE_DAY_IN_FUTURE', { today: facts.today })
  return accept({
    ...form,
    id: facts.id,
    organizationId: facts.organizationId,
    state: 'open',
    used: fen(0),
    asked: fen(0),
    makerId: facts.makerId,
    madeOn: facts.today,
    revision: 0,
  })
}

/** Strikes an advance that was recorded by mistake; once something of it was repaid it stays. */
export const cancelAdvance = (a: Advance): Decision<Advance, AdvanceRefusal> => {
  if (a.state !== 'open') return refuse('ADVANCE_NOT_OPEN', { state: ADVANCE_STATES[a.state] })
  if (a.used > 0 || a.asked > 0) return refuse('ADVANCE_REPAID_IN_PART')
  return accept({ ...a, state: 'cancelled' })
}

/** Σ 归垫 ≤ 垫付, counting what waits for review. */
export const mayRepay = (a: Advance, amount: Fen): Decision<null, AdvanceRefusal> => {
  if (a.state !== 'open') return refuse('ADVANCE_NOT_OPEN', { state: ADVANCE_STATES[a.state] })
  const left = unclaimed(a)
  return amount > left
    ? refuse('ADVANCE_EXCEEDED', { title: a.title, left, asked: amount })
    : accept(null)
}

export const repaidState = (a: Advance): AdvanceState => {
  if (a.state === 'cancelled') return 'cancelled'
  return a.used === a.amount ? 'settled' : 'open'
}
