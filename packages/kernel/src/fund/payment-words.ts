import type { RefusalFacts } from '../base/decision.ts'
import { fen, formatYuan } from '../base/money.ts'
import type { BankAccountRefusal } from './bank-account.ts'
import type { ResultRowRefusal } from './bank-result.ts'
import type { BounceRefusal } from './bounce.ts'
import type { DiscrepancyRefusal } from './discrepancy.ts'
import type { PaidRefusal } from './payment.ts'
import type { PaymentMakeRefusal, PaymentReleaseRefusal } from './payment-batch.ts'
import type { ReceiptRefusal } from './receipt.ts'
import type { Sentence } from './words.ts'

/** Answered by the procedures themselves, from what several payments have in common. */
export type PaymentProcedureRefusal =
  | 'PAYMENT_MAKE_NOT_YOURS'
  | 'PAYMENT_RELEASE_NOT_YOURS'
  | 'PAYMENT_WITHDRAW_NOT_YOURS'
  | 'BANK_FILE_EMPTY'
  | 'BOUNCE_REPAID'
  | 'RESULT_HEAD_MISSING'
  | 'RESULT_EMPTY'
  | 'RESULT_TOO_LONG'
  | 'RESULT_HAS_ERRORS'
  | 'RESULT_UNREADABLE'

type PaymentRefusal =
  | BankAccountRefusal
  | PaidRefusal
  | Exclude<PaymentMakeRefusal, 'PAYMENT_PAUSED'>
  | Exclude<PaymentReleaseRefusal, 'SAME_PERSON'>
  | BounceRefusal
  | ReceiptRefusal
  | DiscrepancyRefusal
  | ResultRowRefusal
  | PaymentProcedureRefusal

const yuan = (facts: RefusalFacts, name: string): string => formatYuan(fen(Number(facts[name])))

export const PAYMENT_REFUSAL_WORDS: Record<PaymentRefusal, Sentence> = {
  ACCOUNT_PROPOSED_ALREADY: '该单位已有一项账户变更待确认（{since} 提交），请先办结。',
  ACCOUNT_UNCHANGED: '填写的账户与使用中的账户相同，不需要变更。',
  ACCOUNT_FILE_MISSING: '变更账户须附盖章的申请扫描件，请上传后再提交。',
  ACCOUNT_DECIDED_ALREADY: '该账户信息已办结（{state}），请刷新后查看。',
  ACCOUNT_SAME_PERSON: '账户信息须由另一人对照盖章申请确认，提交人不能自行确认。',
  ACCOUNT_NOT_YET_VALID: '该账户自 {day} 起启用，请在当天或以后确认。',
  PAYMENT_STATE: '支付单 {number} 为“{state}”，不能再办理此项。请刷新后查看。',
  PAID_DAY_LATE: '支付日期不能晚于今天（{today}）。',
  PAID_DAY_EARLY: '支付日期不能早于授权日期（{day}）。',
  PAYMENT_LINE_TWICE: '{organization}在同一专项里出现了两行，请合并后再提交。',
  PAYMENT_NOTHING_TO_PAY: '{organization}没有可以支付的金额，或不由本单位支付。',
  PAYMENT_ABOVE_BALANCE: (f) =>
    `${f.organization}可支付 ${yuan(f, 'available')} 元（已扣除待授权的支付单），不够 ${yuan(f, 'asked')} 元。请核对金额。`,
  PAYEE_ACCOUNT_MISSING: '{organization}没有使用中的收款账户，请先在“收款账户”办理并确认。',
  RELAY_DOCUMENT_MISSING: '转拨须有本级文件，请填写文号、日期和标题。',
  PAYMENT_NOTHING_DRAFTED: '该批次没有待授权的支付单，请刷新后查看。',
  PAYEE_CHANGED:
    '制单后受补对象名单的拨付路径已变，支付单 {number} 的收款单位不再正确，请退回后重新制单。',
  BOUNCE_NOT_UNDERWAY: '该支付单为“{state}”，没有可以退票的金额。',
  BOUNCE_DAY_LATE: '退票日期不能晚于今天。',
  BOUNCE_DAY_EARLY: '退票日期不能早于付款日期（{day}）。',
  BOUNCE_LINE_UNKNOWN: '退票的单位不在这张支付单内，请核对。',
  BOUNCE_ABOVE_OPEN: (f) =>
    `该行未到账金额为 ${yuan(f, 'open')} 元，退票不能是 ${yuan(f, 'asked')} 元。`,
  BOUNCE_NOTHING_OPEN: '这张支付单已全部到账或退票，没有可以退票的金额。',
  BOUNCE_REPAID: '退回的款项已由支付单 {number} 重新支付，请先撤销或冲销该支付单，再冲销退票。',
  RECEIPT_NOT_UNDERWAY: '该笔付款为“{state}”，不能确认到账。',
  RECEIPT_CREDIT_LATE: '到账日不能晚于今天（{today}）。',
  RECEIPT_CREDIT_EARLY: '到账日不能早于付款日期（{day}）。',
  RECEIPT_LINE_UNKNOWN: '填写的单位不在这笔付款内，请核对。',
  RECEIPT_ABOVE_PAYMENT: (f) =>
    `填写 ${yuan(f, 'asked')} 元，超过该行未到账的 ${yuan(f, 'open')} 元。多到的金额请填在“多到金额”，只登记、不入账。`,
  RECEIPT_EMPTY: '没有可以确认的金额。没有到账的款项不用确认，付款单位会收到提醒。',
  RECEIPT_SURPLUS_WHILE_SHORT:
    '这笔付款还有未到账的行，不能同时登记多到金额，请先分清到账的是哪一行。',
  RECEIPT_NUMBER_USED: '收据号“{number}”已用于 {day} 的到账，请核对。',
  DISCREPANCY_CLOSED: '该金额不符已核销，请刷新后查看。',
  DISCREPANCY_NEEDS_MONEY: '少到的金额只能由补到账或退票核销，不能用说明核销。',
  PAYMENT_MAKE_NOT_YOURS: '支付单须由{posts}制单。',
  PAYMENT_RELEASE_NOT_YOURS: '该批次须由{posts}授权。',
  PAYMENT_WITHDRAW_NOT_YOURS: '只有制单人可以撤销未授权的支付单；授权人请用“退回”。',
  BANK_FILE_EMPTY: '该批次没有待支付的支付单，不生成网银文件。',
  RESULT_HEAD_MISSING: '没有找到列“{heads}”。请使用银行导出的结果表，第一行为列名。',
  RESULT_EMPTY: '文件里没有结果行，请核对后重新选择。',
  RESULT_TOO_LONG:
    '文件有 {rows} 行结果，一次最多 {most} 行，没有登记任何一行。请把文件拆分后分次上传。',
  RESULT_HAS_ERRORS:
    '有 {errors} 行错误，没有登记任何一行。请改正后重新上传，或选择只登记无误的行。',
  RESULT_UNREADABLE: '{why}没有登记任何一行。',
  RESULT_NUMBER_EMPTY: '支付单编号为空',
  RESULT_AMOUNT_UNREADABLE: '金额“{typed}”不是正数，请写成 12000.00',
  RESULT_STATE_UNKNOWN: '支付状态“{typed}”不认识，应为支付成功或支付失败（退票）',
  RESULT_DAY_UNREADABLE: '日期“{typed}”没有这一天，请写成 2024-06-03',
  RESULT_PAYMENT_UNKNOWN: '没有编号为“{number}”的支付单',
  RESULT_AMOUNT_DIFFERS: (f) => `金额 ${yuan(f, 'told')} 元与支付单的 ${yuan(f, 'due')} 元不一致`,
  RESULT_TWICE_DIFFERENT: '与第 {row} 行编号相同而结果不同',
  RESULT_NOT_RELEASED: '该支付单为“{state}”，没有提交银行',
  RESULT_ALREADY_FAILED: '该支付单已退票，不能再记为成功；请核对是否为重新支付的单号',
  RESULT_ALREADY_RECEIVED: '收款单位已确认到账或已部分退票，不能整笔记为失败；请与收款单位核实',
  RESULT_DAY_LATE: '日期晚于今天（{today}）',
  RESULT_DAY_EARLY: '日期早于授权日期（{day}）',
}
