import type { Stage } from '@qiangji/kernel/fund/stage.ts'
import { PLAYERS, ROUTES } from '../cast.ts'
import type { Answer, Command, FundKey, Handle } from '../command.ts'
import { balancesOf, type Held, recipientOf } from '../oracle/figure.ts'
import { addDays, type World } from '../oracle/world.ts'
import type { Chance } from './chance.ts'

/** What the one who draws sees and uses. */
export interface Desk {
  readonly w: World
  readonly c: Chance
  /** The next free voucher, receipt or document number of the sequence. */
  readonly number: () => number
}

export interface Reply {
  readonly answer: Answer
  readonly handle: Handle
}

/** A few commands that belong together: each sees how the one before was answered. */
export type Drawing = Generator<Command, void, Reply>
export type Drawer = (d: Desk) => Drawing | null

export const fundOf = ({ c }: Desk): FundKey => (c.maybe(0.72) ? 'main' : 'next')

/** The right person, and now and then somebody else. */
export const who = ({ c }: Desk, right: string, ...wrong: readonly string[]): string => {
  const others = wrong.filter((key) => PLAYERS.has(key))
  if (PLAYERS.has(right) && c.maybe(0.92)) return right
  return others.length > 0 && c.maybe(0.8) ? c.pick(others) : c.pick([...PLAYERS.keys()])
}

export const stale = ({ c }: Desk): boolean => c.maybe(0.012)

/** Part of a balance, all of it, or more than it. */
export const amountOf = ({ c }: Desk, balance: bigint, over = 0.1): number => {
  const most = Number(balance)
  if (most <= 0) return c.between(1, 50_000)
  if (c.maybe(over)) return c.maybe(0.5) ? most + 1 : most + c.between(1, most)
  return c.maybe(0.4) ? most : c.between(1, most)
}

/** Accounts with money in one of these stages. */
export const withMoney = (d: Desk, fund: FundKey, ...stages: readonly Stage[]): readonly Held[] =>
  balancesOf(d.w, fund).filter((a) => a.amount > 0n && stages.some((s) => s === a.stage))

/** The same of what lies at a county's desk or on the own account of a township whose books it keeps. */
export const atCounty = (
  d: Desk,
  fund: FundKey,
  ...stages: readonly ('held' | 'occupied' | 'spent')[]
): readonly Held[] => withMoney(d, fund, ...stages).filter((a) => ROUTES.has(recipientOf(a.holder)))

/** Mostly today, sometimes a day that does not fit. */
export const dayOf = ({ c, w }: Desk, off = 0.05): string =>
  c.maybe(off) ? addDays(w.today, c.pick([-200, -40, -1, 1, 3])) : w.today

export const latest = <T>(c: Chance, from: Iterable<T>, last = 6): T | null => {
  const all = [...from].slice(-last)
  return all.length === 0 ? null : c.pick(all)
}

/** Kinds of acts that lead to each other. */
export type Family =
  | 'provoked'
  | 'budget'
  | 'plan'
  | 'pay'
  | 'receive'
  | 'spend'
  | 'claim'
  | 'year-end'
  | 'return'
  | 'set-off'
  | 'township'
  | 'undo'
  | 'clock'
  | 'pause'
