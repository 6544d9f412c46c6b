import type { Command, FundKey } from '../command.ts'
import { judge } from '../oracle/judge.ts'
import { type Opening, openWorld, type World } from '../oracle/world.ts'
import { end, pause, period, replay, reverse, tick } from './acts.ts'
import { type Chance, chanceOf } from './chance.ts'
import type { Desk, Drawer, Drawing } from './desk.ts'
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
import { advance, changeSpending, occupy, refund, releaseMany, spend } from './spendings.ts'

/** How often each kind of act is tried; those without anything to act on are passed over. */
const DRAWERS: readonly (readonly [weight: number, drawer: Drawer])[] = [
  [5, budget],
  [5, plan],
  [5, planStep],
  [3, reduce],
  [16, pay(['62'])],
  [14, pay(PREFECTURES)],
  [10, pay(COUNTIES)],
  [3, settleBatch],
  [8, bank],
  [26, receive],
  [4, discrepancy],
  [14, spend],
  [5, releaseMany],
  [7, refund],
  [4, changeSpending],
  [7, occupy],
  [3, advance],
  [5, countyOrder('carry')],
  [5, countyOrder('reuse')],
  [7, countyOrder('settle')],
  [5, countyOrder('retain')],
  [6, countyOrder('return')],
  [4, returnRelayed],
  [10, continueReturn],
  [10, setOff],
  [8, subAllocate],
  [5, takeBack],
  [3, settleOrder],
  [13, reverse],
  [4, period],
  [2.5, pause],
  [7, tick],
  [5, replay],
  [0.5, end],
]
const WHOLE = DRAWERS.reduce((sum, [weight]) => sum + weight, 0)

const pickDrawer = (c: Chance): Drawer => {
  let left = (c.between(0, 999_999) / 1_000_000) * WHOLE
  for (const [weight, drawer] of DRAWERS) {
    left -= weight
    if (left < 0) return drawer
  }
  return budget
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
  publicity: c.maybe(0.3),
  sameSource: c.maybe(0.8),
})

const DEEP: readonly Depth[] = [
  'spread',
  'spread',
  'spread',
  'received',
  'paid',
  'issued',
  'budget',
]
const NEXT: readonly Depth[] = ['budget', 'issued', 'issued', 'spread']

/** Where the two funds stand at first: most sequences begin with money that has already come far. */
const beginning = (c: Chance): readonly { fund: FundKey; depth: Depth }[] => [
  ...(c.maybe(0.88) ? [{ fund: 'main' as const, depth: c.pick(DEEP) }] : []),
  ...(c.maybe(0.4) ? [{ fund: 'next' as const, depth: c.pick(NEXT) }] : []),
]

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
  for (const { fund, depth } of beginning(c)) run(prelude(desk, fund, depth))
  const wanted = acts ?? c.between(1, 36)
  for (let done = 0, tries = 0; done < wanted && tries < wanted * 30; tries++) {
    const drawing = pickDrawer(c)(desk)
    if (!drawing) continue
    run(drawing)
    done += 1
  }
  return { seed, opening, commands }
}

export type { World }
