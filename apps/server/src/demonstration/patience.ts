import { setTimeout as sleep } from 'node:timers/promises'
import type { Store } from '@qiangji/store/engine/act.ts'
import { Trouble, type TroubleCode } from '@qiangji/store/engine/trouble.ts'

/** What passes by itself on a busy machine. */
const PASSING: ReadonlySet<TroubleCode> = new Set([
  'BUSY_RETRY',
  'OVERLONG',
  'OVERLOADED',
  'UNAVAILABLE',
])
const MOST_TRIES = 12
const LONGEST_WAIT = 3_000

/** The store for a loader that nobody stands behind to press again: what passes is waited out, under the same request. */
export const patient = (store: Store): Store => ({
  engine: store.engine,
  read: store.read,
  snapshot: (work) => persist(() => store.snapshot(work)),
  command: (act, body) => persist(() => store.command(act, body)),
  witness: (entry) => store.witness(entry),
  migrate: () => store.migrate(),
  selfCheck: () => store.selfCheck(),
  close: () => store.close(),
})

const persist = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries++)
    try {
      return await work()
    } catch (error) {
      if (tries === MOST_TRIES || !(error instanceof Trouble) || !PASSING.has(error.code))
        throw error
      await sleep(Math.min(LONGEST_WAIT, 50 * 2 ** tries))
    }
}
