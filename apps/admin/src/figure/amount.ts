import { type Fen, formatWan, formatYuan, signed } from '@qiangji/kernel/base/money.ts'
import type { Unit } from '../frame/preferences-store.ts'

/** null: does not apply ("—"); unreported: is due and has not come ("待报"). Neither is ever shown as 0. */
export type Amount = Fen | null | 'unreported'

export interface AmountLook {
  readonly unit: Unit
  /** Of 万元 only: 0 in a plan in whole 万, 2 on a board. Yuan always has two. */
  readonly decimals?: number | undefined
  /** For differences: +8, −3, 0. */
  readonly sign?: boolean | undefined
}

export const amountText = (amount: Fen, { unit, decimals = 2, sign }: AmountLook): string => {
  const text = unit === 'yuan' ? formatYuan(amount) : formatWan(amount, decimals)
  return sign ? signed(text, amount) : text
}

const GROUPED = new Intl.NumberFormat('en-US')
/** A count with thousands commas and a true minus. */
export const countText = (count: number): string => GROUPED.format(count).replace('-', '−')
