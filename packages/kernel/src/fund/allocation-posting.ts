import type { Fen } from '../base/money.ts'
import type { OrganizationId } from '../organization/organization.ts'
import { fundAccount, type Posting } from './account.ts'
import type { AllocationLine } from './allocation-line.ts'

/** 安排: Σ lines leaves 待分配; 预留 stays. */
export const arrangePosting = (
  province: OrganizationId,
  amount: Fen,
  document: string,
): Posting => ({
  act: 'arrange',
  from: fundAccount(province, 'available'),
  to: fundAccount(province, 'arranged'),
  amount,
  document,
})

/** 撤回安排, after an objection or when the plan is given up. */
export const withdrawPosting = (
  province: OrganizationId,
  amount: Fen,
  document: string,
): Posting => ({
  act: 'withdraw',
  from: fundAccount(province, 'arranged'),
  to: fundAccount(province, 'available'),
  amount,
  document,
})

/** 印发下达: one journal a line; a line of nothing posts nothing. */
export const issuePostings = (
  province: OrganizationId,
  lines: readonly Pick<AllocationLine, 'organizationId' | 'amount'>[],
  document: string,
): readonly Posting[] =>
  lines
    .filter(({ amount }) => amount > 0)
    .map(({ organizationId, amount }) => ({
      act: 'issue',
      from: fundAccount(province, 'arranged'),
      to: { beneficiary: organizationId, holder: province, stage: 'issued' },
      amount,
      document,
    }))
