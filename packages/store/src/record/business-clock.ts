import { type Day, day } from '@qiangji/kernel/base/day.ts'
import type { Read, Tx } from '../engine/act.ts'

/** The demonstration's business day; null where none runs. */
export const readClock = async (db: Read): Promise<Day | null> => {
  const row = await db.selectFrom('business_clock').select('today').executeTakeFirst()
  return row ? day(row.today) : null
}

/** Sets the demonstration's business day. */
export const setClock = async (tx: Tx, today: Day): Promise<void> => {
  await tx
    .insertInto('business_clock')
    .values({ one: 1, today })
    .onConflict((c) => c.column('one').doUpdateSet({ today }))
    .execute()
}
