import type { Command, FundKey } from '../command.ts'
import { judge } from '../oracle/judge.ts'
import { type Opening, openWorld } from '../oracle/world.ts'
import { closeBehind, end, list, pause, period, replay, reverse, tick } from './acts.ts'
import { type Chance, chanceOf } from './chance.ts'
import type { Desk, Drawer, Drawing, Family } from './desk.ts'
import {
  budget,
  continueReturn,
  countyOrder,
  reduce,
  returnRelayed,
  setOff,
  settleOrder,
  subAllocate,
  takeBack,
} from './orders.ts'
import { bank, COUNTIES, discrepancy, PREFECTURES, pay, receive, settleBatch } from './payments.ts'
import { plan, planStep } from './plans.ts'
import { type Depth, prelude } from './prelude.ts'
import { GOALS, provoke } from './provoke.ts'
import {
  advance,
  changeSpending,
  claimed,
  occupy,
  refund,
  releaseMany,
  spend,
} from './spendings.ts'

/** How often each kind of act is tried; those without anything to act on are passed over. */
const DRAWERS: readonly (readonly [weight: number, family: Family, drawer: Drawer])[] = [
  [25, 'provoked', provoke],
  [4, 'budget', budget],
  [3, 'budget', settleOrder],
  [1, 'budget', end],
  [2, 'return', list],
  [4, 'plan', plan],
  [8, 'plan', planStep],
  [3, 'pay', reduce],
  [6, 'pay', pay(['62'])],
  [5, 'pay', pay(PREFECTURES)],
  [5, 'pay', settleBatch],
  [9, 'receive', bank],
  [13, 'receive', receive],
  [16, 'receive', discrepancy],
  [14, 'spend', spend],
  [4, 'spend', releaseMany],
  [8, 'spend', refund],
  [7, 'spend', changeSpending],
  [8, 'claim', occupy],
  [11, 'claim', advance],
  [12, 'claim', claimed],
  [5, 'year-end', countyOrder('carry')],
  [20, 'year-end', countyOrder('reuse')],
  [7, 'year-end', countyOrder('settle')],
  [20, 'year-end', countyOrder('retain')],
  [7, 'return', countyOrder('return')],
  [6, 'return', returnRelayed],
  [28, 'return', continueReturn],
  [6, 'set-off', countyOrder('settle')],
  [24, 'set-off', setOff],
  [7, 'township', subAllocate],
  [5, 'township', takeBack],
  [8, 'township', pay(COUNTIES)],
  [12, 'undo', reverse],
  [4, 'undo', replay],
  [5, 'clock', period],
  [3, 'clock', closeBehind],
  [6, 'clock', tick],
  [7, 'pause', pause],
]
const FAMILIES = [...new Set(DRAWERS.map(([, family]) => family))].filter((f) => f !== 'provoked')

/** What a sequence mostly does, so that rare acts follow each other often enough. */
const weigh = (theme: Family) =>
  DRAWERS.map(([weight, family, drawer]) => ({
    weight: family === theme ? weight * 8 : weight,
    drawer,
  }))

const pickDrawer = (c: Chance, weighed: ReturnType<typeof weigh>): Drawer => {
  const whole = weighed.reduce((sum, { weight }) => sum + weight, 0)
  let left = (c.between(0, 999_999) / 1_000_000) * whole
  for (const { weight, drawer } of weighed) {
    left -= weight
    if (left < 0) return drawer
  }
  return budget
}

function* one(command: Command): Drawing {
  yield command
}

export interface Sequence {
  readonly seed: number
  readonly opening: Opening
  readonly commands: readonly Command[]
}

export const YEAR = 2001

const openingOf = (c: Chance): Opening => ({
  year: YEAR,
  today: `${YEAR}-03-12`,
  publicity: c.maybe(0.45),
  sameSource: c.maybe(0.8),
})

const DEEP: readonly Depth[] = ['spread', 'spread', 'received', 'paid', 'issued', 'budget']
const NEXT: readonly Depth[] = ['budget', 'issued', 'issued', 'spread']
/** Where the money must have come to the counties before there is anything to do. */
const FAR: ReadonlySet<Family> = new Set([
  'spend',
  'claim',
  'year-end',
  'return',
  'set-off',
  'township',
])

/** Where the two funds stand at first: most sequences begin with money that has already come far. */
const beginning = (c: Chance, theme: Family): readonly { fund: FundKey; depth: Depth }[] => {
  const main = FAR.has(theme) ? 'spread' : c.pick(DEEP)
  const empty = c.maybe(theme === 'budget' ? 0.7 : 0.08)
  const next = c.maybe(theme === 'set-off' ? 0.9 : 0.25)
  return [
    ...(empty ? [] : [{ fund: 'main' as const, depth: main }]),
    ...(next
      ? [{ fund: 'next' as const, depth: theme === 'set-off' ? 'issued' : c.pick(NEXT) }]
      : []),
  ]
}

/** Draws a sequence of acts against the oracle alone: no store is asked. An act is one to eight commands. */
export const drawSequence = (seed: number, acts: number | null = null): Sequence => {
  const c = chanceOf(seed)
  const opening = openingOf(c)
  const w = openWorld(opening)
  const commands: Command[] = []
  let last = 0
  const number = (): number => {
    last += 1
    return last
  }
  const run = (drawing: Drawing): void => {
    for (let next = drawing.next(); !next.done; ) {
      const handle = String(commands.length)
      commands.push(next.value)
      const answer = judge(w, next.value, handle)
      next = drawing.next({ answer, handle })
    }
  }
  const desk: Desk = { w, c, number }
  const goal = GOALS[seed % GOALS.length]
  const theme = goal && c.maybe(0.8) ? goal.theme : c.pick(FAMILIES)
  const weighed = weigh(theme)
  for (const { fund, depth } of beginning(c, theme)) run(prelude(desk, fund, depth))
  const wanted = acts ?? c.between(11, 39)
  for (let done = 0, tries = 0; done < wanted && tries < wanted * 30; tries++) {
    const aim = goal && c.maybe(0.4) ? goal.provocation(desk) : null
    const drawing = aim ? one(aim) : pickDrawer(c, weighed)(desk)
    if (!drawing) continue
    run(drawing)
    done += 1
  }
  return { seed, opening, commands }
}
