import type { Player } from '../cast.ts'
import { type Answer, type Command, DONE, no } from '../command.ts'
import { handOf, isSamePerson, ownHandOf, type Persons, playerIn, type World } from './world.ts'

/** 关账: a month that is over, proposed by one and checked by another, one way. */
export const closePeriod = (
  w: World,
  c: Extract<Command, { do: 'period.propose' | 'period.close' }>,
): Answer => {
  const by = playerIn(c)
  const other = c.do === 'period.propose' ? 'finance-clerk' : 'accountant'
  const hand = ownHandOf(by, 'finance-reviewer', other)
  if (!hand) return no('NOT_FOUND')
  const key = `${c.year}/${c.month}`
  if (Number(c.month.slice(0, 4)) < c.year && !w.opened.has(key)) return no('PERIOD_BEFORE_YEAR')
  if (w.closed.has(key)) return no('PERIOD_CLOSED_ALREADY')
  if (w.today.slice(0, 7) <= c.month) return no('PERIOD_NOT_OVER')
  const proposer = w.closing.get(key)
  if (c.do === 'period.propose') {
    if (proposer) return no('CLOSING_PROPOSED_ALREADY')
    w.closing.set(key, { by: hand, reviewed: isReviewing(by, hand) })
    return DONE
  }
  if (!proposer) return no('CLOSING_NOT_PROPOSED')
  const checks = proposer.reviewed ? hand : handOf(by, 'finance-reviewer')
  if (!checks) return no('CLOSING_NEEDS_REVIEWER')
  if (isSamePerson(proposer.by, checks)) return no('SAME_PERSON')
  w.closed.add(key)
  return DONE
}

/** Whether this hand is the one of 财务审核. */
const isReviewing = (by: Player, hand: Persons): boolean => {
  const reviews = handOf(by, 'finance-reviewer')
  return reviews !== null && reviews.join() === hand.join()
}

const DONE_WITH = ['source', 'available', 'spent', 'returned']

/** 结束专项: nothing of it is arranged, on its way, in hand, carried or coming back. */
export const endFund = (w: World, c: Extract<Command, { do: 'fund.end' }>): Answer => {
  const by = playerIn(c)
  const fund = w.funds[c.fund]
  if (!handOf(by, 'finance-reviewer')) return no('NOT_FOUND')
  if (fund.ended) return no('FUND_ENDED')
  if (c.stale) return no('REVISION_STALE')
  const open = [...fund.balances].some(
    ([key, balance]) => balance !== 0n && !DONE_WITH.includes(key.split('/')[2] ?? ''),
  )
  if (open) return no('FUND_NOT_SETTLED')
  fund.ended = true
  return DONE
}
