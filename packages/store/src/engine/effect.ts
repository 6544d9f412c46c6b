import type { Tx } from './act.ts'
import { current } from './current.ts'
import { Misuse } from './trouble.ts'

/**
 * Adds a canonical text of what this command does (the ledger: one text per journal it posts) to the digest
 * in the command's audit row, so that the row can be checked against the postings for ever.
 */
export const effect = (tx: Tx, text: string): void => {
  const gate = current.getStore()
  if (!gate) throw new Misuse('NO_COMMAND')
  gate.effect(tx, text)
}
