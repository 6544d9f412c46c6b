import { subtractFen, sumFen } from '@qiangji/kernel/base/money.ts'
import type { AllocationForm } from '@qiangji/kernel/fund/allocation.ts'
import {
  type AllocationLine,
  differenceOf,
  groupLines,
  type Place,
  sumLines,
} from '@qiangji/kernel/fund/allocation-line.ts'
import type { Fact, FactName } from '@qiangji/kernel/fund/fact.ts'
import { factKindOf } from '@qiangji/kernel/fund/fact-kind.ts'
import { basisOf, type NoticeLine, sumTexts, withBasis } from '@qiangji/kernel/fund/notice.ts'
import { settingsOf } from '@qiangji/kernel/fund/plan-text.ts'
import { type LineSetOff, NO_SET_OFF } from '@qiangji/kernel/fund/set-off.ts'
import type { BookColumn, BookRow, BookSheet, BookValue } from '@qiangji/sheet/book.ts'

/** What is written, of the draft or of a version. */
export interface Shown {
  readonly version: number
  readonly form: AllocationForm
  readonly lines: readonly AllocationLine[]
  readonly places: readonly Place[]
  readonly facts: readonly Fact[]
  /** 其中抵扣 by recipient; empty while nothing is set off against these lines. */
  readonly setOffs: ReadonlyMap<string, LineSetOff>
}

/** The lines under their prefectures, total first. */
export const linesSheet = (shown: Shown, title: string, today: string): BookSheet => {
  const { form, lines, places, facts } = shown
  const columns: Columns = {
    basis: basisOf(form.parts),
    parts: form.parts.map((part) => part.name),
    setOffs: shown.setOffs,
  }
  const figured = withBasis(lines, columns.basis, facts)
  return {
    name: '分配表',
    heading: [title, `截至 ${today}　金额单位：万元`],
    frozenColumns: 3,
    columns: columnsOf(columns),
    rows: [
      sumRow(figured, columns, ['合计', '', `${figured.length} 家`], 'total'),
      ...groupLines(figured, places).flatMap((group) => [
        sumRow(
          group.lines,
          columns,
          [group.place.name, '小计', `${group.lines.length} 家`],
          'group',
        ),
        ...group.lines.map((line) => lineRow(line, group.place, columns)),
      ]),
    ],
  }
}

interface Columns {
  readonly basis: readonly FactName[]
  readonly parts: readonly string[]
  readonly setOffs: Shown['setOffs']
}

const columnsOf = ({ basis, parts, setOffs }: Columns): readonly BookColumn[] => {
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
    ...(setOffs.size === 0 ? [] : [wan('其中抵扣'), wan('实拨金额')]),
    wan('上年金额'),
    wan('增减'),
    text('备注', 10),
  ]
}

const lineRow = (line: NoticeLine, place: Place, columns: Columns): BookRow => ({
  values: [
    place.name,
    line.name,
    line.className,
    ...line.basis.map(numberOf),
    ...line.byPart,
    line.amount,
    ...setOffCells([line], columns),
    line.previous,
    differenceOf(line),
    line.bound === null ? '' : line.bound === 'floor' ? '保底' : '封顶',
  ],
})

const sumRow = (
  lines: readonly NoticeLine[],
  columns: Columns,
  head: readonly [string, string, string],
  weight: 'total' | 'group',
): BookRow => {
  const sums = sumLines(lines, columns.parts.length)
  const totals = columns.basis.map((_, at) => sumTexts(lines.map((line) => line.basis[at] ?? null)))
  return {
    values: [
      ...head,
      ...totals.map(numberOf),
      ...sums.byPart,
      sums.amount,
      ...setOffCells(lines, columns),
      sums.previous,
      sums.difference,
      '',
    ],
    weight,
  }
}

/** 其中抵扣 and 实拨 of a line or of a sum, where the columns are there. */
const setOffCells = (lines: readonly NoticeLine[], { setOffs }: Columns): readonly BookValue[] => {
  if (setOffs.size === 0) return []
  const setOff = sumFen(lines, (line) => (setOffs.get(line.organizationId) ?? NO_SET_OFF).amount)
  return [
    setOff,
    subtractFen(
      sumFen(lines, (line) => line.amount),
      setOff,
    ),
  ]
}

const numberOf = (text: string | null): BookValue => (text === null ? null : Number(text))

/** The settings that the lines follow from. */
export const settingsSheet = ({ form, lines }: Shown): BookSheet => ({
  name: '分项与规则',
  columns: [
    { header: '设置', width: 20, kind: 'text' },
    { header: '内容', width: 80, kind: 'text' },
  ],
  rows: settingsOf(form, lines).map(({ label, text }) => ({ values: [label, text] })),
})
