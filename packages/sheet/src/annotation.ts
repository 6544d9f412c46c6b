/** What is said about a file that was sent in, so that it can be sent back. */
export interface Annotation {
  readonly sheetName: string
  /** The row of the column names, from 1. */
  readonly headRow: number
  readonly marks: readonly Mark[]
  readonly reasons: readonly Reason[]
}

/** refused: must be changed. confirm: read, but to be confirmed. posted: already booked, left out. */
export type Tone = 'refused' | 'confirm' | 'posted'

/** A coloured cell; a text becomes its note (批注). */
export interface Mark {
  readonly address: string
  readonly tone: Tone
  readonly text?: string
}

/** One sentence per row, in a column of its own behind the last. */
export interface Reason {
  readonly row: number
  readonly tone: Tone
  readonly text: string
}

export const REASON_HEADER = '错误说明'
