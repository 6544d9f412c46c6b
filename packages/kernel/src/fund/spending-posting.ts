import type { Posting } from './account.ts'
import { holderOf } from './holder.ts'
import type { Spending } from './spending.ts'

/**
 * The posting of a released row. A refund's document is the spending that it names: so that spending cannot
 * be reversed before its refunds are.
 */
export const spendingPosting = (
  s: Pick<
    Spending,
    | 'id'
    | 'kind'
    | 'ofId'
    | 'beneficiaryId'
    | 'organizationId'
    | 'holderId'
    | 'commitmentId'
    | 'amount'
  >,
): Posting => {
  const line = { beneficiary: s.beneficiaryId, holder: holderOf(s) }
  const held = { ...line, stage: 'held' } as const
  const occupied = { ...line, stage: 'occupied' } as const
  const spent = { ...line, stage: 'spent' } as const
  if (s.kind === 'refund')
    return { act: 'refund', from: spent, to: held, amount: s.amount, document: s.ofId ?? s.id }
  return {
    act: 'spend',
    from: s.commitmentId === null ? held : occupied,
    to: spent,
    amount: s.amount,
    document: s.id,
  }
}
