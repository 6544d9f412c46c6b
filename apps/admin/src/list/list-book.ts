import type { Book, BookColumn, BookRow, BookValue } from '@qiangji/sheet/book.ts'
import type { Column } from './column.ts'

/** A list as it goes into a workbook. */
export interface ListOut<Row> {
  readonly name: string
  /** Lines under the title: conditions, who and when. */
  readonly notes: readonly string[]
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
}

/** The shown columns as a workbook: amounts in yuan and exact, figures as numbers, everything else as text. */
export const bookOf = <Row>(list: ListOut<Row>): Book => {
  const columns = list.columns.filter(isWritten)
  return {
    sheets: [
      {
        name: list.name,
        heading: [list.name, ...list.notes],
        columns: columns.map(headOf),
        rows: list.rows.map(
          (row): BookRow => ({ values: columns.map((column) => cellOf(column, row)) }),
        ),
      },
    ],
  }
}

/** Buttons and marks that only a page can draw are left out. */
const isWritten = <Row>({ show }: Column<Row>): boolean =>
  show.as !== 'slot' || show.words !== undefined

const KINDS = {
  text: 'text',
  state: 'text',
  slot: 'text',
  count: 'number',
  money: 'yuan',
  rate: 'percent',
  day: 'day',
} as const

const headOf = <Row>({ head, show, width, grow }: Column<Row>): BookColumn => ({
  header: show.as === 'money' ? `${head.replace(/（元）$/, '')}（元）` : head,
  width: Math.max(10, Math.min(60, Math.round((width ?? grow ?? 120) / 6))),
  kind: KINDS[show.as],
  ...(show.as === 'count' ? { decimals: 0 } : {}),
})

const cellOf = <Row>({ show }: Column<Row>, row: Row): BookValue => {
  switch (show.as) {
    case 'money': {
      const amount = show.read(row)
      return amount === 'unreported' ? '待报' : amount
    }
    case 'rate': {
      const rate = show.read(row)
      return rate === null || rate.denominator === 0 ? null : rate.numerator / rate.denominator
    }
    case 'state':
      return show.read(row).word
    case 'slot':
      return show.words?.(row) ?? null
    case 'text':
    case 'count':
    case 'day':
      return show.read(row)
  }
}
