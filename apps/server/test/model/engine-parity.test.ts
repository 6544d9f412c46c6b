import { createHash } from 'node:crypto'
import { engines } from '@qiangji/store/test-engines'
import { expect, test } from 'vitest'
import { drawSequence, type Sequence } from './draw/sequence.ts'
import { trialBalance } from './stage/compare.ts'
import { plant } from './stage/planted.ts'
import { playSequence } from './stage/run.ts'
import { LANES, laneYear } from './stage/shift.ts'

/** Sequences, one after the other, of this many commands together. */
const COMMANDS = 2_000

const traceOf = (first: number): readonly Sequence[] => {
  const trace: Sequence[] = []
  for (let seed = first, count = 0; count < COMMANDS; seed++) {
    const { commands, ...rest } = drawSequence(seed)
    const kept = commands.slice(0, COMMANDS - count)
    trace.push({ ...rest, commands: kept })
    count += kept.length
  }
  return trace
}

test('the same 2,000 commands leave the same trial balance on both engines', async () => {
  const trace = traceOf(7)
  const hashes: Record<string, string> = {}
  for (const engine of engines) {
    const hash = createHash('sha256')
    for (let at = 0; at < trace.length; at += LANES) {
      const planted = await plant((await engine.fresh()).store)
      for (const [i, sequence] of trace.slice(at, at + LANES).entries()) {
        const { lane } = await playSequence(planted, sequence, laneYear(i))
        hash.update(JSON.stringify(await trialBalance(lane)))
      }
    }
    hashes[engine.name] = hash.digest('hex')
  }
  expect(Object.keys(hashes)).toEqual(engines.map((engine) => engine.name))
  expect(new Set(Object.values(hashes)).size).toBe(1)
}, 600_000)
