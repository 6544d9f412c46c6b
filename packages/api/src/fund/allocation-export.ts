import { refuse } from '@qiangji/kernel/base/decision.ts'
import {
  type Allocation,
  type AllocationForm,
  AllocationId,
} from '@qiangji/kernel/fund/allocation.ts'
import {
  type AllocationLine,
  differenceOf,
  groupLines,
  linesOf,
  type Place,
  sumLines,
} from '@qiangji/kernel/fund/allocation-line.ts'
import { compute } from '@qiangji/kernel/fund/computation.ts'
import type { Fact, FactName } from '@qiangji/kernel/fund/fact.ts'
import { factKindOf } from '@qiangji/kernel/fund/fact-kind.ts'
import { basisOf, type NoticeLine, sumTexts, withBasis } from '@qiangji/kernel/fund/notice.ts'
import { settingsOf } from '@qiangji/kernel/fund/plan-text.ts'
import { FILE_KINDS } from '@qiangji/kernel/record/file.ts'
import type { BookColumn, BookRow, BookSheet, BookValue } from '@qiangji/sheet/book.ts'
import { writeWorkbook } from '@qiangji/sheet/write.ts'
import type { Read } from '@qiangji/store/engine/act.ts'
import { findVersion, listLines } from '@qiangji/store/fund/allocation-version.ts'
import { findFund } from '@qiangji/store/fund/fund.ts'
import { inputsOf, readPlanSource } from '@qiangji/store/fund/plan-source.ts'
import { z } from 'zod'
import { Download } from '../frame/download.ts'
import { download } from '../frame/procedure.ts'
import { ownPlan } from './allocation-record.ts'

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
      : await submittedOf(db, plan.id, input.version ?? plan.version)
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

/** What is written, of the draft or of a version. */
interface Shown {
  readonly version: number
  readonly form: AllocationForm
  readonly lines: readonly AllocationLine[]
  readonly places: readonly Place[]
  readonly facts: readonly Fact[]
}

const submittedOf = async (db: Read, id: AllocationId, number: number): Promise<Shown | null> => {
  const version = await findVersion(db, id, number)
  if (version === null) return null
  const { form, places, inputs } = version
  return {
    version: number,
    form,
    places,
    facts: inputs.facts,
    lines: await listLines(db, id, number),
  }
}

const draftOf = async (db: Read, plan: Allocation) => {
  const fund = await findFund(db, plan.fundId)
  if (fund === null) return null
  const source = await readPlanSource(db, fund, plan.form.on)
  const computed = compute(inputsOf(plan.form, source))
  if (!computed.ok) return computed
  const lines = linesOf(computed.value, source.recipients, source.precedent)
  return { version: 0, form: plan.form, places: source.places, facts: source.facts, lines }
}

const linesSheet = (
  { form, lines, places, facts }: Shown,
  title: string,
  today: string,
): BookSheet => {
  const basis = basisOf(form.parts)
  const parts = form.parts.map((part) => part.name)
  const shown = withBasis(lines, basis, facts)
  return {
    name: '分配表',
    heading: [title, `截至 ${today}　金额单位：万元`],
    frozenColumns: 3,
    columns: columnsOf(basis, parts),
    rows: [
      sumRow(shown, basis, parts, ['合计', '', `${shown.length} 家`], 'total'),
      ...groupLines(shown, places).flatMap((group) => [
        sumRow(
          group.lines,
          basis,
          parts,
          [group.place.name, '小计', `${group.lines.length} 家`],
          'group',
        ),
        ...group.lines.map((line) => lineRow(line, group.place)),
      ]),
    ],
  }
}

const columnsOf = (basis: readonly FactName[], parts: readonly string[]): readonly BookColumn[] => {
  const text = (header: string, width: number): BookColumn => ({ header, width, kind: 'text' })
  const wan = (header: string): BookColumn => ({ header, width: 14, kind: 'wan' })
  const unit = (key: string) => factKindOf(key)?.unit ?? ''
  return [
    text('市州', 14),
    text('县区', 16),
    text('分类', 8),
    ...basis.map(({ key, name }): BookColumn => {
      const header = unit(key) === '' ? name : `${name}（${unit(key)}）`
      return { header, width: 16, kind: 'number' }
    }),
    ...parts.map(wan),
    wan('本次金额'),
    wan('上年金额'),
    wan('增减'),
    text('备注', 10),
  ]
}

const lineRow = (line: NoticeLine, place: Place): BookRow => ({
  values: [
    place.name,
    line.name,
    line.className,
    ...line.basis.map(numberOf),
    ...line.byPart,
    line.amount,
    line.previous,
    differenceOf(line),
    line.bound === null ? '' : line.bound === 'floor' ? '保底' : '封顶',
  ],
})

const sumRow = (
  lines: readonly NoticeLine[],
  basis: readonly FactName[],
  parts: readonly string[],
  head: readonly [string, string, string],
  weight: 'total' | 'group',
): BookRow => {
  const sums = sumLines(lines, parts.length)
  const totals = basis.map((_, at) => sumTexts(lines.map((line) => line.basis[at] ?? null)))
  return {
    values: [
      ...head,
      ...totals.map(numberOf),
      ...sums.byPart,
      sums.amount,
      sums.previous,
      sums.difference,
      '',
    ],
    weight,
  }
}

const numberOf = (text: string | null): BookValue => (text === null ? null : Number(text))

const settingsSheet = ({ form }: Shown): BookSheet => ({
  name: '分项与规则',
  columns: [
    { header: '设置', width: 20, kind: 'text' },
    { header: '内容', width: 80, kind: 'text' },
  ],
  rows: settingsOf(form).map(({ label, text }) => ({ values: [label, text] })),
})
