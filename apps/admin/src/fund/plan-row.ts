import type { Fen } from '@qiangji/kernel/base/money.ts'
import {
  type AllocationLine,
  differenceOf,
  groupLines,
  type Place,
  sumLines,
} from '@qiangji/kernel/fund/allocation-line.ts'
import type { FactName } from '@qiangji/kernel/fund/fact.ts'
import { type NoticeLine, sumTexts } from '@qiangji/kernel/fund/notice.ts'
import type { RowGroup } from '../list/table-row.ts'

/** A row of the plan's table: a recipient, a prefecture's subtotal or the total. */
export interface PlanRow {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly place: string
  readonly className: string
  readonly members: number | null
  /** Figures in the order of the table's columns. */
  readonly basis: readonly (string | null)[]
  readonly byPart: readonly Fen[]
  readonly amount: Fen
  readonly previous: Fen | null
  readonly difference: Fen | null
  readonly bound: AllocationLine['bound']
}

export interface PlanTableRows {
  readonly rows: readonly PlanRow[]
  readonly groups: readonly RowGroup<PlanRow>[]
  readonly total: PlanRow
}

/** The table of lines with their figures: every row, the rows under their prefectures, the total. */
export const planRows = (
  lines: readonly NoticeLine[],
  places: readonly Place[],
  basis: readonly FactName[],
  parts: number,
): PlanTableRows => {
  const members = basis.findIndex((name) => name.key === 'members')
  const names = new Map(places.map((place) => [place.code, place.name]))
  const row = (line: NoticeLine): PlanRow => ({
    id: line.organizationId,
    code: line.code,
    name: line.name,
    place: names.get(line.prefecture) ?? '',
    className: line.className ?? '',
    members: numberOf(line.basis[members] ?? null),
    basis: line.basis,
    byPart: line.byPart,
    amount: line.amount,
    previous: line.previous,
    difference: differenceOf(line),
    bound: line.bound,
  })
  const sum = (of: readonly NoticeLine[], code: string, name: string): PlanRow => {
    const sums = sumLines(of, parts)
    const texts = basis.map((_, at) => sumTexts(of.map((line) => line.basis[at] ?? null)))
    return {
      ...{ id: code, code, name, place: '', className: '', bound: null, basis: texts },
      members: numberOf(texts[members] ?? null),
      byPart: sums.byPart,
      amount: sums.amount,
      previous: sums.previous,
      difference: sums.difference,
    }
  }
  return {
    rows: lines.map(row),
    groups: groupLines(lines, places).map((group) => ({
      key: group.place.code,
      word: group.place.name,
      total: sum(group.lines, group.place.code, group.place.name),
      rows: group.lines.map(row),
    })),
    total: sum(lines, '', ''),
  }
}

const numberOf = (text: string | null): number | null => (text === null ? null : Number(text))

/** Fen per member, not rounded, so that it is rounded once where it is written; null without members. */
export const eachOf = ({ amount, members }: Pick<PlanRow, 'amount' | 'members'>): number | null =>
  members === null || members <= 0 ? null : amount / members
