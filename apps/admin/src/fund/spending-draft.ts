import { type Day, isDay } from '@qiangji/kernel/base/day.ts'
import { type Fen, fen, PositiveFen } from '@qiangji/kernel/base/money.ts'
import { AdvanceId } from '@qiangji/kernel/fund/advance.ts'
import { CommitmentId } from '@qiangji/kernel/fund/commitment.ts'
import type { Fund } from '@qiangji/kernel/fund/fund.ts'
import { prohibitedBy } from '@qiangji/kernel/fund/prohibition.ts'
import type { Spending, SpendingForm } from '@qiangji/kernel/fund/spending.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { sentence } from '@qiangji/kernel/refusals.ts'
import { z } from 'zod'

/** A voucher being typed; an empty string is not yet chosen. */
export const VoucherDraft = z.object({
  day: z.string().nullable(),
  voucher: z.string(),
  line: z.string(),
  summary: z.string(),
  use: z.string(),
  beneficiaryId: z.string(),
  /** The township whose own account pays; '' for the account of one's own union. */
  holderId: z.string(),
  toMany: z.boolean(),
  payee: z.string(),
  persons: z.string(),
  rosterHash: z.string(),
  rosterName: z.string(),
  amount: z.number().nullable(),
  fixedAsset: z.boolean(),
  commitmentId: z.string(),
  advanceId: z.string(),
})
export type VoucherDraft = z.infer<typeof VoucherDraft>

export const emptyVoucher = (beneficiaryId: string): VoucherDraft => ({
  day: null,
  voucher: '',
  line: '1',
  summary: '',
  use: '',
  beneficiaryId,
  holderId: '',
  toMany: false,
  payee: '',
  persons: '',
  rosterHash: '',
  rosterName: '',
  amount: null,
  fixedAsset: false,
  commitmentId: '',
  advanceId: '',
})

export const draftOf = (s: Spending): VoucherDraft => ({
  day: s.day,
  voucher: s.voucher,
  line: String(s.line),
  summary: s.summary,
  use: s.use,
  beneficiaryId: s.beneficiaryId,
  holderId: s.holderId ?? '',
  toMany: s.roster !== null,
  payee: s.payee ?? '',
  persons: s.roster ? String(s.roster.persons) : '',
  rosterHash: s.roster?.hash ?? '',
  rosterName: s.roster ? '已登记的花名册' : '',
  amount: s.amount,
  fixedAsset: s.fixedAsset,
  commitmentId: s.commitmentId ?? '',
  advanceId: s.advanceId ?? '',
})

export interface Problem {
  readonly words: string
  readonly target: string
}

const whole = (text: string): number | null =>
  /^[1-9]\d{0,5}$/.test(text.trim()) ? Number(text.trim()) : null

/** What is still missing or plainly refused, in the order of the form; the server has the last word. */
export const voucherProblems = (
  draft: VoucherDraft,
  fund: Fund,
  about: { readonly refund: boolean; readonly payeeOwed: boolean; readonly today: Day | null },
): readonly Problem[] => {
  const problems: Problem[] = []
  const add = (when: boolean, words: string, target: string) => {
    if (when) problems.push({ words, target })
  }
  add(draft.day === null || !isDay(draft.day), '请填凭证日期', 'spending-day')
  if (draft.day !== null && about.today !== null && draft.day > about.today)
    add(true, sentence('SPENDING_DAY_IN_FUTURE', { today: about.today }), 'spending-day')
  add(draft.voucher.trim() === '', '请填凭证号', 'spending-voucher')
  add(whole(draft.line) === null, '分录号应为正整数', 'spending-line')
  add(draft.summary.trim() === '', '请填摘要', 'spending-summary')
  const hit = about.refund ? null : prohibitedBy(draft.summary, fund.prohibitions)
  if (hit) add(true, sentence('PROHIBITED', { ...hit }), 'spending-summary')
  add(!about.refund && draft.use === '', '请选用途', 'spending-use')
  if (!about.refund && draft.toMany) {
    add(whole(draft.persons) === null, '请填发放人数', 'spending-persons')
    add(draft.rosterHash === '', '请选花名册文件（只计算校验码，不上传）', 'spending-roster')
  }
  add(
    !about.refund && !draft.toMany && about.payeeOwed && draft.payee.trim() === '',
    '请填收款人',
    'spending-payee',
  )
  add(draft.amount === null || draft.amount <= 0, '请填金额', 'spending-amount')
  return problems
}

/** The form as the server asks for it; call only when nothing is missing. */
export const spendingForm = (draft: VoucherDraft): SpendingForm => {
  const payee = draft.payee.trim()
  return {
    day: dayOf(draft.day),
    voucher: draft.voucher.trim(),
    line: whole(draft.line) ?? 1,
    summary: draft.summary.trim(),
    amount: amountOf(draft.amount),
    beneficiaryId: OrganizationId.parse(draft.beneficiaryId),
    holderId: draft.holderId === '' ? null : OrganizationId.parse(draft.holderId),
    use: draft.use,
    payee: draft.toMany || payee === '' ? null : payee,
    roster: draft.toMany ? { persons: whole(draft.persons) ?? 1, hash: draft.rosterHash } : null,
    fixedAsset: draft.fixedAsset,
    commitmentId: draft.commitmentId === '' ? null : CommitmentId.parse(draft.commitmentId),
    advanceId: draft.advanceId === '' ? null : AdvanceId.parse(draft.advanceId),
  }
}

const dayOf = (text: string | null): Day => {
  if (text === null || !isDay(text)) throw new Error('a voucher without a day was sent')
  return text
}

const amountOf = (amount: number | null): Fen => PositiveFen.parse(fen(amount ?? 0))
