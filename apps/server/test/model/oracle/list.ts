import { isBelow, unionOf } from '../cast.ts'
import { type Answer, type Command, DONE, type FundKey, no } from '../command.ts'
import { addDays, hasPost, type ListLine, playerIn, type World } from './world.ts'

const linesOf = (w: World, fund: FundKey, union: string): readonly ListLine[] =>
  w.lists[fund].get(union) ?? []

/** Whether a union is on the recipient list on a day. */
export const isListed = (w: World, fund: FundKey, union: string, day: string): boolean =>
  linesOf(w, fund, union).some((l) => l.from <= day && (l.to === null || l.to >= day))

/** The line that stands, or else stood last: money that is issued goes its way also after the list has changed. */
export const lastLine = (w: World, fund: FundKey, union: string): ListLine | null =>
  linesOf(w, fund, union).findLast((l) => l.from <= w.today) ?? null

/** The prefecture that passes on to this recipient or back from it; null: straight. */
export const viaOf = (w: World, fund: FundKey, union: string): string | null =>
  lastLine(w, fund, union)?.via ?? null

/** 名单: dated, never rewritten; a line ends the day before the next one begins. */
export const changeList = (w: World, c: Extract<Command, { do: 'list.change' }>): Answer => {
  const by = playerIn(c)
  if (!hasPost(by, 'finance-clerk', 'programme-clerk')) return no('NOT_FOUND')
  if (w.funds[c.fund].ended) return no('FUND_ENDED')
  const lines = linesOf(w, c.fund, c.union)
  const last = lines.at(-1) ?? null
  const standing = last !== null && last.to !== null && last.to < c.from ? null : last
  const { level } = unionOf(c.union)
  if (level === 'province' || level === 'township') return no('RECIPIENT_LEVEL')
  if (standing === null && c.next === 'off') return no('RECIPIENT_NOT_LISTED')
  if (standing !== null && c.from <= standing.from) return no('RECIPIENT_DAY_TOO_EARLY')
  const via = c.next === 'relay' ? c.via : null
  if (via !== null && !(isBelow(via, c.union) && via !== c.union && via !== '62'))
    return no('RECIPIENT_VIA_NOT_ABOVE')
  const kept = lines.map((l) => (l === standing ? { ...l, to: addDays(c.from, -1) } : l))
  const begun = c.next === 'off' ? [] : [{ from: c.from, to: null, via }]
  w.lists[c.fund].set(c.union, [...kept, ...begun])
  return DONE
}
