import type { SentAmountRefusal } from './money.ts'

/** What is wrong with a typed amount, and what to write instead. */
export const AMOUNT_WORDS: Readonly<Record<SentAmountRefusal, string>> = {
  AMOUNT_EMPTY: '请填金额',
  AMOUNT_FULL_WIDTH: '“{typed}”是全角数字，读作 {reads}，请改成半角',
  AMOUNT_HAS_UNIT: '“{typed}”带了单位，请只填数字',
  AMOUNT_EXPONENT: '“{typed}”是科学记数，请写成普通数字',
  AMOUNT_TOO_FINE: '金额最小到分，小数最多 {places} 位',
  AMOUNT_NEGATIVE_ZERO: '零不能带负号',
  AMOUNT_NOT_A_NUMBER: '“{typed}”不是金额，请写成 12,000.00 的样子',
  AMOUNT_TOO_LARGE: '金额太大，请核对单位是元还是万元',
  AMOUNT_NEGATIVE: '金额不能为负',
  AMOUNT_NOT_POSITIVE: '金额应大于零',
  AMOUNT_IN_QUOTES: '金额应是以分为单位的整数，不加引号',
}
