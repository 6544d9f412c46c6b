import { Day } from '@qiangji/kernel/base/day.ts'
import { namesOf } from '@qiangji/store/access/person.ts'
import type { Read } from '@qiangji/store/engine/act.ts'
import { findReversal } from '@qiangji/store/fund/reversal.ts'
import { z } from 'zod'

/** 冲销 as the document shows it that was undone: by whom, when and why. */
export const ReversalView = z.strictObject({
  personName: z.string(),
  day: Day,
  reason: z.string(),
})

export const reversalOf = async (
  db: Read,
  batch: string | null,
): Promise<z.input<typeof ReversalView> | null> => {
  const found = batch === null ? null : await findReversal(db, batch)
  if (found === null) return null
  const { personId, ...rest } = found
  return { ...rest, personName: (await namesOf(db, [personId])).get(personId) ?? '' }
}
