import type { Fixed } from '../engine/column.ts'

export interface ReversalTables {
  reversal: {
    /** The batch of the mirroring journals, and the batch that they mirror. */
    batch: Fixed<string>
    reverses: Fixed<string>
    reason: Fixed<string>
    person: Fixed<string>
    day: Fixed<string>
  }
}
