import { z } from 'zod'
import type { Brand } from './brand.ts'
import { accept, assert, type Decision, type Refused, refuse } from './decision.ts'

/** An amount in fen (0.01 yuan), a safe integer. May be negative: legs and differences are. */
export type Fen = Brand<number, 'Fen'>

/**
 * No amount that a person gives is above 1,000 亿元: far above every budget, and far enough below 2^53 fen for
 * the sums that pages show.
 */
export const MOST_FEN = 10_000_000_000_000
/** A county's voucher is not above 10 亿元: 90,000 of them, waiting and bound by no balance, still have a sum. */
export const MOST_VOUCHER_FEN = 100_000_000_000

/** JSON knows −0; an amount does not. */
const whole = z
  .int({ error: ({ input }) => amountRefusal(input).refusal })
  .refine((n) => !Object.is(n, -0), { error: 'AMOUNT_NEGATIVE_ZERO', abort: true })
const atLeast = (least: number) =>
  whole.min(least, { error: least > 0 ? 'AMOUNT_NOT_POSITIVE' : 'AMOUNT_NEGATIVE' })
const TOO_LARGE = { error: 'AMOUNT_TOO_LARGE' }

/** Any amount, sums included. */
export const Fen = whole.pipe(z.custom<Fen>())

/** Zero or more fen, sums included. */
export const NaturalFen = atLeast(0).pipe(z.custom<Fen>())

/** A positive amount in fen, as every act of the ledger takes it. */
export const PositiveFen = atLeast(1).max(MOST_FEN, TOO_LARGE).pipe(z.custom<Fen>())

/** Zero or more fen as a person gives them. */
export const GivenFen = atLeast(0).max(MOST_FEN, TOO_LARGE).pipe(z.custom<Fen>())

/** More or less, as a person gives it. */
export const ChangeFen = whole
  .min(-MOST_FEN, TOO_LARGE)
  .max(MOST_FEN, TOO_LARGE)
  .pipe(z.custom<Fen>())

/** The amount of one voucher of a county's books. */
export const VoucherFen = atLeast(1).max(MOST_VOUCHER_FEN, TOO_LARGE).pipe(z.custom<Fen>())

export const NO_FEN = 0 as Fen
/** 1 yuan and 1 万元 (10,000 yuan) in fen. */
export const YUAN = 100
export const WAN = 1_000_000

/** Mints an amount; a fraction, NaN, −0 or an unsafe integer is a broken program. */
export const fen = (value: number): Fen => {
  assert(Number.isSafeInteger(value) && !Object.is(value, -0), `fen ${value}`)
  return value as Fen
}

export const addFen = (...amounts: readonly Fen[]): Fen =>
  fen(amounts.reduce<number>((a, b) => a + b, 0))
export const negateFen = (amount: Fen): Fen => (amount === 0 ? NO_FEN : fen(-amount))
export const subtractFen = (a: Fen, b: Fen): Fen => fen(a - b)
export const sumFen = <T>(rows: readonly T[], amount: (row: T) => Fen): Fen => {
  let sum = 0
  for (const row of rows) sum += amount(row)
  return fen(sum)
}

export type AmountRefusal =
  | 'AMOUNT_EMPTY'
  | 'AMOUNT_FULL_WIDTH'
  | 'AMOUNT_HAS_UNIT'
  | 'AMOUNT_EXPONENT'
  | 'AMOUNT_TOO_FINE'
  | 'AMOUNT_NEGATIVE_ZERO'
  | 'AMOUNT_NOT_A_NUMBER'
  | 'AMOUNT_TOO_LARGE'

/** What a program may do wrong beside: amounts travel as whole fen. */
export type SentAmountRefusal =
  | AmountRefusal
  | 'AMOUNT_NEGATIVE'
  | 'AMOUNT_NOT_POSITIVE'
  | 'AMOUNT_IN_QUOTES'

/**
 * Reads an amount that a person typed, in yuan (unit = 1) or 万元 (unit = 10,000).
 * Accepts thousands commas in the right places and a minus sign; never guesses.
 */
export const parseAmount = (text: string, unit: 1 | 10_000 = 1): Decision<Fen, AmountRefusal> => {
  const typed = text.trim()
  if (typed === '') return refuse('AMOUNT_EMPTY')
  if (/[０-９．，－＋]/.test(typed))
    return refuse('AMOUNT_FULL_WIDTH', { typed, reads: halfWidth(typed) })
  if (/[万亿元圆千百]/.test(typed)) return refuse('AMOUNT_HAS_UNIT', { typed })
  if (/^[-−+]?[\d.,]+e[-+]?\d+$/i.test(typed)) return refuse('AMOUNT_EXPONENT', { typed })
  const plain = /^[-−]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/
  if (!plain.test(typed)) return refuse('AMOUNT_NOT_A_NUMBER', { typed })
  const negative = /^[-−]/.test(typed)
  const [whole = '0', fraction = ''] = typed.replace(/[-−,]/g, '').split('.')
  const places = unit === 1 ? 2 : 6
  if (fraction.replace(/0+$/, '').length > places)
    return refuse('AMOUNT_TOO_FINE', { typed, places })
  const digits = BigInt(whole + fraction.slice(0, places).padEnd(places, '0'))
  if (digits > BigInt(MOST_FEN)) return refuse('AMOUNT_TOO_LARGE', { typed })
  if (negative && digits === 0n) return refuse('AMOUNT_NEGATIVE_ZERO', { typed })
  return accept(fen(Number(negative ? -digits : digits)))
}

/** Why a value that a program sent is no amount at all. */
export const amountRefusal = (value: unknown): Refused<SentAmountRefusal> => {
  if (value === undefined || value === null) return refuse('AMOUNT_EMPTY')
  if (typeof value === 'string') {
    const read = parseAmount(value.slice(0, 40))
    return read.ok ? refuse('AMOUNT_IN_QUOTES') : read
  }
  if (typeof value !== 'number' || !Number.isFinite(value))
    return refuse('AMOUNT_NOT_A_NUMBER', { typed: typeof value === 'object' ? '…' : String(value) })
  if (!Number.isInteger(value)) return refuse('AMOUNT_TOO_FINE', { typed: value, places: 2 })
  return refuse('AMOUNT_TOO_LARGE', { typed: value })
}

/** Full-width digits and marks as their half-width twins. */
export const halfWidth = (text: string): string =>
  text.replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))

/** 1234567 fen as "12,345.67"; the minus is a true minus (U+2212). */
export const formatYuan = (amount: Fen): string => {
  const digits = Math.abs(amount).toString().padStart(3, '0')
  return `${amount < 0 ? '−' : ''}${group(digits.slice(0, -2))}.${digits.slice(-2)}`
}

/** In 万元 with a fixed number of decimals (0–6), rounded half away from zero; exact when 6. */
export const formatWan = (amount: Fen, decimals = 2): string => {
  const scale = 10n ** BigInt(6 - decimals)
  const magnitude = BigInt(Math.abs(amount))
  const rounded = (magnitude + scale / 2n) / scale
  const digits = rounded.toString().padStart(decimals + 1, '0')
  const whole = decimals === 0 ? digits : digits.slice(0, -decimals)
  const minus = amount < 0 && rounded !== 0n ? '−' : ''
  return `${minus}${group(whole)}${decimals === 0 ? '' : `.${digits.slice(-decimals)}`}`
}

/** Always signed, for differences: "+8", "−3", "0". */
export const signed = (text: string, amount: Fen): string => (amount > 0 ? `+${text}` : text)

const group = (whole: string): string => whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
