import type { Day } from '@qiangji/kernel/base/day.ts'
import { type Fen, fen } from '@qiangji/kernel/base/money.ts'
import type { AllocationForm } from '@qiangji/kernel/fund/allocation.ts'
import type { Place, Precedent } from '@qiangji/kernel/fund/allocation-line.ts'
import type { Fact } from '@qiangji/kernel/fund/fact.ts'
import type { Fund, FundId } from '@qiangji/kernel/fund/fund.ts'
import type { PlanInputs } from '@qiangji/kernel/fund/plan-inputs.ts'
import type { PlanRecipient } from '@qiangji/kernel/fund/plan-recipient.ts'
import { FUND_STAGES } from '@qiangji/kernel/fund/stage.ts'
import { placeName } from '@qiangji/kernel/organization/place-name.ts'
import type { Read } from '../engine/act.ts'
import { listFacts } from './fact.ts'

/** Everything a plan of a fund is computed from, as it stands on a day. */
export interface PlanSource {
  readonly recipients: readonly PlanRecipient[]
  /** The prefectures, and the direct recipients, under which lines are grouped. */
  readonly places: readonly Place[]
  readonly facts: readonly Fact[]
  readonly precedent: Precedent
}

/** `at` is the plan date: the recipient list and the facts of that day. */
export const readPlanSource = async (
  db: Read,
  fund: Pick<Fund, 'id' | 'previousFundId'>,
  at: Day,
): Promise<PlanSource> => {
  const rows = await db
    .selectFrom('fund_recipient as r')
    .innerJoin('organization as o', 'o.id', 'r.organization_id')
    .leftJoin('organization as v', 'v.id', 'r.via_id')
    .select([
      'o.id',
      'o.code',
      'o.name',
      'o.short_name as shortName',
      'r.class_name as className',
      'v.code as viaCode',
      'v.name as viaName',
      'v.short_name as viaShortName',
    ])
    .where('r.fund_id', '=', fund.id)
    .where('r.from_day', '<=', at)
    .where((eb) => eb.or([eb('r.to_day', 'is', null), eb('r.to_day', '>=', at)]))
    .orderBy('o.code')
    .execute()
  const places = new Map(
    rows.map((row) => [
      row.viaCode ?? row.code,
      placeName(row.viaName ?? row.name, row.viaShortName ?? row.shortName),
    ]),
  )
  const ids = rows.map(({ id }) => id)
  return {
    recipients: rows.map(({ id, code, name, shortName, className, viaCode }) => ({
      id,
      code,
      name: placeName(name, shortName),
      prefecture: viaCode ?? code,
      className,
    })),
    places: [...places].map(([code, name]) => ({ code, name })),
    facts: await listFacts(db, ids, at),
    precedent: {
      previous: fund.previousFundId === null ? null : await issuedTo(db, fund.previousFundId, ids),
      earlier: await issuedTo(db, fund.id, ids),
    },
  }
}

/** 已下达 of each organization in a fund, from the counters. */
const issuedTo = async (
  db: Read,
  fundId: FundId,
  organizationIds: readonly string[],
): Promise<ReadonlyMap<string, Fen>> => {
  if (organizationIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('total')
    .select(['organization_id', 'amount'])
    .where('fund_id', '=', fundId)
    .where('organization_id', 'in', organizationIds)
    .where('stage', 'not in', FUND_STAGES)
    .where('amount', '<>', 0)
    .execute()
  const issued = new Map<string, Fen>()
  for (const row of rows)
    issued.set(row.organization_id, fen((issued.get(row.organization_id) ?? 0) + row.amount))
  return issued
}

export const inputsOf = (form: AllocationForm, source: PlanSource): PlanInputs => ({
  pot: form.pot,
  recipients: source.recipients,
  parts: form.parts,
  rule: form.rule,
  facts: source.facts,
})

/** The full names of the unions of these codes, as a notice addresses them; in the order of the codes. */
export const namesOfCodes = async (
  db: Read,
  codes: readonly string[],
): Promise<readonly string[]> => {
  if (codes.length === 0) return []
  const rows = await db
    .selectFrom('organization')
    .select('name')
    .where('code', 'in', codes)
    .orderBy('code')
    .execute()
  return rows.map((row) => row.name)
}

/** The unions of these codes. */
export const idsOfCodes = async (db: Read, codes: readonly string[]): Promise<readonly string[]> =>
  codes.length === 0
    ? []
    : (await db.selectFrom('organization').select('id').where('code', 'in', codes).execute()).map(
        (row) => row.id,
      )
