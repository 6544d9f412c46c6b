import { existsSync, rmSync } from 'node:fs'
import { verifyLedger } from '@qiangji/store/fund/verification.ts'
import { engines, type TestEngine } from '@qiangji/store/test-engines'
import { afterAll, describe, expect, test } from 'vitest'
import { LISTED_ACTS, LISTED_REFUSALS } from './listed.ts'
import { hire } from './stage/crew.ts'
import { checkInvariants } from './stage/invariants.ts'
import { keepSeed, knownSeeds } from './stage/seeds.ts'
import { LANES, type Played } from './stage/shift.ts'
import { shrink, tell } from './stage/shrink.ts'

const HEAVY = process.env.QIANGJI_HEAVY === '1'
const SIZE = { sqlite: HEAVY ? 10_000 : 2_200, postgres: HEAVY ? 3_000 : 300 }
const WORKERS = 2
// These 2,200 meet every listed act and refusal at least 50 times; another first seed plays others.
const FIRST = Number(process.env.QIANGJI_SEED ?? 56_301)

// Whether a commit reaches the disk is another test's question; here thousands of them are asked.
if (existsSync('/dev/shm')) process.env.TMPDIR = '/dev/shm'

const crew = hire(WORKERS)
afterAll(() => crew.dismiss())

/** Plays seeds side by side on a store of their own, and asks the store itself afterwards. */
const playTogether = (engine: TestEngine, seeds: readonly number[]): Promise<readonly Played[]> =>
  crew.lend(async (play) => {
    const { store, config, outside } = await engine.fresh()
    const played = await play({ url: config.url, schema: config.schema ?? 'public', seeds })
    try {
      const { broken } = await store.snapshot(verifyLedger)
      expect(broken, 'the verification of the ledger').toBeNull()
      await checkInvariants(outside)
    } catch (error) {
      throw new Error(`seeds ${seeds.join(',')}`, { cause: error })
    }
    await store.close()
    if (config.url.startsWith('sqlite:'))
      rmSync(config.url.slice('sqlite:'.length), { force: true })
    return played
  })

const shiftsOf = (seeds: readonly number[]): readonly (readonly number[])[] =>
  Array.from({ length: Math.ceil(seeds.length / LANES) }, (_, i) =>
    seeds.slice(i * LANES, (i + 1) * LANES),
  )

const sum = (played: readonly Played[], what: 'acts' | 'refusals'): Map<string, number> => {
  const sums = new Map<string, number>()
  for (const { counts } of played)
    for (const [name, count] of Object.entries(counts[what]))
      sums.set(name, (sums.get(name) ?? 0) + count)
  return sums
}

const table = (title: string, sums: ReadonlyMap<string, number>): string =>
  [
    title,
    ...[...sums]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, count]) => `  ${String(count).padStart(7)}  ${name}`),
  ].join('\n')

describe.each(engines)('the money model and the ledger ($name)', (engine) => {
  test(
    'every act is accepted or refused as the oracle says, and leaves what it says',
    async () => {
      const drawn = Array.from({ length: SIZE[engine.name] }, (_, i) => FIRST + i)
      const shifts = shiftsOf([...knownSeeds(), ...drawn])
      const played = (await Promise.all(shifts.map((seeds) => playTogether(engine, seeds)))).flat()
      const failed = played.find((one) => one.failure !== null)
      if (failed) {
        const shrunk = await shrink(engine, failed.seed)
        if (shrunk) keepSeed(shrunk.seed, shrunk.path)
        const others = played
          .filter((one) => one.failure !== null && one !== failed)
          .map((one) => `seed ${one.seed}: ${one.failure?.split('\n').join(' ')}`)
        const told = shrunk ? tell(shrunk) : `seed ${failed.seed}: ${failed.failure}`
        throw new Error([told, ...others.slice(0, 20)].join('\n'))
      }
      const [acts, refusals] = [sum(played, 'acts'), sum(played, 'refusals')]
      process.stdout.write(
        `${engine.name}: ${played.length} sequences from seed ${FIRST}\n${table('acts', acts)}\n${table('refusals', refusals)}\n`,
      )
      if (engine.name !== 'sqlite') return
      const rare = [
        ...LISTED_ACTS.filter((act) => (acts.get(act) ?? 0) < 50),
        ...LISTED_REFUSALS.filter((refusal) => (refusals.get(refusal) ?? 0) < 50),
      ]
      expect(rare, 'met too rarely').toEqual([])
    },
    HEAVY ? 3_600_000 : 900_000,
  )
})
