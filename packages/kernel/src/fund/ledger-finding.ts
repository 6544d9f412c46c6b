import type { RefusalFacts } from '../base/decision.ts'
import { type AmountRefusal, fen, formatYuan } from '../base/money.ts'
import type { LedgerColumn } from './ledger-column.ts'

/** Red: the row is refused. */
export const BAD_FINDINGS = [
  'FORMULA',
  'MERGED',
  'ERROR_VALUE',
  'TOO_LONG',
  'DAY_EMPTY',
  'DAY_UNREADABLE',
  'NO_SUCH_MONTH',
  'NO_SUCH_DAY',
  'DAY_IN_FUTURE',
  'DAY_BEFORE_RECEIPT',
  'NOTHING_RECEIVED',
  'VOUCHER_EMPTY',
  'LINE_UNREADABLE',
  'TWICE_IN_FILE',
  'SUMMARY_EMPTY',
  'PROHIBITED',
  'SUBJECT_EMPTY',
  'SUBJECT_UNMAPPED',
  'AMOUNT_ZERO',
  'YES_OR_NO',
  'REFUND_UNNAMED',
  'REFUND_UNKNOWN',
  'REFUND_AMBIGUOUS',
  'REFUND_EXCEEDED',
  'REFUND_BEFORE_SPENDING',
  'ADVANCE_UNKNOWN',
  'ADVANCE_AMBIGUOUS',
] as const
/** Amber: read, but a person has to say yes. */
export const DOUBTFUL_FINDINGS = [
  'READ_AS',
  'AMOUNT_READ_AS',
  'ADVANCE_READ_AS',
  'KNOWN_DIFFERENTLY',
  'REVERSED_BEFORE',
] as const
/** Grey: left out, and listed. */
export const PASSED_FINDINGS = [
  'KNOWN',
  'KNOWN_REVERSED',
  'OTHER_PROJECT',
  'OTHER_SUBJECT',
  'TOTAL_ROW',
] as const

export type FindingCode =
  | AmountRefusal
  | (typeof BAD_FINDINGS)[number]
  | (typeof DOUBTFUL_FINDINGS)[number]
  | (typeof PASSED_FINDINGS)[number]

/** Something to say about a cell; about the whole row when the column is null. */
export interface Finding {
  readonly column: LedgerColumn | null
  readonly code: FindingCode
  readonly facts: RefusalFacts
}

export const finding = (
  column: LedgerColumn | null,
  code: FindingCode,
  facts: RefusalFacts = {},
): Finding => ({ column, code, facts })

const DOUBTFUL: ReadonlySet<FindingCode> = new Set(DOUBTFUL_FINDINGS)
const PASSED: ReadonlySet<FindingCode> = new Set(PASSED_FINDINGS)

export type FindingMark = 'bad' | 'doubtful' | 'passed'
export const markOf = (code: FindingCode): FindingMark =>
  DOUBTFUL.has(code) ? 'doubtful' : PASSED.has(code) ? 'passed' : 'bad'

const yuan = (value: string | number | undefined): string => formatYuan(fen(Number(value ?? 0)))
const fixed = (f: RefusalFacts): string => (f.fix === undefined ? '' : `，请写成 ${f.fix}`)

/** One sentence with the fix, as it stands in the reason column. */
export const FINDING_WORDS: Record<FindingCode, (facts: RefusalFacts) => string> = {
  FORMULA: (f) => `${f.address} 是公式，请粘贴为数值`,
  MERGED: (f) => `${f.address} 是合并单元格，请取消合并并逐行填写`,
  ERROR_VALUE: (f) => `单元格是错误值“${f.typed}”，请改成实际内容`,
  TOO_LONG: (f) => `文字超过 ${f.longest} 个字，请缩短`,
  DAY_EMPTY: () => '日期为空',
  DAY_UNREADABLE: (f) => `“${f.typed}”不是日期，请写成 2024-06-06 的样子`,
  NO_SUCH_MONTH: (f) => `日期“${f.typed}”没有这一天，月份应为 1 至 12`,
  NO_SUCH_DAY: (f) => `日期“${f.typed}”没有这一天，${f.month}月没有 ${f.date} 日`,
  DAY_IN_FUTURE: (f) => `日期晚于今天（${f.today}）`,
  DAY_BEFORE_RECEIPT: (f) =>
    `日期早于到账日 ${f.receivedOn}；本级经费垫付的，先登记“先行垫付”，再在摘要写“归垫”`,
  NOTHING_RECEIVED: () => '本专项还没有到账，不能列支',
  VOUCHER_EMPTY: () => '凭证号为空',
  LINE_UNREADABLE: (f) => `分录号“${f.typed}”应为 1 至 9999 的整数`,
  TWICE_IN_FILE: (f) => `与第 ${f.row} 行的凭证号、分录号相同`,
  SUMMARY_EMPTY: () => '摘要为空',
  PROHIBITED: (f) => `“${f.word}”在本专项负面清单第 ${f.item} 条（${f.name}），不能在此列支`,
  SUBJECT_EMPTY: () => '科目为空',
  SUBJECT_UNMAPPED: (f) => `科目“${f.subject}”还没有选用途`,
  AMOUNT_EMPTY: () => '金额为空',
  AMOUNT_ZERO: () => '金额为 0',
  AMOUNT_FULL_WIDTH: (f) => `金额“${f.typed}”是全角数字，请改成半角`,
  AMOUNT_HAS_UNIT: (f) => `金额“${f.typed}”不是数字${fixed(f)}`,
  AMOUNT_EXPONENT: (f) => `金额“${f.typed}”是科学记数，请写成普通数字`,
  AMOUNT_TOO_FINE: (f) => `金额“${f.typed}”小于分，请保留两位小数`,
  AMOUNT_NEGATIVE_ZERO: () => '金额为 −0',
  AMOUNT_NOT_A_NUMBER: (f) => `金额“${f.typed}”不是数字${fixed(f)}`,
  AMOUNT_TOO_LARGE: (f) => `金额“${f.typed}”过大，请核对`,
  YES_OR_NO: (f) => `“${f.typed}”应为“是”或“否”`,
  REFUND_UNNAMED: () => '金额为负，请在摘要或“原凭证号”列写明收回哪一笔，如“退回 记-0631”',
  REFUND_UNKNOWN: (f) => `没有找到凭证 ${f.voucher} 的支出，请核对原凭证号`,
  REFUND_AMBIGUOUS: (f) => `${f.voucher} 有 ${f.count} 行，请写明行号，如“${f.voucher}#1”`,
  REFUND_EXCEEDED: (f) => `${f.voucher} 还可收回 ${yuan(f.left)} 元，不够 ${yuan(f.asked)} 元`,
  REFUND_BEFORE_SPENDING: (f) => `收回日期早于原支出的日期（${f.day}）`,
  ADVANCE_UNKNOWN: () => '摘要写有“归垫”，但没有相应的垫付记录，请先登记“先行垫付”',
  ADVANCE_AMBIGUOUS: (f) => `摘要写有“归垫”，但有 ${f.count} 笔垫付都可能，请改为逐笔录入`,
  READ_AS: (f) => `“${f.typed}”读作 ${f.reads}，请确认`,
  AMOUNT_READ_AS: (f) => `金额“${f.typed}”是全角数字，读作 ${yuan(f.reads)}，请确认`,
  ADVANCE_READ_AS: (f) => `读作归还垫付“${f.title}”，请确认`,
  KNOWN_DIFFERENTLY: (f) =>
    `该凭证号和行号已登记为 ${f.day}、${yuan(f.amount)} 元，与本行不同；本次跳过，请确认`,
  KNOWN: (f) => `已在 ${f.on} 登记（凭证号、日期、金额都相同），本次跳过`,
  REVERSED_BEFORE: (f) =>
    `该凭证号和行号登记为 ${f.day}、${yuan(f.amount)} 元后已冲销；本行重新登记，请确认`,
  KNOWN_REVERSED: (f) => `已在 ${f.on} 登记，后来冲销，本次跳过；确需再列支的，请在支出页“记一笔”`,
  OTHER_PROJECT: (f) => `项目“${f.project}”不属于本专项，跳过`,
  OTHER_SUBJECT: (f) => `科目“${f.subject}”已设为不属于本专项，跳过`,
  TOTAL_ROW: () => '合计行，跳过',
}

export const findingSentence = (found: Finding): string => FINDING_WORDS[found.code](found.facts)

/** The reason column of a row: every finding, joined. */
export const reasonOf = (findings: readonly Finding[]): string =>
  findings.map(findingSentence).join('；')
