import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const FILE = new URL('../../seeds.json', import.meta.url)
const Seeds = z.object({ ledger: z.array(z.object({ seed: z.int(), path: z.string() })) })

/** Seeds of sequences that once failed: they are played in every run. */
export const knownSeeds = (): readonly number[] =>
  Seeds.parse(JSON.parse(readFileSync(FILE, 'utf8'))).ledger.map(({ seed }) => seed)

export const keepSeed = (seed: number, path: readonly number[]): void => {
  const { ledger } = Seeds.parse(JSON.parse(readFileSync(FILE, 'utf8')))
  if (ledger.some((known) => known.seed === seed)) return
  const kept = { ledger: [...ledger, { seed, path: path.join(',') }] }
  writeFileSync(FILE, `${JSON.stringify(kept, null, 2)}\n`)
}
