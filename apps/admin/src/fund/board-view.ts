import type { OpenedName } from '@qiangji/kernel/fund/figure.ts'
import type { Wire } from '../wire/client.ts'

/** What the board is told: the answer of its procedure. */
export type BoardView = Awaited<ReturnType<Wire['fund']['board']['overview']['query']>>
export type BoardRow = BoardView['rows'][number]
export type BoardTile = BoardView['tiles'][number]
export type BoardConcern = BoardView['concerns'][number]
export type CrossingView = Awaited<
  ReturnType<Wire['fund']['board']['crossings']['query']>
>['rows'][number]

type BoardFund = Awaited<ReturnType<Wire['fund']['board']['funds']['query']>>[number]

/** The fund that is looked at first: of the newest year in which something was issued, the largest. */
export const usualFund = (funds: readonly BoardFund[]): BoardFund | null =>
  funds
    .filter((fund) => fund.issued > 0)
    .sort((a, b) => b.year - a.year || b.issued - a.issued)
    .at(0) ??
  funds[0] ??
  null

/** A figure of a place that is opened to its postings. */
export interface Opened {
  readonly organizationId: BoardRow['organizationId']
  readonly name: string
  readonly figure: OpenedName
}

/** Children are called by their level. */
export const CHILDREN: Record<BoardRow['level'], string> = {
  province: '市州',
  prefecture: '县区',
  county: '乡镇（街道）',
  township: '单位',
}

export const nameOfRow = (row: Pick<BoardRow, 'kind' | 'name'>): string =>
  row.kind === 'own' ? `${row.name}本级` : row.kind === 'direct' ? `其中 ${row.name}` : row.name

const sortKeys = (row: BoardRow, key: string): number => {
  if (key === 'stay') return row.stayDays ?? -1
  if (key === 'rate') return row.rates.spend.basisPoints ?? -1
  const figures: Readonly<Record<string, number>> = row.figures
  return figures[key] ?? 0
}

/** Rows by a column, the largest first; a direct recipient stays behind the prefecture that holds it. */
export const sorted = (
  rows: readonly BoardRow[],
  key: string,
  order: 'ascending' | 'descending',
): readonly BoardRow[] => {
  const sign = order === 'descending' ? -1 : 1
  return rows
    .filter((row) => row.kind !== 'direct')
    .sort((a, b) => sign * (sortKeys(a, key) - sortKeys(b, key)) || (a.code < b.code ? -1 : 1))
    .flatMap((row) => [
      row,
      ...rows.filter((inner) => inner.kind === 'direct' && inner.code.startsWith(row.code)),
    ])
}
