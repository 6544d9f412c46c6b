import { refuse } from '@qiangji/kernel/base/decision.ts'
import { type Allocation, AllocationId } from '@qiangji/kernel/fund/allocation.ts'
import { linesOf } from '@qiangji/kernel/fund/allocation-line.ts'
import { compute } from '@qiangji/kernel/fund/computation.ts'
import { setOffsByLine } from '@qiangji/kernel/fund/set-off.ts'
import { FILE_KINDS } from '@qiangji/kernel/record/file.ts'
import { writeWorkbook } from '@qiangji/sheet/write.ts'
import type { Read } from '@qiangji/store/engine/act.ts'
import { findVersion, listLines } from '@qiangji/store/fund/allocation-version.ts'
import { findFund } from '@qiangji/store/fund/fund.ts'
import { inputsOf, readPlanSource } from '@qiangji/store/fund/plan-source.ts'
import { z } from 'zod'
import { Download } from '../frame/download.ts'
import { download } from '../frame/procedure.ts'
import { linesSheet, type Shown, settingsSheet } from './allocation-book.ts'
import { ownPlan } from './allocation-record.ts'
import { standingSetOffs } from './set-off.ts'

/** The plan as a workbook: lines under their prefectures, and the settings they follow from. */
export const allocationExport = download(
  {
    input: z.strictObject({ id: AllocationId, version: z.int().min(1).nullable().default(null) }),
    scoped: 'body',
    snapshot: true,
    subject: (i) => i.id,
    rest: 'GET /fund/allocations/{id}/export',
  },
  async ({ db, actor, input, today }) => {
    const plan = await ownPlan(db, actor, input.id)
    if (plan === null) return refuse('NOT_FOUND')
    const standing = input.version === null && plan.state === 'drafting'
    const shown = standing
      ? await draftOf(db, plan)
      : await submittedOf(db, plan, input.version ?? plan.version)
    if (shown === null) return refuse('VERSION_UNKNOWN', { version: input.version ?? 0 })
    if ('refusal' in shown) return shown
    const which = standing ? '草稿' : `第${shown.version}稿`
    const sheets = [
      linesSheet(shown, `${plan.form.title}（${which}）`, today),
      settingsSheet(shown),
    ]
    return new Download({
      name: `${plan.form.title}_${which}_${today}.xlsx`,
      type: FILE_KINDS.xlsx.type,
      body: new Uint8Array(await writeWorkbook({ sheets })),
    })
  },
)

const submittedOf = async (db: Read, plan: Allocation, number: number): Promise<Shown | null> => {
  const version = await findVersion(db, plan.id, number)
  if (version === null) return null
  const { form, places, inputs } = version
  const lines = await listLines(db, plan.id, number)
  const issued = number === plan.version
  const ids = lines.map((line) => line.organizationId)
  const standing = issued ? await standingSetOffs(db, plan, ids) : []
  const setOffs = standing.length === 0 ? NONE : setOffsByLine(lines, standing)
  return { version: number, form, places, facts: inputs.facts, lines, setOffs }
}
const NONE: Shown['setOffs'] = new Map()

const draftOf = async (db: Read, plan: Allocation) => {
  const fund = await findFund(db, plan.fundId)
  if (fund === null) return null
  const source = await readPlanSource(db, fund, plan.form.on)
  const computed = compute(inputsOf(plan.form, source))
  if (!computed.ok) return computed
  const lines = linesOf(computed.value, source.recipients, source.precedent)
  const { places, facts } = source
  return { version: 0, form: plan.form, places, facts, lines, setOffs: NONE }
}
