import type { Hand } from '@qiangji/kernel/access/conflict.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import type { Allocation, AllocationId } from '@qiangji/kernel/fund/allocation.ts'
import type { AllocationStep } from '@qiangji/kernel/fund/allocation-step.ts'
import type { Read, Tx } from '../engine/act.ts'
import { nextNumber } from '../engine/number.ts'

export interface StepTaken {
  readonly step: AllocationStep | 'draft'
  readonly hand: Hand
  readonly name: string
  readonly day: Day
  readonly reason?: string
  readonly batch?: string
}

/** Adds a line to the history of the plan, in the state that the step led to. */
export const addStep = async (tx: Tx, after: Allocation, taken: StepTaken): Promise<void> => {
  await tx
    .insertInto('allocation_step')
    .values({
      allocation_id: after.id,
      place: nextNumber(),
      step: taken.step,
      state: after.state,
      version: after.version,
      person_id: taken.hand.personId,
      person_name: taken.name,
      behalf_id: taken.hand.onBehalfOf,
      day: taken.day,
      reason: taken.reason ?? '',
      batch: taken.batch ?? null,
    })
    .execute()
}

/** The history of a plan, oldest first. */
export const listSteps = (db: Read, id: AllocationId) =>
  db
    .selectFrom('allocation_step')
    .select([
      'step',
      'state',
      'version',
      'person_id as personId',
      'person_name as personName',
      'day',
      'reason',
      'batch',
    ])
    .where('allocation_id', '=', id)
    .orderBy('place')
    .execute()
