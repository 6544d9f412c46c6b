/** A group of rows with its subtotal: a prefecture and its counties. */
export interface RowGroup<Row> {
  readonly key: string
  readonly word: string
  /** The subtotal, in the shape of a row; only its figures are shown. */
  readonly total: Row
  readonly rows: readonly Row[]
}

/** A line of the table: the total first, then groups and rows. */
export type TableLine<Row> =
  | {
      readonly kind: 'total'
      readonly key: string
      readonly row: Row
      readonly word: string
      readonly count: number | null
    }
  | {
      readonly kind: 'group'
      readonly key: string
      readonly row: Row
      readonly word: string
      readonly count: number
      readonly open: boolean
    }
  | { readonly kind: 'row'; readonly key: string; readonly row: Row; readonly number: number }

interface Lines<Row> {
  readonly total: { readonly row: Row; readonly word: string; readonly count: number | null } | null
  readonly groups: readonly RowGroup<Row>[] | null
  readonly rows: readonly Row[]
  readonly open: ReadonlySet<string>
  readonly keyOf: (row: Row) => string
}

/** The lines in the order in which they stand; rows of a closed group are left out. */
export const linesOf = <Row>({
  total,
  groups,
  rows,
  open,
  keyOf,
}: Lines<Row>): TableLine<Row>[] => {
  const line = (row: Row, index: number): TableLine<Row> => ({
    kind: 'row',
    key: keyOf(row),
    row,
    number: index + 1,
  })
  const head: TableLine<Row>[] = total ? [{ kind: 'total', key: '=total', ...total }] : []
  if (!groups) return [...head, ...rows.map(line)]
  return [
    ...head,
    ...groups.flatMap((group): TableLine<Row>[] => [
      {
        kind: 'group',
        key: `=${group.key}`,
        row: group.total,
        word: group.word,
        count: group.rows.length,
        open: open.has(group.key),
      },
      ...(open.has(group.key) ? group.rows.map(line) : []),
    ]),
  ]
}
