import { type Answer, type Command, no } from '../command.ts'
import type { Sequence } from '../draw/sequence.ts'
import { isApplicable, judge } from '../oracle/judge.ts'
import { openWorld, type World } from '../oracle/world.ts'
import { compare } from './compare.ts'
import { type Lane, openLane } from './lane.ts'
import { perform } from './perform.ts'
import type { Planted } from './planted.ts'

export interface Step {
  readonly command: Command
  readonly answer: Answer
}

/** The oracle and the procedures answer differently. */
export class Disagreement extends Error {
  constructor(at: string, command: Command | null, oracle: unknown, real: unknown) {
    super(
      `${at} ${JSON.stringify(command)}\n  oracle: ${JSON.stringify(oracle)}\n  real:   ${JSON.stringify(real)}`,
    )
    this.name = 'Disagreement'
  }
}

/** How often each act was done and each refusal was met. */
export interface Counts {
  readonly acts: Readonly<Record<string, number>>
  readonly refusals: Readonly<Record<string, number>>
}

const REFUSED_ROW = /^[A-Z_]+$/

/** Postings by act, other acts by command, refusals by code. */
export const countsOf = (steps: readonly Step[], world: World | null): Counts => {
  const acts = new Map<string, number>()
  const refusals = new Map<string, number>()
  const add = (to: Map<string, number>, name: string): void => {
    to.set(name, (to.get(name) ?? 0) + 1)
  }
  for (const { command, answer } of steps) {
    if (!answer.ok) add(refusals, answer.refusal)
    else {
      add(acts, command.do === 'replay' ? `replay ${command.body}` : command.do)
      for (const row of answer.rows) if (REFUSED_ROW.test(row)) add(refusals, row)
    }
  }
  for (const batch of new Set(world?.journals.map((j) => `${j.act} ${j.batch}`)))
    add(acts, `posted: ${batch.split(' ')[0]}`)
  return { acts: Object.fromEntries(acts), refusals: Object.fromEntries(refusals) }
}

const text = (answer: Answer): string => (answer.ok ? answer.rows.join(',') : answer.refusal)

export interface Game {
  readonly steps: readonly Step[]
  readonly world: World
  readonly lane: Lane
}

/** Plays a sequence on a store beside the oracle; `kept` are the places of the commands that are played. */
export const playSequence = async (
  planted: Planted,
  sequence: Sequence,
  year: number,
  kept: readonly number[] | null = null,
): Promise<Game> => {
  const w = openWorld(sequence.opening)
  const lane = await openLane(planted, sequence.opening, sequence.seed, year)
  const steps: Step[] = []
  for (const [i, command] of sequence.commands.entries()) {
    if ((kept && !kept.includes(i)) || !isApplicable(w, command)) continue
    const { today } = w
    const oracle = judge(w, command, String(i))
    let real: Answer
    try {
      real = await perform(lane, command, String(i), today)
    } catch (error) {
      real = no(`FAULT ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    }
    if (oracle.ok !== real.ok || text(oracle) !== text(real))
      throw new Disagreement(String(i), command, oracle, real)
    steps.push({ command, answer: oracle })
  }
  await compare(lane, w)
  return { steps, world: w, lane }
}
