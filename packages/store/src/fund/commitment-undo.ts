import { refuse } from '@qiangji/kernel/base/decision.ts'
import { type Fen, fen } from '@qiangji/kernel/base/money.ts'
import { type Commitment, settledState } from '@qiangji/kernel/fund/commitment.ts'
import type { Tx } from '../engine/act.ts'
import { findCommitment, saveCommitment } from './commitment.ts'
import { journalsOfBatch } from './reversal.ts'
import { takeDesk } from './spending-place.ts'
import type { Undo, UndoGuard } from './undo.ts'

/** The contract whose signature or release was posted under this batch, and the amount. */
const contractOf = async (
  tx: Tx,
  batch: string,
): Promise<{ readonly old: Commitment; readonly amount: Fen } | null> => {
  const [journal] = await journalsOfBatch(tx, batch)
  const old = journal ? await findCommitment(tx, journal.document) : null
  return journal && old ? { old, amount: journal.amount } : null
}

/** The desk is taken before anything is posted, and the contract read again when it is ours. */
const contractAtDesk: typeof contractOf = async (tx, batch) => {
  const found = await contractOf(tx, batch)
  if (found) await takeDesk(tx, [found.old.organizationId])
  return contractOf(tx, batch)
}

/** A contract that was paid from, given back or carried in part cannot be undone: those acts are undone first. */
export const guardOccupy: UndoGuard = async (tx, batch) => {
  const old = (await contractAtDesk(tx, batch))?.old
  return old && old.used + old.asked + old.released + old.carried > 0
    ? refuse('COMMITMENT_PAID_FROM', { title: old.title })
    : null
}

export const undoOccupy: Undo = async (tx, { batch }) => {
  const found = await contractOf(tx, batch)
  if (found) await saveCommitment(tx, found.old, { ...found.old, state: 'reversed' })
}

export const guardCommitmentRelease: UndoGuard = async (tx, batch) => {
  await contractAtDesk(tx, batch)
  return null
}

/** What this release gave back is occupied again; a contract may have been given back more than once. */
export const undoCommitmentRelease: Undo = async (tx, { batch }) => {
  const found = await contractOf(tx, batch)
  if (!found) return
  const { old, amount } = found
  const now = { ...old, released: fen(old.released - amount) }
  await saveCommitment(tx, old, { ...now, state: settledState(now) })
}
