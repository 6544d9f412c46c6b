import { day } from '@qiangji/kernel/base/day.ts'
import { type Fen, fen, sumFen } from '@qiangji/kernel/base/money.ts'
import { type Arrival, type Layer, layers } from '@qiangji/kernel/fund/age.ts'
import { FundId } from '@qiangji/kernel/fund/fund.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import type { Read } from '../engine/act.ts'
import { below } from '../organization/within.ts'
import type { Sight } from './payment-sight.ts'

/** Money that waits at a prefecture to be passed on to one beneficiary, oldest receipt first. */
export interface Waiting {
  readonly fundId: FundId
  readonly fundName: string
  readonly holderId: OrganizationId
  readonly beneficiaryId: OrganizationId
  readonly amount: Fen
  readonly layers: readonly Layer[]
}

/** 市级待转拨 whose holder or beneficiary is in sight, in the order of the tree. */
export const listWaiting = async (
  db: Read,
  sight: Sight,
  fundId: string | null,
): Promise<readonly Waiting[]> => {
  let query = db
    .selectFrom('account as a')
    .innerJoin('fund as f', 'f.id', 'a.fund_id')
    .innerJoin('organization as h', 'h.id', 'a.holder_id')
    .innerJoin('organization as o', 'o.id', 'a.beneficiary_id')
    .select(['a.id', 'a.fund_id', 'f.name', 'a.holder_id', 'a.beneficiary_id', 'a.balance'])
    .where('a.stage', '=', 'relayed')
    .where('a.balance', '>', 0)
    .where((eb) =>
      eb.or([
        eb.and([eb('h.path', '>=', sight.path), eb('h.path', '<', below(sight.path))]),
        eb.and([eb('o.path', '>=', sight.path), eb('o.path', '<', below(sight.path))]),
      ]),
    )
    .orderBy('h.path')
    .orderBy('f.name')
    .orderBy('o.path')
  if (fundId !== null) query = query.where('a.fund_id', '=', fundId)
  const accounts = await query.execute()
  const arrivals = await arrivalsOf(
    db,
    accounts.map((a) => a.id),
  )
  return accounts.map((a) => {
    const arrived = arrivals.get(a.id) ?? []
    const gone = fen(sumFen(arrived, (arrival) => arrival.amount) - a.balance)
    return {
      fundId: FundId.parse(a.fund_id),
      fundName: a.name,
      holderId: OrganizationId.parse(a.holder_id),
      beneficiaryId: OrganizationId.parse(a.beneficiary_id),
      amount: fen(a.balance),
      layers: layers(arrived, gone),
    }
  })
}

/** Receipts that stand, by account. */
const arrivalsOf = async (
  db: Read,
  accountIds: readonly number[],
): Promise<ReadonlyMap<number, readonly Arrival[]>> => {
  if (accountIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('entry as e')
    .innerJoin('journal as j', 'j.id', 'e.journal_id')
    .leftJoin('journal as r', 'r.reverses', 'j.id')
    .select(['e.account_id', 'e.amount', 'j.day'])
    .where('e.account_id', 'in', accountIds)
    .where('j.act', '=', 'receive')
    .where('r.id', 'is', null)
    .where('e.amount', '>', 0)
    .orderBy('j.id')
    .execute()
  const arrivals = new Map<number, Arrival[]>(accountIds.map((id) => [id, []]))
  for (const row of rows)
    arrivals.get(row.account_id)?.push({ day: day(row.day), amount: fen(row.amount) })
  return arrivals
}
