/** The last row and column that a worksheet can have. */
export const LAST_ROW = 1_048_576
export const LAST_COLUMN = 16_384

export interface Place {
  /** From 1. */
  readonly row: number
  /** From 1: column A. */
  readonly column: number
}

/** 28 is "AB". */
export const columnLetters = (column: number): string => {
  let letters = ''
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26))
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters
  return letters
}

export const addressOf = ({ row, column }: Place): string => `${columnLetters(column)}${row}`

/** "AB7" or "$AB$7"; undefined when it lies outside of any worksheet. */
export const placeOf = (address: string): Place | undefined => {
  const match = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/.exec(address)
  if (!match) return undefined
  const [, letters = '', digits] = match
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
  const row = Number(digits)
  return row <= LAST_ROW && column <= LAST_COLUMN ? { row, column } : undefined
}

/** A block of cells, both corners included. */
export interface Block {
  readonly from: Place
  readonly to: Place
}

/** "A1:C3", or "A1" alone. */
export const blockOf = (reference: string): Block | undefined => {
  const [first = '', last = first] = reference.split(':')
  const [from, to] = [placeOf(first), placeOf(last)]
  const ordered = from && to && from.row <= to.row && from.column <= to.column
  return ordered ? { from, to } : undefined
}
