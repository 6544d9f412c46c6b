import type { TestEngine } from '@qiangji/store/test-engines'
import { drawSequence } from '../draw/sequence.ts'
import { type Planted, plant } from './planted.ts'
import { playSequence } from './run.ts'
import { LANES, laneYear } from './shift.ts'

export interface Shrunk {
  readonly seed: number
  /** Places of the commands that are enough to fail. */
  readonly path: readonly number[]
  readonly failure: string
}

/** Leaves out commands, many and then few, as long as the sequence still fails; each try on years of its own. */
export const shrink = async (engine: TestEngine, seed: number): Promise<Shrunk | null> => {
  const sequence = drawSequence(seed)
  let planted: Planted | null = null
  let tries = 0
  const failureOf = async (path: readonly number[]): Promise<string | null> => {
    const place = tries % LANES
    if (place === 0 || planted === null) planted = await plant((await engine.fresh()).store)
    tries += 1
    try {
      await playSequence(
        planted,
        { ...sequence, seed: seed * 1_000 + tries },
        laneYear(place),
        path,
      )
      return null
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }
  let path: readonly number[] = sequence.commands.map((_, i) => i)
  let failure = await failureOf(path)
  if (failure === null) return null
  for (let size = Math.ceil(path.length / 2); size >= 1 && tries < 400; ) {
    let shorter = false
    for (let at = 0; at < path.length && tries < 400; ) {
      const rest = [...path.slice(0, at), ...path.slice(at + size)]
      const still = await failureOf(rest)
      if (still === null) at += size
      else [path, failure, shorter] = [rest, still, true]
    }
    if (!shorter || size > 1) size = size === 1 ? 0 : Math.ceil(size / 2)
  }
  return { seed, path, failure }
}

/** The failing sequence in words that can be followed by hand. */
export const tell = ({ seed, path, failure }: Shrunk): string => {
  const { commands } = drawSequence(seed)
  const lines = path.map((i) => `${i}: ${JSON.stringify(commands[i])}`)
  return `seed ${seed}, path ${path.join(',')}\n${failure}\n${lines.join('\n')}`
}
