import type { RefusalFacts } from '../base/decision.ts'
import { fen, formatYuan } from '../base/money.ts'
import type { SpendingRefusal } from './spending-check.ts'

type Sentence = (facts: RefusalFacts) => string
const yuan = (value: string | number | undefined): string => formatYuan(fen(Number(value ?? 0)))

export const SPENDING_REFUSAL_WORDS: Record<SpendingRefusal, Sentence> = {
  SPENDING_STATE: (f) => `${f.voucher} 现在是“${f.state}”，不能这样办理。请刷新后查看。`,
  SPENDING_DAY_IN_FUTURE: (f) => `凭证日期晚于今天（${f.today}），请核对日期。`,
  NOTHING_RECEIVED: () =>
    '本专项还没有到账，不能列支。已用本级经费先行支付的，请先登记“先行垫付”，到账后再归垫。',
  DAY_BEFORE_RECEIPT: (f) =>
    `凭证日期 ${f.day} 早于到账日期 ${f.receivedOn}。用本级经费先行支付的，请登记“先行垫付”后归垫。`,
  USE_NOT_ALLOWED: () => '所选用途不在本专项的可用范围内，请从列表中选择。',
  PROHIBITED: (f) =>
    `摘要中的“${f.word}”在本专项负面清单第 ${f.item} 条（${f.name}），不能在此列支。`,
  VOUCHER_USED: (f) =>
    `${f.voucher} 第 ${f.line} 行已登记过（凭证日期 ${f.day}）。同一凭证的其他分录请填不同的行号。`,
  PAYEE_OR_ROSTER: () => '请填写收款人；发放给多人的，请填发放花名册的人数。两项只填一项。',
  CONTRACT_OR_ADVANCE: () => '一笔支出不能同时从合同占用中列支又归还垫付，请只选一项。',
  OTHER_LINE: () => '所选的合同或垫付属于另一个单位或账户的资金，请核对“用款单位”。',
  REFUND_OF_UNPOSTED: (f) => `只有已入账的支出才能收回，原支出现在是“${f.state}”。`,
  REFUND_EXCEEDED: (f) =>
    `${f.voucher} 还可收回 ${yuan(f.left)} 元，不够 ${yuan(f.asked)} 元，请核对金额。`,
  REFUND_BEFORE_SPENDING: (f) => `收回的日期早于原支出的日期（${f.day}），请核对。`,
  RELEASER_IS_MAKER: () => '经办和审核须为不同的人，请由另一人审核。',
  UPPER_REVIEW_NOT_NEEDED: (f) => `${f.organization}有其他人可以审核，不需要上级复核。`,
  FILE_REQUIRED: (f) =>
    `${f.voucher} 达到 ${yuan(f.threshold)} 元，须有附件。请退回补充，或由经办人上传后再审核。`,
  FILE_IS_NO_VOUCHER: (f) => `“${f.name}”不能作附件，请上传 PDF、JPEG、PNG 或 OFD 文件。`,
  REFUNDS_WAIT: (f) => `${f.voucher} 有待审核的收回，请先撤回该笔收回。`,
  ADVANCE_NOT_OPEN: (f) => `这笔垫付“${f.state}”，不能再办理。`,
  ADVANCE_DAY_IN_FUTURE: (f) => `垫付日期晚于今天（${f.today}），请核对日期。`,
  ADVANCE_EXCEEDED: (f) =>
    `垫付“${f.title}”还可归垫 ${yuan(f.left)} 元，不够 ${yuan(f.asked)} 元（含待审核的归垫）。`,
  ADVANCE_REPAID_IN_PART: () => '这笔垫付已有归垫，不能撤销。请先冲销或撤回归垫。',
  COMMITMENT_NOT_OPEN: (f) => `这份合同“${f.state}”，不能再办理。`,
  COMMITMENT_DAY_IN_FUTURE: (f) => `签订日期晚于今天（${f.today}），请核对日期。`,
  COMMITMENT_EXCEEDED: (f) =>
    `合同“${f.title}”还可支付 ${yuan(f.left)} 元，不够 ${yuan(f.asked)} 元（含待审核的支付）。`,
  COMMITMENT_HAS_PAYMENTS_WAITING: (f) =>
    `这份合同还有 ${yuan(f.asked)} 元支付待审核，请先审核或撤回，再解除占用。`,
  COMMITMENT_NOTHING_LEFT: () => '这份合同已没有占用的金额，不需要解除。',
  COMMITMENT_PAID_FROM: (f) =>
    `合同“${f.title}”已有支付、解除或结转，不能冲销占用。请先冲销这些记录，或只解除未付部分。`,
}
