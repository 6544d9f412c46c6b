import { AsyncLocalStorage } from 'node:async_hooks'
import type { Tx } from './act.ts'

/** A command that is running, as code called from its body may see it. */
export interface Running {
  effect(tx: Tx, text: string): void
}

/** The command in whose body we are. The only AsyncLocalStorage of the system. */
export const current = new AsyncLocalStorage<Running>()
