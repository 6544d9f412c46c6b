import type { PostingAct } from '@qiangji/kernel/fund/movement.ts'
import type { Stage } from '@qiangji/kernel/fund/stage.ts'
import { PROVINCE, unionOf } from '../cast.ts'
import { type Answer, DONE, type FundKey, no } from '../command.ts'
import { balanceOf, type Journal, keyText, type Leg, type Persons, type World } from './world.ts'

/** MONEY §3, 暂停拨付: what it refuses; everything else is let through. */
const STOPPED: ReadonlySet<PostingAct> = new Set<PostingAct>([
  'issue',
  'remit',
  'relay',
  'sub-allocate',
  'occupy',
  'spend',
  'reuse',
  'retain',
  'set-off-new',
])

/** A union is paused itself or through one above it; the province pauses nobody by standing above. */
const isPaused = (w: World, fund: FundKey, beneficiary: string): boolean =>
  [...w.pauses.values()].some(
    (p) =>
      p.fund === fund &&
      p.state === 'standing' &&
      p.union !== PROVINCE &&
      unionOf(beneficiary).path.includes(p.union),
  )

export { isPaused }

const short = (stage: Stage): string => `INSUFFICIENT_${stage.toUpperCase()}`

const refusalOf = (w: World, fund: FundKey, legs: readonly Leg[]): string | null => {
  const { ended, year } = w.funds[fund]
  if (ended) return 'FUND_ENDED'
  if (w.closed.has(`${year}/${w.today.slice(0, 7)}`)) return 'PERIOD_CLOSED'
  if (legs.some((leg) => STOPPED.has(leg.act) && isPaused(w, fund, leg.to.beneficiary)))
    return 'PAYMENT_PAUSED'
  return null
}

/** One fund's part of an act: its journals under one batch, all or nothing. */
export interface Entry {
  readonly fund: FundKey
  readonly batch: string
  readonly legs: readonly Leg[]
}

/** Posts every part in its order or nothing at all. */
export const postAll = (w: World, by: Persons, parts: readonly Entry[]): Answer => {
  const done: Journal[] = []
  const back = (): void => {
    for (const j of done.reverse()) shift(w, j, -1n)
  }
  for (const { fund, batch, legs } of parts) {
    const refused = refusalOf(w, fund, legs)
    if (refused !== null) {
      back()
      return no(refused)
    }
    for (const leg of legs) {
      if (leg.from.stage !== 'source' && balanceOf(w, fund, leg.from) < leg.amount) {
        back()
        return no(short(leg.from.stage))
      }
      const journal: Journal = { ...leg, fund, batch, by, reversed: false }
      shift(w, journal, 1n)
      done.push(journal)
    }
  }
  for (const journal of done) {
    arrive(w, journal)
    w.opened.add(`${w.funds[journal.fund].year}/${w.today.slice(0, 7)}`)
  }
  w.journals.push(...done)
  return DONE
}

const shift = (w: World, j: Journal, sign: bigint): void => {
  const { balances } = w.funds[j.fund]
  const add = (key: Leg['from'], amount: bigint): void => {
    balances.set(keyText(key), balanceOf(w, j.fund, key) + amount)
  }
  add(j.from, -sign * j.amount)
  add(j.to, sign * j.amount)
}

/** The day on which a line first had money in hand. */
const arrive = (w: World, j: Journal): void => {
  const { arrivals } = w.funds[j.fund]
  for (const { stage, beneficiary, holder } of [j.from, j.to]) {
    const line = `${beneficiary}/${holder}`
    if (stage === 'held' && !arrivals.has(line)) arrivals.set(line, w.today)
  }
}
