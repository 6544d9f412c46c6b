import { type Day, day, isDay, yearOf } from '../base/day.ts'
import { type Fen, fen, NO_FEN, negateFen, sumFen } from '../base/money.ts'
import { type Flow, layersOf } from './board.ts'
import type { AgeRule } from './fund.ts'
import type { OrderLine } from './order.ts'

/** The first day on which money that came on `since` is older than the rule allows; null without a rule. */
export const overdueFrom = (rule: AgeRule, since: Day): Day | null => {
  if (rule.kind === 'none') return null
  const year = yearOf(since) + rule.years
  const same = `${year}${since.slice(4)}`
  return isDay(same) ? same : day(`${year}-03-01`)
}

/** The rule as a sentence, with what it is based on. */
export const ageRuleWords = (rule: AgeRule): string =>
  rule.kind === 'none' ? '不设' : `${ageWords(rule)}未用完的转为结余（${rule.source}）`

export const ageWords = (rule: Extract<AgeRule, { kind: 'years' }>): string =>
  `到账满 ${rule.years} 年`

/** What a recipient keeps for itself, with what came and went. */
export interface Kept {
  readonly held: Fen
  readonly carried: Fen
  /** In and out of both together: 结转 and 启用 are neither. 留用 is an arrival: its age begins with the permission. */
  readonly flows: readonly Flow[]
  /** Lines of 转结余 that wait for their second person. */
  readonly asked: readonly Pick<OrderLine, 'stage' | 'amount'>[]
}

export interface SettleProposal {
  /** The day from which the oldest of it is overdue. */
  readonly since: Day
  readonly carried: Fen
  readonly held: Fen
  readonly amount: Fen
}

/**
 * What the fund's age rule proposes to turn into 结余, 结转 before 已到账; null when nothing is too old. Whatever
 * went, was occupied or given to townships took the oldest money first.
 */
export const proposeSettle = (rule: AgeRule, kept: Kept, today: Day): SettleProposal | null => {
  const askedOf = (stage: 'held' | 'carried'): Fen =>
    sumFen(kept.asked, (line) => (line.stage === stage ? line.amount : NO_FEN))
  const asked = kept.asked.map((line) => ({
    day: today,
    arrival: false,
    amount: negateFen(line.amount),
  }))
  const late = layersOf([...kept.flows, ...asked]).flatMap(({ since, amount }) => {
    const from = overdueFrom(rule, since)
    return from !== null && from <= today ? [{ from, amount }] : []
  })
  const [oldest] = late
  const sum = sumFen(late, (layer) => layer.amount)
  const carried = Math.max(0, Math.min(sum, kept.carried - askedOf('carried')))
  const held = Math.max(0, Math.min(sum - carried, kept.held - askedOf('held')))
  if (oldest === undefined || carried + held === 0) return null
  return { since: oldest.from, carried: fen(carried), held: fen(held), amount: fen(carried + held) }
}
