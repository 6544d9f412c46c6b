import { openStore } from '@qiangji/store/engine/open.ts'
import { drawSequence, YEAR } from '../draw/sequence.ts'
import { plant } from './planted.ts'
import { type Counts, countsOf, playSequence } from './run.ts'

/** Sequences to be played side by side on one empty store. */
export interface Shift {
  readonly url: string
  readonly schema: string
  readonly seeds: readonly number[]
}

export interface Played {
  readonly seed: number
  readonly counts: Counts
  /** Why the sequence failed; null: oracle and store agree. */
  readonly failure: string | null
}

/** Four years for each: its fund's, the next fund's, and time for both to end; none of them is a leap year. */
export const laneYear = (place: number): number => YEAR + 4 * place
export const LANES = 24

export const playShift = async ({ url, schema, seeds }: Shift): Promise<readonly Played[]> => {
  const store = await openStore({ url, schema })
  const planted = await plant(store)
  try {
    return await Promise.all(
      seeds.map(async (seed, i) => {
        try {
          const { steps, world } = await playSequence(planted, drawSequence(seed), laneYear(i))
          return { seed, counts: countsOf(steps, world), failure: null }
        } catch (error) {
          const failure = error instanceof Error ? error.message : String(error)
          return { seed, counts: countsOf([], null), failure }
        }
      }),
    )
  } finally {
    await store.close()
  }
}
