import type { Level } from '@qiangji/kernel/organization/organization.ts'
import type { Read, Tx } from '../engine/act.ts'
import { needsRowLocks } from '../engine/lock.ts'

/** Where a beneficiary stands: the level ids of its rows, and every organization whose counters they move. */
export interface Standing {
  readonly id: string
  readonly name: string
  readonly path: string
  readonly level: Level
  readonly prefectureId: string | null
  readonly countyId: string | null
  readonly scopes: readonly string[]
}

export const standingsOf = async (
  db: Read,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Standing>> => {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('organization')
    .select(['id', 'short_name', 'path', 'level', 'prefecture_id', 'county_id'])
    .where((eb) => eb.or([eb('id', 'in', [...new Set(ids)]), eb('level', '=', 'province')]))
    .execute()
  const province = rows.find((row) => row.level === 'province')?.id ?? null
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        name: row.short_name,
        path: row.path,
        level: row.level,
        prefectureId: row.prefecture_id,
        countyId: row.county_id,
        scopes: [...new Set([row.id, row.county_id, row.prefecture_id, province])].filter(
          (id) => id !== null,
        ),
      },
    ]),
  )
}

export const standingOf = async (db: Read, id: string): Promise<Standing | null> =>
  (await standingsOf(db, [id])).get(id) ?? null

/**
 * One at a time at the desk of an organization: voucher keys, contracts and advances are decided on what was
 * read. SQLite has one writer and needs no lock.
 */
export const takeDesk = async (tx: Tx, organizationIds: readonly string[]): Promise<void> => {
  if (!needsRowLocks(tx) || organizationIds.length === 0) return
  await tx
    .selectFrom('organization')
    .select('id')
    .where('id', 'in', [...new Set(organizationIds)])
    .orderBy('path')
    .forNoKeyUpdate()
    .execute()
}
