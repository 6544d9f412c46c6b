import { z } from 'zod'
import type { Brand } from './brand.ts'
import { accept, type Decision, refuse } from './decision.ts'
import { halfWidth } from './money.ts'
import { type Ratio, ratio } from './ratio.ts'

/** A plain decimal number kept as text, such as "0.40" or "-12": what was typed, without loss. */
export type Decimal = Brand<string, 'Decimal'>

/** At most 15 digits before and 12 after the point; no plus, exponent, leading zero or −0. */
const SHAPE = /^(?!-0(?:\.0+)?$)-?(?:0|[1-9]\d{0,14})(?:\.\d{1,12})?$/

export const Decimal = z
  .string({ error: 'DECIMAL_NOT_A_NUMBER' })
  .regex(SHAPE, { error: ({ input }) => decimalRefusal(input) })
  .pipe(z.custom<Decimal>())

export type DecimalRefusal =
  | 'DECIMAL_EMPTY'
  | 'DECIMAL_FULL_WIDTH'
  | 'DECIMAL_EXPONENT'
  | 'DECIMAL_NEGATIVE_ZERO'
  | 'DECIMAL_TOO_LONG'
  | 'DECIMAL_NOT_A_NUMBER'

/** Reads a number that a person typed; surrounding blanks are dropped, nothing else is guessed. */
export const parseDecimal = (text: string): Decision<Decimal, DecimalRefusal> => {
  const typed = text.trim()
  if (typed === '') return refuse('DECIMAL_EMPTY')
  if (/[０-９．，－＋]/.test(typed))
    return refuse('DECIMAL_FULL_WIDTH', { typed, reads: halfWidth(typed) })
  const plain = typed.replace(/^−/, '-')
  if (/^[-+]?[\d.]+e[-+]?\d+$/i.test(plain)) return refuse('DECIMAL_EXPONENT', { typed })
  if (/^-0(\.0+)?$/.test(plain)) return refuse('DECIMAL_NEGATIVE_ZERO', { typed })
  if (isDecimal(plain)) return accept(plain)
  if (/^-?(0|[1-9]\d*)(\.\d+)?$/.test(plain)) return refuse('DECIMAL_TOO_LONG', { typed })
  return refuse('DECIMAL_NOT_A_NUMBER', { typed })
}

const decimalRefusal = (input: unknown): DecimalRefusal => {
  const read = parseDecimal(String(input).slice(0, 40))
  return read.ok ? 'DECIMAL_NOT_A_NUMBER' : read.refusal
}

export const isDecimal = (text: string): text is Decimal => SHAPE.test(text)

/** The number of digits after the point. */
export const placesOf = (decimal: Decimal): number => {
  const point = decimal.indexOf('.')
  return point < 0 ? 0 : decimal.length - point - 1
}

/** The decimal times 10^places, whole: places must not be fewer than its own. */
export const scaledUp = (decimal: Decimal, places: number): bigint => {
  const [whole = '0', fraction = ''] = decimal.split('.')
  return BigInt(whole + fraction.padEnd(places, '0'))
}

/** A whole number of 10^−places as the shortest decimal text: (95, 2) is "0.95". */
export const scaledDown = (scaled: bigint, places: number): string => {
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '')
  return `${scaled < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

/** The same number without trailing zeros, so that "1.40" and "1.4" are one text. */
export const shortest = (decimal: Decimal): string =>
  scaledDown(scaledUp(decimal, placesOf(decimal)), placesOf(decimal))

export const ratioOf = (decimal: Decimal): Ratio =>
  ratio(scaledUp(decimal, placesOf(decimal)), 10n ** BigInt(placesOf(decimal)))
