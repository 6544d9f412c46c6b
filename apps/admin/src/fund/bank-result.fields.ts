import type { ResultColumn, ResultVerdict } from '@qiangji/kernel/fund/bank-result.ts'
import type { IconName } from '../design/icon.ts'
import type { FundAnswers } from './payment.fields.ts'

export type ResultRead = FundAnswers['payment']['readResult']
export type ResultRow = ResultRead['rows'][number]

/** The columns of the result as they stand on screen, in the order of a bank's sheet. */
export const RESULT_SHOWN: readonly {
  readonly column: ResultColumn
  readonly head: string
  readonly figure?: true
}[] = [
  { column: 'number', head: '支付单编号' },
  { column: 'amount', head: '金额（元）', figure: true },
  { column: 'outcome', head: '支付状态' },
  { column: 'day', head: '支付日期' },
  { column: 'reason', head: '银行说明' },
]

export const OUTCOME_WORDS = {
  paid: '支付成功',
  failed: '支付失败（退票）',
  pending: '处理中',
} as const

interface VerdictLook {
  readonly icon: IconName
  readonly words: (row: ResultRow) => string
}

/** What stands at the end of each row: what will be done with it, or why not. */
export const VERDICT_LOOKS: Readonly<Record<ResultVerdict, VerdictLook>> = {
  pay: { icon: 'check', words: (row) => `${row.payeeName}，记为支付成功` },
  fail: { icon: 'back', words: (row) => `${row.payeeName}，记为支付异常，金额退回可支付` },
  same: { icon: 'back', words: () => '已登记过，本次跳过' },
  pending: { icon: 'clock', words: () => '银行还在处理，本次跳过；有结果后再导入' },
  error: { icon: 'warning', words: (row) => row.errors.map((e) => e.text).join('；') },
}

export const countOfVerdict = (rows: readonly ResultRow[], ...verdicts: ResultVerdict[]): number =>
  rows.filter((row) => verdicts.includes(row.verdict)).length
