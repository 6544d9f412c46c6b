import type { Day } from '@qiangji/kernel/base/day.ts'
import { accept, type Decision, refuse } from '@qiangji/kernel/base/decision.ts'
import { Fact } from '@qiangji/kernel/fund/fact.ts'
import { factKindOf } from '@qiangji/kernel/fund/fact-kind.ts'
import type { Read, Tx } from '../engine/act.ts'

/** The latest figure on or before the day, per key and organization, by key and organization. */
export const listFacts = async (
  db: Read,
  organizationIds: readonly string[],
  on: Day,
): Promise<readonly Fact[]> => {
  if (organizationIds.length === 0) return []
  const rows = await db
    .selectFrom('fact as f')
    .innerJoin(
      (eb) =>
        eb
          .selectFrom('fact')
          .select(['key', 'organization_id'])
          .select((e) => e.fn.max('day').as('day'))
          .where('day', '<=', on)
          .where('organization_id', 'in', organizationIds)
          .groupBy(['key', 'organization_id'])
          .as('latest'),
      (join) =>
        join
          .onRef('latest.key', '=', 'f.key')
          .onRef('latest.organization_id', '=', 'f.organization_id')
          .onRef('latest.day', '=', 'f.day'),
    )
    .selectAll('f')
    .orderBy('f.key')
    .orderBy('f.organization_id')
    .execute()
  return rows.map((row) =>
    Fact.parse({
      recipient: row.organization_id,
      key: row.key,
      value: row.value,
      date: row.day,
      source: row.source,
      demonstration: row.demonstration === 1,
    }),
  )
}

/** Adds dated figures; the same figure again is skipped, another one of the same day is refused. */
export const addFacts = async (
  tx: Tx,
  facts: readonly Fact[],
  nameOf: (organizationId: string) => string = (id) => id,
): Promise<Decision<number, 'FACT_DIFFERS'>> => {
  let added = 0
  for (let at = 0; at < facts.length; at += 400) {
    const chunk = facts.slice(at, at + 400)
    const inserted = await tx
      .insertInto('fact')
      .values(
        chunk.map((fact) => ({
          organization_id: fact.recipient,
          key: fact.key,
          day: fact.date,
          value: fact.value,
          source: fact.source,
          demonstration: fact.demonstration ? 1 : 0,
        })),
      )
      .onConflict((c) => c.columns(['key', 'organization_id', 'day']).doNothing())
      .executeTakeFirst()
    const here = Number(inserted.numInsertedOrUpdatedRows ?? 0n)
    added += here
    if (here === chunk.length) continue
    const other = await firstOther(tx, chunk)
    if (other !== null)
      return refuse('FACT_DIFFERS', {
        name: nameOf(other.recipient),
        key: factKindOf(other.key)?.name ?? other.key,
        day: other.date,
        value: other.value,
      })
  }
  return accept(added)
}

/** The standing figure of the same key, organization and day that is not the one asked for. */
const firstOther = async (db: Read, facts: readonly Fact[]): Promise<Fact | null> => {
  for (const fact of facts) {
    const row = await db
      .selectFrom('fact')
      .select('value')
      .where('key', '=', fact.key)
      .where('organization_id', '=', fact.recipient)
      .where('day', '=', fact.date)
      .executeTakeFirst()
    if (row && row.value !== fact.value) return Fact.parse({ ...fact, value: row.value })
  }
  return null
}
