/** As many digits as a spreadsheet keeps and shows. */
const DIGITS = 15

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?$/

export interface NumberText {
  readonly value: number
  /** Shortest decimal without exponent: 4.35 × 100 is "435", 1e21 is written out. */
  readonly text: string
  /** A whole number of more than 15 digits: the last ones are not what was typed. */
  readonly lossy: boolean
}

/** Reads a stored number the way a spreadsheet shows it: 434.99999999999994 is 435. */
export const readNumber = (stored: string): NumberText | undefined => {
  const value = Number(stored)
  if (!NUMBER.test(stored) || !Number.isFinite(value)) return undefined
  const shown = Number(value.toPrecision(DIGITS))
  return { value: shown, text: decimalText(shown), lossy: Math.abs(shown) >= 10 ** DIGITS }
}

/** The shortest decimal of a number, without exponent and without −0. */
export const decimalText = (value: number): string => {
  const text = String(Object.is(value, -0) ? 0 : value)
  const match = /^(-?)(\d+)(?:\.(\d+))?e([-+]\d+)$/.exec(text)
  if (!match) return text
  const [, minus = '', whole = '', fraction = '', exponent] = match
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  if (point <= 0) return `${minus}0.${'0'.repeat(-point)}${digits}`
  return `${minus}${digits.padEnd(point, '0')}`
}
