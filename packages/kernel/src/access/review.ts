import type { Level } from '../organization/organization.ts'
import { type BareHand, different } from './conflict.ts'
import type { PostCode } from './post.ts'

/**
 * 上级复核: the posts of the union above that review an act of an organization of this level, where nobody of
 * its own could.
 */
export const upperReviewers = (level: Level): readonly PostCode[] => UPPER[level]

const UPPER: Readonly<Record<Level, readonly PostCode[]>> = {
  province: [],
  prefecture: ['finance-reviewer'],
  county: ['prefecture-finance'],
  township: ['county-reviewer'],
}

/** Whether one of these hands is another person's than all who have had a hand in it already. */
export const hasOther = (hands: readonly BareHand[], makers: readonly BareHand[]): boolean =>
  hands.some((hand) => makers.every((maker) => different(maker, hand)))
