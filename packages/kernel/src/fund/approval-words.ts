import type { ApprovalRefusal } from './approval.ts'
import type { Sentence } from './words.ts'

export const APPROVAL_REFUSAL_WORDS: Record<ApprovalRefusal, Sentence> = {
  APPROVAL_RANGE_CROSSED: '金额上限不能低于下限，请核对。',
  APPROVAL_POST_TWICE: '同一岗位只能签批一次，请去掉重复的岗位。',
  APPROVAL_POST_NOT_HERE: '{posts}不能在本单位签批，请改选其他岗位。',
  APPROVAL_FROM_PAST: '生效日期不能早于今天（{today}）。',
  APPROVAL_OVERLAPS: (f) =>
    f.last
      ? `“${f.bill}”已有一条“${f.range}”的审批权限，到 ${f.last} 止，请从次日起设新的。`
      : `“${f.bill}”已有一条“${f.range}”的审批权限，金额范围不能重叠，请先停用原来的。`,
  APPROVAL_ENDED: '这条审批权限已停用（到 {to} 止），请刷新后查看。',
  APPROVAL_NOT_WAITING: '该单据已办结或已退回，不需要签批。请刷新后查看。',
  APPROVAL_NOT_NEEDED: '该单据的金额不在审批权限的范围内，不需要签批。',
  APPROVAL_COMPLETE: '该单据的签批已经齐全，可以办理。',
  APPROVAL_POST_NOT_YOURS: '该单据须由{posts}签批。',
  APPROVAL_NOT_YOUR_TURN: '该单据依次签批，现在须由{posts}先签。',
  APPROVAL_SIGNER_IS_MAKER: '经办人不能签批自己经办的单据，请由另一人签批。',
  APPROVAL_SIGNED_ALREADY: '您已签批过该单据，其余岗位须由另一人签批。',
  APPROVAL_MISSING: '按“{bill}”{range}的审批权限，还须{posts}签批同意，才能办理。',
}
