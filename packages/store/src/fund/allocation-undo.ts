import { PersonId } from '@qiangji/kernel/access/person.ts'
import { day } from '@qiangji/kernel/base/day.ts'
import { AllocationId } from '@qiangji/kernel/fund/allocation.ts'
import { undoneAllocation } from '@qiangji/kernel/fund/allocation-act.ts'
import { findAllocation, saveAllocation } from './allocation.ts'
import { addStep } from './allocation-step.ts'
import type { Undo } from './undo.ts'

/** 冲销 of an issue or of an arrangement: the plan goes back one step and its history says by whom. */
export const undoAllocation: Undo = async (tx, { act, batch, documents }) => {
  if (act !== 'issue' && act !== 'arrange') return
  for (const document of documents) {
    const found = await findAllocation(tx, AllocationId.parse(document))
    if (found === null) continue
    const saved = await saveAllocation(tx, undoneAllocation(found, act))
    if (saved === null) throw new Error('the plan was locked by this command')
    const reversal = await tx
      .selectFrom('journal as r')
      .innerJoin('journal as o', 'o.id', 'r.reverses')
      .leftJoin('person as p', 'p.id', 'r.request_person')
      .select(['r.request_person', 'r.posted_for', 'r.day', 'r.batch', 'p.name'])
      .where('o.batch', '=', batch)
      .executeTakeFirstOrThrow()
    await addStep(tx, saved, {
      step: act === 'issue' ? 'undo-issue' : 'undo-arrange',
      hand: {
        personId: PersonId.parse(reversal.request_person),
        onBehalfOf: PersonId.nullable().parse(reversal.posted_for),
      },
      name: reversal.name ?? '',
      day: day(reversal.day),
      batch: reversal.batch,
    })
  }
}
