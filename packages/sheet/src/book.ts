/** What is written: a workbook for people to read, print and filter. */
export interface Book {
  readonly sheets: readonly BookSheet[]
}

export interface BookSheet {
  /** Made fit for a tab when it is too long, holds signs that tabs may not, or is taken. */
  readonly name: string
  /** Lines above the table: a title, then notes such as 单位：万元. */
  readonly heading?: readonly string[]
  readonly columns: readonly BookColumn[]
  readonly rows: readonly BookRow[]
  /** Columns at the left that stay while scrolling. */
  readonly frozenColumns?: number
}

/**
 * text: any string, always text. yuan and wan: an amount in fen, shown in 元 or 万元. number: as it is.
 * percent: a ratio, 0.5 is 50%. day: YYYY-MM-DD.
 */
export type ColumnKind = 'text' | 'yuan' | 'wan' | 'number' | 'percent' | 'day'

export interface BookColumn {
  readonly header: string
  /** In characters of the body font; a Chinese one counts as two. */
  readonly width: number
  readonly kind: ColumnKind
  /** Digits behind the point: by default 2 for yuan, wan and percent, as many as there are for number. */
  readonly decimals?: number
}

export interface BookRow {
  /** One per column. */
  readonly values: readonly BookValue[]
  /** Subtotals and totals are bold; subtotals are shaded too. */
  readonly weight?: 'group' | 'total'
}

/** A number in a text column is a broken program; words in a column of figures, such as 待报, are text. */
export type BookValue = string | number | null
