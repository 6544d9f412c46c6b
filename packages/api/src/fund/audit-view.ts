import { NaturalFen } from '@qiangji/kernel/base/money.ts'
import { AuditItem, AuditItemState } from '@qiangji/kernel/fund/audit-item.ts'
import { AuditSample } from '@qiangji/kernel/fund/audit-sample.ts'
import { FundId } from '@qiangji/kernel/fund/fund.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { namesOf } from '@qiangji/store/access/person.ts'
import type { Read } from '@qiangji/store/engine/act.ts'
import { countItems, type ListedSample } from '@qiangji/store/fund/audit.ts'
import type { ListedItem } from '@qiangji/store/fund/audit-item.ts'
import { REFERENCE_KINDS, referencesOf } from '@qiangji/store/fund/reference.ts'
import { z } from 'zod'

export const SampleRow = z.strictObject({
  sample: AuditSample,
  auditorName: z.string(),
  organizationName: z.string(),
  fundName: z.string(),
  drawerName: z.string().nullable(),
  /** Items by state, with their sum. */
  states: z.array(z.strictObject({ state: AuditItemState, count: z.int(), amount: NaturalFen })),
})

export const sampleRows = async (
  db: Read,
  found: readonly ListedSample[],
): Promise<z.input<typeof SampleRow>[]> => {
  const counts = await countItems(
    db,
    found.map(({ sample }) => sample.id),
  )
  const names = await namesOf(
    db,
    found.map(({ sample }) => sample.drawer.personId),
  )
  return found.map(({ sample, auditorName, organizationName, fundName }) => ({
    sample,
    auditorName,
    organizationName,
    fundName,
    drawerName: names.get(sample.drawer.personId) ?? null,
    states: counts
      .filter((count) => count.sampleId === sample.id)
      .map(({ state, count, amount }) => ({ state: AuditItemState.parse(state), count, amount })),
  }))
}

export const ItemRow = z.strictObject({
  item: AuditItem,
  beneficiaryName: z.string(),
  sampleTitle: z.string(),
  auditorId: OrganizationId,
  auditorName: z.string(),
  fundId: FundId,
  fundName: z.string(),
  examinerName: z.string().nullable(),
  /** 凭证号 and summary, where the spending's own record is kept. */
  reference: z
    .strictObject({
      kind: z.enum(REFERENCE_KINDS),
      id: z.string(),
      text: z.string(),
      detail: z.string(),
    })
    .nullable(),
})

export const itemRows = async (
  db: Read,
  found: readonly ListedItem[],
): Promise<z.input<typeof ItemRow>[]> => {
  const names = await namesOf(
    db,
    found.flatMap(({ item }) => (item.examiner ? [item.examiner.personId] : [])),
  )
  const referenceOf = await referencesOf(
    db,
    found.map(({ item, batch }) => ({ document: item.document, batch })),
  )
  return found.map((one) => {
    const { item, batch } = one
    return {
      item,
      beneficiaryName: one.beneficiaryName,
      sampleTitle: one.sampleTitle,
      auditorId: OrganizationId.parse(one.auditorId),
      auditorName: one.auditorName,
      fundId: FundId.parse(one.fundId),
      fundName: one.fundName,
      examinerName: item.examiner ? (names.get(item.examiner.personId) ?? null) : null,
      reference: referenceOf({ document: item.document, batch }),
    }
  })
}
