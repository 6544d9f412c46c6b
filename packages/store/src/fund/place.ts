import { isWithin } from '@qiangji/kernel/access/scope.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import type { AccountKey, Route } from '@qiangji/kernel/fund/account.ts'
import { isFundStage } from '@qiangji/kernel/fund/stage.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import type { Read } from '../engine/act.ts'

/** Where a beneficiary stands: its ancestors for the counters, and its line of the recipient list. */
export interface Place {
  readonly provinceId: OrganizationId
  readonly prefectureId: string | null
  readonly countyId: string | null
  readonly recipientId: string | null
  readonly route: Route
  readonly name: string
  /** The beneficiary and what stands above it: every organization whose totals a posting moves. */
  readonly scopes: readonly string[]
  readonly isRecipientOrBelow: (holder: OrganizationId) => boolean
}

/**
 * The places of the beneficiaries of these accounts. A township's line is that of its county (or of
 * 嘉峪关市总工会, which has none). An organization outside the recipient list counts as its own recipient; a line
 * that begins later decides nothing yet.
 */
export const placesOf = async (
  db: Read,
  fundId: string,
  keys: readonly AccountKey[],
  today: Day,
): Promise<ReadonlyMap<string, Place>> => {
  const ids = [...new Set(keys.flatMap((k) => [k.beneficiary, k.holder]))]
  const named = await db
    .selectFrom('organization')
    .select(['id', 'short_name', 'path', 'prefecture_id', 'county_id', 'level'])
    .where((eb) => eb.or([eb('id', 'in', ids), eb('level', '=', 'province')]))
    .execute()
  const provinceRow = named.find((o) => o.level === 'province')
  if (!provinceRow) throw new Error('no provincial federation')
  const provinceId = OrganizationId.parse(provinceRow.id)
  const paths = new Map(named.map((o) => [o.id, o.path]))
  const candidates = [
    ...new Set(
      named.flatMap((o) => [o.id, o.county_id, o.prefecture_id]).filter((id) => id !== null),
    ),
  ]
  const lines = await db
    .selectFrom('fund_recipient as r')
    .innerJoin('organization as o', 'o.id', 'r.organization_id')
    .select(['r.organization_id', 'r.route', 'r.from_day', 'o.path'])
    .where('r.fund_id', '=', fundId)
    .where('r.organization_id', 'in', candidates)
    .where('r.from_day', '<=', today)
    .orderBy('r.from_day', 'desc')
    .execute()
  const places = new Map<string, Place>()
  for (const o of named) {
    const line = [o.id, o.county_id, o.prefecture_id]
      .map((id) => lines.find((l) => l.organization_id === id))
      .find((l) => l !== undefined)
    const base = line?.path ?? o.path
    places.set(o.id, {
      provinceId,
      prefectureId: o.prefecture_id,
      countyId: o.county_id,
      recipientId: o.level === 'province' ? null : (line?.organization_id ?? o.id),
      route: line?.route ?? 'direct',
      name: o.short_name,
      scopes: [...new Set([o.id, o.county_id, o.prefecture_id, provinceId])].filter(
        (id) => id !== null,
      ),
      isRecipientOrBelow: (holder) => isWithin(base, paths.get(holder) ?? ''),
    })
  }
  return places
}

export const placeOf = (places: ReadonlyMap<string, Place>, key: AccountKey): Place => {
  const place = places.get(key.beneficiary)
  if (!place) throw new Error(`no organization ${key.beneficiary}`)
  if (!isFundStage(key.stage)) return place
  return { ...place, recipientId: null, route: 'direct' }
}
