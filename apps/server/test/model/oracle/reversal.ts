import { PROVINCE } from '../cast.ts'
import { type Answer, type Command, DONE, type Handle, no } from '../command.ts'
import { type Entry, postAll } from './post.ts'
import { hasOther, seatOf } from './upper.ts'
import {
  type BatchOfJournals,
  hasPost,
  isSamePerson,
  type Journal,
  type Leg,
  ownHandOf,
  type Persons,
  playerIn,
  type World,
} from './world.ts'

const DOOR = [
  'finance-reviewer',
  'accountant',
  'prefecture-finance',
  'county-reviewer',
  'county-finance',
] as const
const PROVINCIAL = ['finance-reviewer', 'accountant'] as const

/** 冲销: once, never of a reversal, by another person, from the last act on a document to the first. */
export const reverse = (w: World, c: Extract<Command, { do: 'reverse' }>, at: Handle): Answer => {
  const by = playerIn(c)
  const posted = w.posted.get(c.batch)
  const journals = w.journals.filter((j) => j.batch === c.batch)
  if (!posted) throw new Error('not applicable')
  if (!hasPost(by, ...DOOR)) return no('NOT_FOUND')
  const seat = seatOf(by.union, posted.union)
  if (!seat) return no('NOT_FOUND')
  const posts = posted.union === PROVINCE ? PROVINCIAL : DOOR
  const hand = ownHandOf(by, ...posts)
  if (!hand) return no('NOT_FOUND')
  const makers = posted.quiet?.by ?? journals[0]?.by ?? []
  if (seat === 'upper' && hasOther(posted.union, posts, makers))
    return no('UPPER_REVIEW_NOT_NEEDED')
  const stopped = posted.guard()
  if (stopped) return no(stopped)
  if (posted.act === 'reverse') return no('REVERSE_OF_REVERSAL')
  if (posted.quiet?.undone || journals.some((j) => j.reversed)) return no('REVERSED_ALREADY')
  if (isSamePerson(makers, hand)) return no('SAME_PERSON')
  if (isFollowed(w, c.batch)) return no('LATER_ACT')
  if (posted.paid?.()) return no('PAID_BY_BANK')
  return mirror(w, posted, journals, hand, at)
}

/** Every journal of the batch the other way round, its document back where it stood. */
const mirror = (
  w: World,
  posted: BatchOfJournals,
  journals: readonly Journal[],
  hand: Persons,
  at: Handle,
): Answer => {
  const batch = `${at}:reverse`
  const parts = new Map<string, Entry & { legs: Leg[] }>()
  for (const j of [...journals].reverse()) {
    const part = parts.get(j.fund) ?? { fund: j.fund, batch, legs: [] }
    parts.set(j.fund, part)
    part.legs.push({ ...j, act: 'reverse', from: j.to, to: j.from })
  }
  const answer = postAll(w, hand, [...parts.values()])
  if (!answer.ok) return answer
  for (const j of journals) j.reversed = true
  if (posted.quiet) posted.quiet.undone = true
  posted.undo()
  if (journals.length > 0)
    w.posted.set(batch, {
      act: 'reverse',
      union: posted.union,
      undo: () => undefined,
      guard: () => null,
    })
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
