import type { PostHand } from '@qiangji/kernel/access/actor.ts'
import { PersonId } from '@qiangji/kernel/access/person.ts'
import type { Month } from '@qiangji/kernel/base/day.ts'
import type { Read, Tx } from '../engine/act.ts'

/** A month of a fund year that has been posted to, proposed or closed. */
export interface Period {
  readonly year: number
  readonly month: string
  readonly closed: boolean
  readonly closedBy: PersonId | null
  readonly closedOn: string | null
  readonly proposed: PostHand | null
  readonly proposedOn: string | null
}

export const listPeriods = async (db: Read, year: number): Promise<readonly Period[]> =>
  (
    await db
      .selectFrom('period as p')
      .leftJoin('period_closing as c', (on) =>
        on.onRef('c.fund_year', '=', 'p.fund_year').onRef('c.month', '=', 'p.month'),
      )
      .select([
        'p.month',
        'p.closed',
        'p.closed_by',
        'p.closed_on',
        'c.proposed_by',
        'c.proposed_for',
        'c.proposed_as',
        'c.proposed_on',
      ])
      .where('p.fund_year', '=', year)
      .orderBy('p.month')
      .execute()
  ).map((row) => ({
    year,
    month: row.month,
    closed: row.closed === 1,
    closedBy: PersonId.nullable().parse(row.closed_by),
    closedOn: row.closed_on,
    proposed:
      row.proposed_by === null || row.proposed_as === null
        ? null
        : {
            personId: PersonId.parse(row.proposed_by),
            onBehalfOf: PersonId.nullable().parse(row.proposed_for),
            post: row.proposed_as,
          },
    proposedOn: row.proposed_on,
  }))

export const findPeriod = async (db: Read, year: number, month: Month): Promise<Period | null> =>
  (await listPeriods(db, year)).find((p) => p.month === month) ?? null

/** Opens the month if nothing was posted to it yet, and notes who proposes to close it. */
export const proposeClosing = async (
  tx: Tx,
  year: number,
  month: Month,
  by: PostHand & { readonly today: string },
): Promise<void> => {
  await tx
    .insertInto('period')
    .values({ fund_year: year, month, closed: 0, closed_by: null, closed_on: null })
    .onConflict((c) => c.columns(['fund_year', 'month']).doNothing())
    .execute()
  await tx
    .insertInto('period_closing')
    .values({
      fund_year: year,
      month,
      proposed_by: by.personId,
      proposed_for: by.onBehalfOf,
      proposed_as: by.post,
      proposed_on: by.today,
    })
    .execute()
}

/** Closes a month; one way, the database refuses the way back. */
export const closePeriod = async (
  tx: Tx,
  year: number,
  month: Month,
  by: { readonly personId: string; readonly today: string },
): Promise<void> => {
  await tx
    .updateTable('period')
    .set({ closed: 1, closed_by: by.personId, closed_on: by.today })
    .where('fund_year', '=', year)
    .where('month', '=', month)
    .execute()
}
