import type { PostingAct } from '@qiangji/kernel/fund/movement.ts'
import { isBelow } from '../cast.ts'
import { type Answer, type Command, DONE, type Handle, no } from '../command.ts'
import { type Entry, postAll } from './post.ts'
import { hasPost, type Leg, ownHandOf, playerIn, type World } from './world.ts'

const DOOR = [
  'finance-reviewer',
  'accountant',
  'prefecture-finance',
  'county-reviewer',
  'county-finance',
] as const
const PROVINCIAL: readonly PostingAct[] = [
  'budget',
  'adjust',
  'arrange',
  'withdraw',
  'issue',
  'reduce',
  'return-confirm',
  'set-off-old',
  'set-off-new',
]

/** 冲销: once, never of a reversal, by another person, from the last act on a document to the first. */
export const reverse = (w: World, c: Extract<Command, { do: 'reverse' }>, at: Handle): Answer => {
  const by = playerIn(c)
  const posted = w.posted.get(c.batch)
  const journals = w.journals.filter((j) => j.batch === c.batch)
  const [first] = journals
  if (!posted || !first) throw new Error('not applicable')
  if (!hasPost(by, ...DOOR)) return no('NOT_FOUND')
  const place = posted.act === 'reverse' ? first.to.holder : first.from.holder
  if (!isBelow(by.union, place)) return no('NOT_FOUND')
  const hand = PROVINCIAL.includes(posted.act)
    ? ownHandOf(by, 'finance-reviewer', 'accountant')
    : ownHandOf(by, ...DOOR)
  if (!hand) return no('NOT_FOUND')
  const stopped = posted.guard()
  if (stopped) return no(stopped)
  if (posted.act === 'reverse') return no('REVERSE_OF_REVERSAL')
  if (journals.some((j) => j.reversed)) return no('REVERSED_ALREADY')
  if (journals.some((j) => hand.includes(j.by))) return no('SAME_PERSON')
  if (isFollowed(w, c.batch)) return no('LATER_ACT')
  if (posted.paid?.()) return no('PAID_BY_BANK')
  const batch = `${at}:reverse`
  const parts = new Map<string, Entry & { legs: Leg[] }>()
  for (const j of [...journals].reverse()) {
    const part = parts.get(j.fund) ?? { fund: j.fund, batch, legs: [] }
    parts.set(j.fund, part)
    part.legs.push({ ...j, act: 'reverse', from: j.to, to: j.from })
  }
  const answer = postAll(w, by.person, [...parts.values()])
  if (!answer.ok) return answer
  for (const j of journals) j.reversed = true
  posted.undo()
  w.posted.set(batch, { act: 'reverse', undo: () => undefined, guard: () => null })
  return DONE
}

/** Whether an act that stands came later and names the same document. */
const isFollowed = (w: World, batch: string): boolean => {
  const last = w.journals.findLastIndex((j) => j.batch === batch)
  const documents = new Set(w.journals.filter((j) => j.batch === batch).map((j) => j.document))
  return w.journals
    .slice(last + 1)
    .some((j) => documents.has(j.document) && j.act !== 'reverse' && !j.reversed)
}
