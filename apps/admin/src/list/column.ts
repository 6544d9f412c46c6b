import type { Day } from '@qiangji/kernel/base/day.ts'
import type { Rate } from '@qiangji/kernel/fund/figure.ts'
import type { Amount } from '../figure/amount.ts'
import type { ShownState } from '../figure/state-mark.ts'
import type { Unit } from '../frame/preferences-store.ts'

/** How a cell is drawn, and what it reads from its row. `slot` is drawn by the page in `#cell-<key>`. */
export type Show<Row> =
  | {
      readonly as: 'text'
      readonly read: (row: Row) => string | null
      readonly grey?: boolean
      /** A figure already written out, such as 18.6: stands at the right, also in totals. */
      readonly figure?: boolean
    }
  | { readonly as: 'count'; readonly read: (row: Row) => number | null; readonly sign?: boolean }
  | {
      readonly as: 'money'
      readonly read: (row: Row) => Amount
      readonly unit?: Unit
      readonly decimals?: number
      readonly sign?: boolean
      /** Whether this row's amount is 红字. */
      readonly hong?: (row: Row) => boolean
      /** Opens to its postings; the table emits `drill`. */
      readonly drill?: boolean
      readonly strong?: boolean
    }
  | { readonly as: 'rate'; readonly read: (row: Row) => Rate | null }
  | { readonly as: 'day'; readonly read: (row: Row) => Day | null; readonly said?: boolean }
  | { readonly as: 'state'; readonly read: (row: Row) => ShownState }
  | {
      readonly as: 'slot'
      readonly figure?: boolean
      /** What stands in an exported list; a column without it, such as buttons, is left out there. */
      readonly words?: (row: Row) => string | null
    }

/** One column of a list, as data: a page's `<noun>.fields.ts` is an array of these. */
export interface Column<Row> {
  readonly key: string
  readonly head: string
  /** Small words under the head. A money column without it shows the person's unit. */
  readonly under?: string
  readonly width?: number
  /** The column takes its share of what is left, from this width up. */
  readonly grow?: number
  /** Only on wide screens (from 1600), unless the person chooses it. */
  readonly wide?: boolean
  /** Cannot be put away: it says what the row is. */
  readonly always?: boolean
  readonly sort?: boolean
  readonly show: Show<Row>
}

/** Figures stand at the right, their heads too. */
export const isFigure = <Row>(column: Column<Row>): boolean => {
  const { show } = column
  if (show.as === 'slot' || show.as === 'text') return show.figure === true
  return show.as === 'count' || show.as === 'money' || show.as === 'rate'
}

/** Only figures have totals. */
export const hasTotal = <Row>(column: Column<Row>): boolean =>
  isFigure(column) && column.show.as !== 'slot'
