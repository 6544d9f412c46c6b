import type { Actor } from '@qiangji/kernel/access/actor.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import { type Decision, refuse } from '@qiangji/kernel/base/decision.ts'
import {
  type ApprovalForm,
  type ApprovalRefusal,
  type ApprovalRule,
  type ApprovalSignature,
  type Bill,
  type BillId,
  type BillKind,
  type RuleFacts,
  ruleFor,
  setApprovalRule,
  signBill,
} from '@qiangji/kernel/fund/approval.ts'
import type { Read, Tx } from '../engine/act.ts'
import { addApprovalRule, addSignature, openApprovalRules, signaturesOf } from './approval.ts'
import { findBill } from './approval-bill.ts'
import { takeDesk } from './spending-place.ts'

/** Sets a rule, one at a time at the desk of the organization: two that overlap would not see each other. */
export const keepApprovalRule = async (
  tx: Tx,
  form: ApprovalForm,
  facts: Omit<RuleFacts, 'open'>,
): Promise<Decision<ApprovalRule, ApprovalRefusal>> => {
  await takeDesk(tx, [facts.organizationId])
  const open = await openApprovalRules(tx, [facts.organizationId], facts.today)
  const set = setApprovalRule(form, { ...facts, open })
  if (set.ok) await addApprovalRule(tx, set.value)
  return set
}

/** The rule that a bill stands under today, and all that was ever signed of it. */
export const approvalOf = async (
  db: Read,
  bill: Bill,
  today: Day,
): Promise<{
  readonly rule: ApprovalRule | null
  readonly signatures: readonly ApprovalSignature[]
}> => ({
  rule: ruleFor(bill, await openApprovalRules(db, [bill.organizationId], today), today),
  signatures: await signaturesOf(db, [bill.id]),
})

export interface SignAsk {
  readonly bill: BillKind
  readonly id: BillId
  readonly revision: number
  readonly opinion: string
}

/** Signs a bill of one's own organization as it was read; one at a time, so that no place is signed twice. */
export const signOwnBill = async (
  tx: Tx,
  actor: Actor,
  asked: SignAsk,
  today: Day,
): Promise<Decision<ApprovalSignature, ApprovalRefusal | 'NOT_FOUND' | 'REVISION_STALE'>> => {
  const own = actor.organization.organizationId
  await takeDesk(tx, [own])
  const bill = await findBill(tx, asked.bill, asked.id)
  if (bill?.organizationId !== own) return refuse('NOT_FOUND')
  if (bill.revision !== asked.revision) return refuse('REVISION_STALE')
  const { opinion } = asked
  const known = await approvalOf(tx, bill, today)
  const signed = signBill({ bill, ...known, actor, opinion, today })
  if (signed.ok) await addSignature(tx, signed.value)
  return signed
}
