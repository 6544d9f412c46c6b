import {
  accept,
  type Decision,
  type RefusalFacts,
  type Refused,
  refuse,
} from '@qiangji/kernel/base/decision.ts'
import type { SheetRefusal } from './refusal.ts'

/** Leaves a deep parser with a refusal; `decide` turns it back into a decision at the door. */
export class Stop extends Error {
  readonly refused: Refused<SheetRefusal>

  constructor(refusal: SheetRefusal, facts: RefusalFacts = {}) {
    super(refusal)
    this.refused = refuse(refusal, facts)
  }
}

/** A file that breaks the rules of its format; `part` says where. */
export const damaged = (part: string): Stop => new Stop('SHEET_DAMAGED', { part })

/** Anything else that is thrown while a foreign file is read is a refusal too, never a crash. */
export const decide = async <T>(run: () => T | Promise<T>): Promise<Decision<T, SheetRefusal>> => {
  try {
    return accept(await run())
  } catch (thrown) {
    return thrown instanceof Stop ? thrown.refused : refuse('SHEET_UNREADABLE')
  }
}
