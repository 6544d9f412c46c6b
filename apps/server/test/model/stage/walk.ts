import type { Command, FundKey } from '../command.ts'
import { chanceOf } from '../draw/chance.ts'
import type { Depth } from '../draw/prelude.ts'
import { prelude } from '../draw/prelude.ts'
import { YEAR } from '../draw/sequence.ts'
import { judge } from '../oracle/judge.ts'
import { openWorld, type World } from '../oracle/world.ts'
import { type Lane, openLane } from './lane.ts'
import { perform } from './perform.ts'
import type { Planted } from './planted.ts'

/** A fund on its way, with the oracle beside it, for tests that go on by themselves. */
export interface Walk {
  readonly lane: Lane
  readonly w: World
  /** Does a command that must be accepted; answers its handle. */
  readonly go: (command: Command) => Promise<string>
}

/** Brings the main fund as far as asked, everybody doing the right thing. */
export const walk = async (
  planted: Planted,
  year: number,
  depth: Depth,
  fund: FundKey = 'main',
): Promise<Walk> => {
  const opening = { year: YEAR, today: `${YEAR}-03-12`, publicity: false, sameSource: true }
  const w = openWorld(opening)
  const lane = await openLane(planted, opening, year, year)
  let count = 0
  const go = async (command: Command): Promise<string> => {
    const handle = String(count)
    count += 1
    const { today } = w
    const oracle = judge(w, command, handle)
    const real = await perform(lane, command, handle, today)
    if (!oracle.ok || !real.ok)
      throw new Error(
        `${JSON.stringify(command)} ${JSON.stringify(oracle)} ${JSON.stringify(real)}`,
      )
    return handle
  }
  const drawing = prelude({ w, c: chanceOf(1), number: () => count + 1 }, fund, depth)
  for (let next = drawing.next(); !next.done; ) {
    const handle = await go(next.value)
    next = drawing.next({ answer: { ok: true, rows: [] }, handle })
  }
  return { lane, w, go }
}
