import type { Day } from '@qiangji/kernel/base/day.ts'
import type { Allocation } from '@qiangji/kernel/fund/allocation.ts'
import type { AllocationLine, Place } from '@qiangji/kernel/fund/allocation-line.ts'
import type { Tx } from '@qiangji/store/engine/act.ts'
import { idsOfCodes } from '@qiangji/store/fund/plan-source.ts'
import { findOrganization } from '@qiangji/store/organization/organization.ts'
import { notify } from '@qiangji/store/record/notice.ts'

/** Tells the prefectures that pass the money on, and every recipient, that the document is out. */
export const tellIssued = async (
  tx: Tx,
  plan: Allocation,
  lines: readonly AllocationLine[],
  places: readonly Place[],
  today: Day,
): Promise<void> => {
  const body = await findOrganization(tx, plan.organizationId)
  const relays = await idsOfCodes(
    tx,
    places.map((place) => place.code),
  )
  await notify(tx, {
    organizationIds: [...relays, ...lines.map((line) => line.organizationId)],
    fromName: body?.name ?? '',
    day: today,
    title: `${plan.number ?? ''} ${plan.form.title}已印发`,
    path: `/fund/allocation/${plan.id}/notice`,
  })
}
