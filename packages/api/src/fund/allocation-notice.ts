import { sumFen } from '@qiangji/kernel/base/money.ts'
import type { Allocation } from '@qiangji/kernel/fund/allocation.ts'
import type { AllocationLine } from '@qiangji/kernel/fund/allocation-line.ts'
import { annexOf, basisOf, type Notice, remarkOf, withBasis } from '@qiangji/kernel/fund/notice.ts'
import { setOffsByLine } from '@qiangji/kernel/fund/set-off.ts'
import type { Read } from '@qiangji/store/engine/act.ts'
import type { AllocationVersion } from '@qiangji/store/fund/allocation-version.ts'
import { findFund } from '@qiangji/store/fund/fund.ts'
import { listMeetings } from '@qiangji/store/fund/meeting.ts'
import { namesOfCodes } from '@qiangji/store/fund/plan-source.ts'
import { findOrganization } from '@qiangji/store/organization/organization.ts'
import { standingSetOffs } from './set-off.ts'

/** A plan, the version that stands and the lines that the reader may see. */
export interface Noticed {
  readonly plan: Allocation
  readonly version: AllocationVersion
  readonly lines: readonly AllocationLine[]
}

/** Gathers what the notice says about these lines. */
export const writeNotice = async (
  db: Read,
  { plan, version, lines }: Noticed,
  demonstration: boolean,
): Promise<Notice> => {
  const fund = await findFund(db, plan.fundId)
  const body = await findOrganization(db, plan.organizationId)
  if (fund === null || body === null) throw new Error(`a plan without its fund or body ${plan.id}`)
  const [meeting] = plan.decidedOn === null ? [] : await listMeetings(db, plan.id)
  const { form, inputs, places, reserve } = version
  const basis = basisOf(form.parts)
  const shown = places.filter((place) => lines.some((line) => line.prefecture === place.code))
  const codes = shown.map((place) => place.code)
  const setOffs = await standingSetOffs(
    db,
    plan,
    lines.map((line) => line.organizationId),
  )
  return {
    body: body.name,
    title: form.title,
    fundName: fund.name,
    year: fund.year,
    source: fund.source,
    number: plan.number,
    day: plan.issuedOn,
    meeting: meeting === undefined ? null : { kind: meeting.kind, day: meeting.day },
    addressees: await namesOfCodes(db, codes),
    total: sumFen(lines, (line) => line.amount),
    setOffPapers: [...new Set(setOffs.map(({ paper }) => paper))].toSorted(),
    uses: fund.uses.map((use) => use.name),
    prohibitions: fund.prohibitions.map((prohibition) => prohibition.name),
    annex: annexOf(
      withBasis(lines, basis, inputs.facts),
      shown,
      { basis, parts: form.parts.map((part) => part.name) },
      setOffsByLine(lines, setOffs),
    ),
    places: shown,
    remark: remarkOf(basis, inputs.facts, reserve, form.rule.rounding.unit),
    demonstration,
  }
}
