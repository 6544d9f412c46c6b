import { isDay } from '@qiangji/kernel/base/day.ts'
import { scaledDown } from '@qiangji/kernel/base/decimal.ts'
import { assert } from '@qiangji/kernel/base/decision.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import type { BookColumn, BookValue } from './book.ts'
import { encodeCellText, LONGEST_TEXT } from './cell-text.ts'
import { serialOfDay } from './day-serial.ts'
import { decimalText } from './number-text.ts'

/** A text cell keeps the format @, so that it stays text when somebody opens it and presses Enter. */
export const TEXT_FORMAT = '@'

/** The number format of a column's figures. */
export const formatOf = ({ kind, decimals }: BookColumn): string => {
  const places = (count: number): string => (count === 0 ? '' : `.${'0'.repeat(count)}`)
  switch (kind) {
    case 'text':
      return TEXT_FORMAT
    case 'yuan':
    case 'wan':
      return `#,##0${places(decimals ?? 2)}`
    case 'number':
      return decimals === undefined ? 'General' : `#,##0${places(decimals)}`
    case 'percent':
      return `0${places(decimals ?? 2)}%`
    case 'day':
      return 'yyyy-mm-dd'
  }
}

/** One cell as XML. A string is always an inline text, whatever it begins with: never a formula. */
export const cellXml = (
  address: string,
  value: BookValue,
  column: BookColumn,
  style: (format: string) => number,
): string => {
  if (value === null) return `<c r="${address}" s="${style(formatOf(column))}"/>`
  if (typeof value === 'number') return numberXml(address, numberText(value, column), column, style)
  if (column.kind === 'day' && isDay(value) && value >= '1900-03-01')
    return numberXml(address, String(serialOfDay(value)), column, style)
  return textXml(address, value, style(TEXT_FORMAT))
}

export const textXml = (address: string, text: string, style: number): string => {
  assert(text.length <= LONGEST_TEXT, `a cell text of ${text.length} characters`)
  const inner = `<is><t xml:space="preserve">${encodeCellText(text)}</t></is>`
  return `<c r="${address}" s="${style}" t="inlineStr">${inner}</c>`
}

const numberXml = (
  address: string,
  text: string,
  column: BookColumn,
  style: (format: string) => number,
): string => `<c r="${address}" s="${style(formatOf(column))}"><v>${text}</v></c>`

/** Amounts are divided as decimals, not as floats: 1 fen is 0.01 yuan exactly. */
const numberText = (value: number, { kind, header }: BookColumn): string => {
  assert(kind !== 'text' && kind !== 'day', `a number in the column ${header}`)
  if (kind === 'yuan') return scaledDown(BigInt(fen(value)), 2)
  if (kind === 'wan') return scaledDown(BigInt(fen(value)), 6)
  assert(Number.isFinite(value), `the number ${value} in the column ${header}`)
  return decimalText(value)
}
