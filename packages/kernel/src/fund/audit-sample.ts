import { z } from 'zod'
import { Day } from '../base/day.ts'
import { accept, type Decision, refuse } from '../base/decision.ts'
import { publicId } from '../base/id.ts'
import { type Fen, NaturalFen, PositiveFen } from '../base/money.ts'
import { OrganizationId } from '../organization/organization.ts'
import { HandRecord } from './bank-account.ts'
import { FundId } from './fund.ts'

export const AuditSampleId = publicId<'AuditSample'>()
export type AuditSampleId = z.infer<typeof AuditSampleId>
export const AuditItemId = publicId<'AuditItem'>()
export type AuditItemId = z.infer<typeof AuditItemId>

/** 抽查: all spendings from the threshold up, and a draw of `count` among the rest. */
export const AuditSampleForm = z.strictObject({
  fundId: FundId,
  /** Whose spendings, with all below. */
  organizationId: OrganizationId,
  title: z.string().trim().min(1).max(100),
  from: Day,
  to: Day,
  /** null: no amount is certain to be looked at. */
  threshold: PositiveFen.nullable(),
  count: z.int().min(0).max(300),
})
export type AuditSampleForm = z.infer<typeof AuditSampleForm>

export const AuditSample = AuditSampleForm.extend({
  id: AuditSampleId,
  /** The organization whose 经审 draws. */
  auditorId: OrganizationId,
  /** Public: with it and the spendings anybody can repeat the draw. */
  seed: z.string(),
  /** How many spendings it was drawn from, and their sum. */
  population: z.int().min(0),
  populationAmount: NaturalFen,
  drawer: HandRecord,
  drawnOn: Day,
})
export type AuditSample = z.infer<typeof AuditSample>

/** A spending that may be drawn; `rank` is sha256(seed "/" id) in hexadecimal. */
export interface Candidate {
  readonly id: string
  readonly amount: Fen
  readonly rank: string
}

export interface Drawn<C extends Candidate> {
  readonly candidate: C
  /** From the threshold up: looked at in any case. */
  readonly certain: boolean
}

export const AUDIT_REFUSALS = [
  'SAMPLE_PERIOD_BACKWARDS',
  'SAMPLE_ASKS_NOTHING',
  'SAMPLE_EMPTY',
  'SAMPLE_TOO_LARGE',
  'AUDIT_ITEM_STATE',
] as const
export type AuditRefusal = (typeof AUDIT_REFUSALS)[number]

/** More than one round of work; then the threshold is too low. */
export const LARGEST_SAMPLE = 500

/**
 * The draw: everything from the threshold up, then the `count` lowest ranks of the rest. The same seed over the
 * same spendings draws the same, in whatever order they come.
 */
export const drawSample = <C extends Candidate>(
  form: Pick<AuditSampleForm, 'from' | 'to' | 'threshold' | 'count'>,
  candidates: readonly C[],
): Decision<readonly Drawn<C>[], AuditRefusal> => {
  if (form.to < form.from) return refuse('SAMPLE_PERIOD_BACKWARDS')
  if (form.threshold === null && form.count === 0) return refuse('SAMPLE_ASKS_NOTHING')
  const isCertain = (c: C): boolean => form.threshold !== null && c.amount >= form.threshold
  const certain = candidates.filter(isCertain).sort((a, b) => b.amount - a.amount || byRank(a, b))
  const rest = candidates.filter((c) => !isCertain(c)).sort(byRank)
  const drawn = [
    ...certain.map((candidate) => ({ candidate, certain: true })),
    ...rest.slice(0, form.count).map((candidate) => ({ candidate, certain: false })),
  ]
  if (drawn.length === 0) return refuse('SAMPLE_EMPTY', { from: form.from, to: form.to })
  if (drawn.length > LARGEST_SAMPLE)
    return refuse('SAMPLE_TOO_LARGE', { count: drawn.length, most: LARGEST_SAMPLE })
  return accept(drawn)
}

const byRank = (a: Candidate, b: Candidate): number =>
  a.rank === b.rank ? (a.id < b.id ? -1 : 1) : a.rank < b.rank ? -1 : 1
