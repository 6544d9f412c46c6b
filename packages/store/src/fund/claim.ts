import { fen } from '@qiangji/kernel/base/money.ts'
import { repaidState } from '@qiangji/kernel/fund/advance.ts'
import { settledState } from '@qiangji/kernel/fund/commitment.ts'
import type { Spending } from '@qiangji/kernel/fund/spending.ts'
import type { Tx } from '../engine/act.ts'
import { findAdvance, saveAdvance } from './advance.ts'
import { findCommitment, saveCommitment } from './commitment.ts'

/** How one spending moves the parts of what it draws on, in fen. */
export interface ClaimMove {
  readonly spending: Pick<Spending, 'commitmentId' | 'advanceId' | 'kind' | 'ofId' | 'amount'>
  /** +1: the amount is added to the part, −1: it is taken away. */
  readonly used: -1 | 0 | 1
  readonly asked: -1 | 0 | 1
}

/** asked: written down. used: released. free: sent back or withdrawn before. unused: reversed. */
export const CLAIM_MOVES = {
  asked: { used: 0, asked: 1 },
  used: { used: 1, asked: -1 },
  free: { used: 0, asked: -1 },
  unused: { used: -1, asked: 0 },
} as const

type Noun = 'commitment' | 'advance' | 'spending'

const claimOf = (s: ClaimMove['spending']): { noun: Noun; id: string } | null => {
  if (s.kind === 'refund') return s.ofId === null ? null : { noun: 'spending', id: s.ofId }
  if (s.commitmentId !== null) return { noun: 'commitment', id: s.commitmentId }
  return s.advanceId === null ? null : { noun: 'advance', id: s.advanceId }
}

interface Sum {
  readonly noun: Noun
  readonly id: string
  used: number
  asked: number
}

/** Moves the parts of the contracts, advances and spendings behind these rows, each once. */
export const moveClaims = async (tx: Tx, moves: readonly ClaimMove[]): Promise<void> => {
  const sums = new Map<string, Sum>()
  for (const { spending, used, asked } of moves) {
    const claim = claimOf(spending)
    if (!claim) continue
    const sum = sums.get(claim.id) ?? { ...claim, used: 0, asked: 0 }
    sum.used += used * spending.amount
    sum.asked += asked * spending.amount
    sums.set(claim.id, sum)
  }
  for (const sum of [...sums.values()].sort((a, b) => (a.id < b.id ? -1 : 1)))
    await moveOne(tx, sum)
}

const moveOne = async (tx: Tx, sum: Sum): Promise<void> => {
  if (sum.noun === 'spending') {
    await tx
      .updateTable('spending')
      .set((eb) => ({
        used: eb('used', '+', sum.used),
        asked: eb('asked', '+', sum.asked),
        revision: eb('revision', '+', 1),
      }))
      .where('id', '=', sum.id)
      .execute()
    return
  }
  if (sum.noun === 'commitment') {
    const old = await findCommitment(tx, sum.id)
    if (!old) throw new Error('a spending names a contract that does not exist')
    const now = { ...old, used: fen(old.used + sum.used), asked: fen(old.asked + sum.asked) }
    await saveCommitment(tx, old, { ...now, state: settledState(now) })
    return
  }
  const old = await findAdvance(tx, sum.id)
  if (!old) throw new Error('a spending names an advance that does not exist')
  const now = { ...old, used: fen(old.used + sum.used), asked: fen(old.asked + sum.asked) }
  await saveAdvance(tx, old, { ...now, state: repaidState(now) })
}
