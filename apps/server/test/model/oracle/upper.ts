import type { PostCode } from '@qiangji/kernel/access/post.ts'
import { playersAt, unionOf } from '../cast.ts'
import type { Persons } from './world.ts'

/** 上级复核: who reviews from above, by the level of whose act it is. */
const ABOVE: Readonly<Record<string, readonly PostCode[]>> = {
  province: [],
  prefecture: ['finance-reviewer'],
  county: ['prefecture-finance'],
  township: ['county-reviewer'],
}
export const aboveOf = (union: string): readonly PostCode[] => ABOVE[unionOf(union).level] ?? []

/** Where somebody of `at` sits who looks at an act of `union`: there, straight above it, or nowhere. */
export const seatOf = (at: string, union: string): 'own' | 'upper' | null => {
  if (at === union) return 'own'
  return unionOf(union).path.at(-2) === at ? 'upper' : null
}

/** Whether the union has somebody with one of these posts who had no hand in it. */
export const hasOther = (union: string, posts: readonly PostCode[], makers: Persons): boolean =>
  playersAt(union).some(
    (p) =>
      !makers.includes(p.person) &&
      p.posts.some((held) => held.from === null && posts.includes(held.post)),
  )
