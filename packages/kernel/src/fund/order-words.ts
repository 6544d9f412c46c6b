import { fen, formatYuan } from '../base/money.ts'
import type { OrderRefusal } from './order-posting.ts'
import type { Sentence } from './words.ts'

export type OrderStateRefusal = 'ORDER_NOT_WAITING' | 'NOT_YOUR_RELEASE' | 'NOT_REVERSIBLE'

export const ORDER_REFUSAL_WORDS: Record<OrderRefusal | OrderStateRefusal, Sentence> = {
  ORDER_INCOMPLETE: '资金单没有填完整，请按提示补充。',
  DOCUMENT_MISSING: '{act}须有依据文件，请填写文号、日期和标题。',
  REASON_MISSING: '{act}须说明理由。',
  LINES_MISSING: '{act}至少要有一行金额。',
  LINE_TWICE: '同一账户出现了两行，请合并后再提交。',
  STAGE_NOT_ALLOWED: '{act}不能从“{stage}”办理，或该款项不在本单位。',
  COMMITMENT_NOT_NAMED: '已占用的金额须逐份合同结转，请选择合同；其他款项不选合同。',
  NOT_A_RECIPIENT: '只有受补对象名单中的单位可以办理此项。',
  NOT_A_TOWNSHIP: '只能办理本县区所属的乡镇（街道）、园区工会。',
  BUDGET_ALREADY_APPROVED: '预算已经核定；此后的变动请用“调整预算”。',
  BUDGET_ALREADY_PROVISIONAL: '预算已经预核定；请等决议后再核定。',
  BUDGET_NOT_APPROVED: '预算尚未经决议核定，不能调整。',
  CHANGE_IS_ZERO: '调整数不能为零。',
  RETURN_NOT_UNDERWAY: '该缴回单不在办理中。',
  RETURN_NOT_RECEIVED: '市州尚未收到这笔缴回，省级还不能确认。',
  RETURN_RECEIVED_ALREADY: '市州已收到这笔缴回，不能再作退票。',
  RETURN_NOT_YOURS: '这笔缴回不由本单位办理。',
  SOURCE_DIFFERS: '两个专项的资金来源不同，不能抵扣。',
  SAME_FUND: '抵扣须在两个不同年度的专项之间。',
  NEW_FUND_NOT_LATER: '结余只能抵扣 {year} 年以后的专项，不能抵扣同一年度或以前年度的专项。',
  NEW_LINE_UNKNOWN:
    '文号“{number}”不是该新专项已印发的文件，或其中没有该单位，请选下达文件后再办理抵扣。',
  SET_OFF_ABOVE_LINE: (f) =>
    `文号“${f.number}”下达该单位 ${yuan(f.line)} 元，${f.taken === 0 ? '' : `已登记抵扣 ${yuan(f.taken)} 元，`}本次抵扣不能超过 ${yuan(f.left)} 元。`,
  ORDER_NOT_WAITING: '该资金单已办结（{state}），不能重复办理。',
  NOT_YOUR_RELEASE: '该资金单须由{posts}复核。',
  NOT_REVERSIBLE: '“{act}”不能在此冲销，请在其单据页面办理。',
}

const yuan = (amount: string | number | undefined): string => formatYuan(fen(Number(amount ?? 0)))
