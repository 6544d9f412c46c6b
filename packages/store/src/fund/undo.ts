import type { Day } from '@qiangji/kernel/base/day.ts'
import type { Refused } from '@qiangji/kernel/base/decision.ts'
import type { PostingAct } from '@qiangji/kernel/fund/movement.ts'
import type { Tx } from '../engine/act.ts'
import { undoAllocation } from './allocation-undo.ts'
import { guardBounce, undoBounce } from './bounce.ts'
import { guardCarry, undoCarry } from './commitment-carry.ts'
import {
  guardCommitmentRelease,
  guardOccupy,
  undoCommitmentRelease,
  undoOccupy,
} from './commitment-undo.ts'
import { guardBudget, undoOrder } from './order-undo.ts'
import { undoRelease } from './payment-release.ts'
import { undoReceipt } from './receipt.ts'
import { guardSpending, undoSpending } from './spending-undo.ts'

/** A batch of journals that has just been reversed: the documents its acts named are set back. */
export interface Undone {
  readonly act: PostingAct
  readonly batch: string
  readonly documents: readonly string[]
  /** The day of the reversal. */
  readonly today: Day
}

export type Undo = (tx: Tx, undone: Undone) => Promise<void>

/** Why a document cannot be set back although its journals could be mirrored; null when nothing is in the way. */
export type UndoGuard = (tx: Tx, batch: string) => Promise<Refused<string> | null>

/**
 * How each act's document is set back when its journals are reversed; every noun registers its own here.
 * An act without an entry cannot be reversed from the page.
 */
export const UNDO: Partial<Record<PostingAct, Undo>> = {
  arrange: undoAllocation,
  issue: undoAllocation,
  budget: undoOrder,
  adjust: undoOrder,
  reduce: undoOrder,
  remit: undoRelease,
  relay: undoRelease,
  bounce: undoBounce,
  receive: undoReceipt,
  occupy: undoOccupy,
  release: undoCommitmentRelease,
  spend: undoSpending,
  refund: undoSpending,
  carry: undoCarry,
  reuse: undoOrder,
  settle: undoOrder,
  retain: undoOrder,
  return: undoOrder,
  'return-receive': undoOrder,
  'return-stop': undoOrder,
  'return-confirm': undoOrder,
  'set-off-old': undoOrder,
  'set-off-new': undoOrder,
  'sub-allocate': undoOrder,
  'take-back': undoOrder,
}

/** Asked before the journals of an act are mirrored; an act without an entry is guarded by the ledger alone. */
export const UNDO_GUARDS: Partial<Record<PostingAct, UndoGuard>> = {
  budget: guardBudget,
  carry: guardCarry,
  occupy: guardOccupy,
  bounce: guardBounce,
  release: guardCommitmentRelease,
  spend: guardSpending,
  refund: guardSpending,
}
