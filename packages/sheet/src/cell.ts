import { addressOf, type Place } from './address.ts'
import { decodeCellText } from './cell-text.ts'
import { dayOfIso, dayOfSerial } from './day-serial.ts'
import { GENERAL } from './formats.ts'
import { readNumber } from './number-text.ts'
import type { Cell, ValueCell } from './sheet.ts'
import { damaged } from './stop.ts'
import type { Workbook } from './workbook.ts'

/** A cell as the worksheet writes it. */
export interface RawCell {
  readonly place: Place
  /** The letter of its type: s, str, inlineStr, n, b, e, d. */
  readonly type: string
  readonly style: number
  value?: string
  inline?: string
  /** Present for every formula, empty when it shares another cell's. */
  formula?: string
}

export const cellOf = (part: string, raw: RawCell, workbook: Workbook): Cell => {
  const cached = contentOf(part, raw, workbook)
  if (raw.formula === undefined) return cached
  const { address, column, text } = cached
  return { kind: 'formula', address, column, text, formula: decodeCellText(raw.formula), cached }
}

const contentOf = (part: string, raw: RawCell, workbook: Workbook): ValueCell => {
  const placed = { address: addressOf(raw.place), column: raw.place.column }
  const say = (text: string): ValueCell =>
    text === '' ? { kind: 'empty', ...placed, text } : { kind: 'text', ...placed, text }
  if (raw.type === 'inlineStr') return say(raw.inline ?? '')
  const value = raw.value ?? ''
  if (raw.type === 'str') return say(decodeCellText(value))
  if (value.trim() === '') return { kind: 'empty', ...placed, text: '' }
  switch (raw.type) {
    case 's': {
      const text = /^\d+$/.test(value) ? workbook.strings[Number(value)] : undefined
      if (text === undefined) throw damaged(part)
      return say(text)
    }
    case 'b':
      return { kind: 'boolean', ...placed, text: /^(1|true)$/.test(value) ? 'TRUE' : 'FALSE' }
    case 'e':
      return { kind: 'error', ...placed, text: value }
    case 'd': {
      const day = dayOfIso(value)
      return day === undefined ? say(value) : { kind: 'date', ...placed, text: day, day }
    }
    case 'n':
      return numberCell(part, raw, workbook)
    default:
      throw damaged(part)
  }
}

const numberCell = (part: string, raw: RawCell, workbook: Workbook): ValueCell => {
  const placed = { address: addressOf(raw.place), column: raw.place.column }
  const number = readNumber((raw.value ?? '').trim())
  if (number === undefined) throw damaged(part)
  const format = workbook.formats[raw.style] ?? GENERAL
  const day = format.showsDay ? dayOfSerial(number.value, workbook.dates) : undefined
  if (day !== undefined) return { kind: 'date', ...placed, text: day, day }
  const lossy = number.lossy ? ({ lossy: true } as const) : {}
  return { kind: 'number', ...placed, text: number.text, format: format.code, ...lossy }
}
