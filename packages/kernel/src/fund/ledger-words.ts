import type { RefusalFacts } from '../base/decision.ts'
import { fen, formatYuan } from '../base/money.ts'
import type { LedgerRefusal } from './ledger.ts'
import type { ReversalRefusal } from './reversal.ts'

type Sentence = (facts: RefusalFacts) => string

const short =
  (stage: string, then: string): Sentence =>
  (f) =>
    `${f.organization}的${stage}余额只有 ${formatYuan(fen(Number(f.available)))} 元，不够 ${formatYuan(fen(Number(f.asked)))} 元。${then}`

export const LEDGER_REFUSAL_WORDS: Record<LedgerRefusal | ReversalRefusal, Sentence> = {
  FUND_ENDED: () => '本专项已结束，不能再记账。',
  PERIOD_CLOSED: (f) => `${f.month} 账期已关闭，不能再记账。请在开放的账期办理。`,
  PAYMENT_PAUSED: (f) => `${f.organization}正被暂停拨付，解除之前不能下达、拨付、占用或支出。`,
  INSUFFICIENT_AVAILABLE: short('待分配', '请减少安排，或先调整预算。'),
  INSUFFICIENT_ARRANGED: short('已安排', '请核对集体研究的数额。'),
  INSUFFICIENT_ISSUED: short('已下达未拨', '请核对拨付或调减的数额。'),
  INSUFFICIENT_REMITTED: short('已拨未达', '到账或退票不能超过付款。'),
  INSUFFICIENT_RELAYED: short('市级待转拨', '请核对转拨数额。'),
  INSUFFICIENT_HELD: short('可用', '请核对数额，或等到账后再办。'),
  INSUFFICIENT_OCCUPIED: short('已占用', '请核对合同的未付数额。'),
  INSUFFICIENT_SPENT: short('已支出', '收回不能超过原支出。'),
  INSUFFICIENT_CARRIED: short('结转', '请核对数额。'),
  INSUFFICIENT_SURPLUS: short('结余', '请核对数额。'),
  INSUFFICIENT_RETURNING: short('缴回在途', '请核对缴回单。'),
  INSUFFICIENT_RETURNED: short('已退回', '请核对数额。'),
  REVERSE_NOTHING: () => '没有找到可以冲销的记账。',
  REVERSE_OF_REVERSAL: () => '冲销不能再被冲销。请按正确的数额重新办理。',
  REVERSED_ALREADY: () => '这笔记账已经冲销过。',
  SAME_PERSON: () => '经办和审核须为不同的人，请由另一人办理。',
  LATER_ACT: (f) => `同一单据之后还有“${f.act}”，请从最后一步开始逐步冲销。`,
  PAID_BY_BANK: () => '银行已支付成功，不能冲销。请走退票或缴回。',
}
