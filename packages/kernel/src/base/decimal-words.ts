import type { DecimalRefusal } from './decimal.ts'

/** What is wrong with a typed number, and what to write instead. */
export const DECIMAL_WORDS: Readonly<Record<DecimalRefusal, string>> = {
  DECIMAL_EMPTY: '请填数字',
  DECIMAL_FULL_WIDTH: '“{typed}”是全角数字，读作 {reads}，请改成半角',
  DECIMAL_EXPONENT: '“{typed}”是科学记数，请写成普通数字',
  DECIMAL_NEGATIVE_ZERO: '零不能带负号',
  DECIMAL_TOO_LONG: '“{typed}”位数太多，小数最多 12 位',
  DECIMAL_NOT_A_NUMBER: '“{typed}”不是数字，请写成 0.40 的样子',
}
