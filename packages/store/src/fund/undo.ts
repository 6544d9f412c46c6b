import type { PostingAct } from '@qiangji/kernel/fund/movement.ts'
import type { Tx } from '../engine/act.ts'
import { undoAllocation } from './allocation-undo.ts'
import { undoBounce } from './bounce.ts'
import { undoOrder } from './order-undo.ts'
import { undoRelease } from './payment-release.ts'
import { undoReceipt } from './receipt.ts'

/** A batch of journals that has just been reversed: the documents its acts named are set back. */
export interface Undone {
  readonly act: PostingAct
  readonly batch: string
  readonly documents: readonly string[]
}

export type Undo = (tx: Tx, undone: Undone) => Promise<void>

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
  carry: undoOrder,
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
