import { accept, type Decision, refuse } from '../base/decision.ts'
import { type Commitment, type CommitmentRefusal, carryCommitment } from './commitment.ts'
import { holderOf } from './holder.ts'
import type { Order } from './order.ts'

/** A contract before and after a part of it was carried. */
export interface CarriedContract {
  readonly old: Commitment
  readonly now: Commitment
}

/**
 * 结转 of 占用 goes contract by contract: what leaves the stage `occupied` leaves the contract that stands
 * behind it. `contracts` are those of the order's own desk and fund.
 */
export const carryContracts = (
  order: Pick<Order, 'lines'>,
  contracts: readonly Commitment[],
): Decision<readonly CarriedContract[], 'NOT_FOUND' | 'OTHER_LINE' | CommitmentRefusal> => {
  const carried: CarriedContract[] = []
  for (const line of order.lines) {
    if (line.commitmentId === null) continue
    const old = contracts.find((one) => one.id === line.commitmentId)
    if (!old) return refuse('NOT_FOUND')
    if (old.beneficiaryId !== line.beneficiaryId || holderOf(old) !== line.holderId)
      return refuse('OTHER_LINE')
    const now = carryCommitment(old, line.amount)
    if (!now.ok) return now
    carried.push({ old, now: now.value })
  }
  return accept(carried)
}
