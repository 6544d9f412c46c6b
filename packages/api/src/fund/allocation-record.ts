import type { Actor } from '@qiangji/kernel/access/actor.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import { accept, type Decision, refuse } from '@qiangji/kernel/base/decision.ts'
import { Revision } from '@qiangji/kernel/base/id.ts'
import type { Posting } from '@qiangji/kernel/fund/account.ts'
import { type Allocation, AllocationId } from '@qiangji/kernel/fund/allocation.ts'
import type { Taken } from '@qiangji/kernel/fund/allocation-act.ts'
import { withdrawPosting } from '@qiangji/kernel/fund/allocation-posting.ts'
import { type AllocationStep, transitionOf } from '@qiangji/kernel/fund/allocation-step.ts'
import type { Read, Tx } from '@qiangji/store/engine/act.ts'
import { findAllocation, saveAllocation } from '@qiangji/store/fund/allocation.ts'
import { addStep } from '@qiangji/store/fund/allocation-step.ts'
import { type Poster, post, posterAs } from '@qiangji/store/fund/ledger.ts'
import { z } from 'zod'

/** A plan and the revision that the page read. */
export const Chosen = z.strictObject({ id: AllocationId, revision: Revision })
export const Reasoned = Chosen.extend({ reason: z.string().trim().max(500) })

/** A plan of the actor's own organization; what belongs to another is not found. */
export const ownPlan = async (
  db: Read,
  actor: Actor,
  id: AllocationId,
): Promise<Allocation | null> => {
  const found = await findAllocation(db, id)
  return found?.organizationId === actor.organization.organizationId ? found : null
}

export interface Asking {
  readonly tx: Tx
  readonly actor: Actor
  readonly today: Day
  readonly poster: Poster
}

/** A step with what else it writes: postings of the plan's fund, and rows of its own. */
export interface Step {
  readonly step: AllocationStep
  readonly chosen: z.output<typeof Chosen>
  readonly reason?: string
  readonly decide: (plan: Allocation) => Decision<Taken, string>
  readonly postings?: (after: Allocation) => Promise<readonly Posting[]> | readonly Posting[]
  readonly write?: (after: Allocation) => Promise<Decision<unknown, string>>
}

/** Load, decide, post, save: every step of a plan goes this way. */
export const takeStep = async (
  { tx, actor, today, poster }: Asking,
  { step, chosen, reason, decide, postings, write }: Step,
): Promise<Decision<Allocation, string>> => {
  const before = await ownPlan(tx, actor, chosen.id)
  if (before === null) return refuse('NOT_FOUND')
  if (before.revision !== chosen.revision) return refuse('REVISION_STALE')
  const taken = decide(before)
  if (!taken.ok) return taken
  const { allocation: after, hand } = taken.value
  const written = (await write?.(after)) ?? accept(null)
  if (!written.ok) return written
  const own = (await postings?.(after)) ?? []
  const all = [...own, ...withdrawals(before, step)]
  const posted =
    all.length === 0
      ? accept(undefined)
      : await postAll(tx, posterAs(poster, hand), before, step, all)
  if (!posted.ok) return posted
  const saved = await saveAllocation(tx, after)
  if (saved === null) return refuse('REVISION_STALE')
  await addStep(tx, saved, {
    step,
    hand,
    name: actor.name,
    day: today,
    ...(reason === undefined ? {} : { reason }),
    ...(posted.value === undefined ? {} : { batch: posted.value }),
  })
  return accept(saved)
}

/** What was arranged goes back where the table says so. */
const withdrawals = (before: Allocation, step: AllocationStep): readonly Posting[] =>
  transitionOf(step, before.state)?.posting === 'withdraw'
    ? [withdrawPosting(before.organizationId, before.total, before.id)]
    : []

/** Arranging and withdrawing are released by the finance reviewer who passed the plan; issuing names nobody. */
const postAll = (
  tx: Tx,
  poster: Poster,
  plan: Allocation,
  step: AllocationStep,
  postings: readonly Posting[],
) =>
  post(tx, poster, plan.fundId, postings, {
    maker: poster.personId,
    releaser: step === 'issue' ? null : (plan.financeReviewer?.personId ?? null),
  })
