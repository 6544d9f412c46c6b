import { type Figure, inTurns, median } from './figure.ts'
import type { Ground } from './ground.ts'
import { send } from './load.ts'
import { startBare, startOurs } from './servers.ts'

/** From nothing to the first answer on a database that is there; beside it a bare server on the same file. */
export const measureStart = async (ground: Ground, rounds: number): Promise<readonly Figure[]> => {
  const [ours, bare] = [ground.copy(), ground.copy()]
  const own: number[] = []
  const resident: number[] = []
  const first = async (path: string, start: typeof startOurs, at: string): Promise<number> => {
    const began = performance.now()
    const child = await start(ground, at)
    const { status, text } = await send(child.url, { method: 'GET', path, headers: {} })
    const took = performance.now() - began
    if (status !== 200) throw new Error(text)
    const memory = start === startOurs ? child.memory() : null
    if (memory) {
      own.push(memory.own)
      resident.push(memory.resident)
    }
    await child.end()
    return took
  }
  const found = await inTurns(
    rounds,
    () => first('/trpc/access.session.me', startOurs, ours.folder),
    () => first('/', startBare, bare.file),
  )
  const memory = (what: string, all: readonly number[], most: number): readonly Figure[] =>
    all.length === 0 ? [] : [{ what, unit: 'MB', ours: median(all), bare: null, goal: { most } }]
  return [
    { what: '8 cold start to the first answer', unit: 'ms', ...found, goal: {} },
    { what: '8 cold start, bound', unit: 'ms', ours: found.ours, bare: null, goal: { most: 500 } },
    ...memory('8 memory of its own at start', own, 150),
    ...memory('8 resident at start, with mapped files', resident, 150),
  ]
}
