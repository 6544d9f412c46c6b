import type { Day } from '../base/day.ts'
import { accept, type Decision, refuse } from '../base/decision.ts'
import type { OrganizationId } from '../organization/organization.ts'
import type { PersonId } from './person.ts'
import { isMoneyPost, isSystemPost, POST_CODES, POSTS, type PostCode } from './post.ts'

/** A post that a person holds, by appointment or by delegation; `to` null: until further notice. */
export interface Holding {
  readonly post: PostCode
  readonly organizationId: OrganizationId
  readonly from: Day
  readonly to: Day | null
}

export interface Conflict {
  readonly posts: readonly [PostCode, PostCode]
  readonly why: string
}

const MAKER_AND_RELEASER = '经办与审核须由不同的人担任'

const WITHIN_ONE_ORGANIZATION: readonly Conflict[] = [
  { posts: ['programme-clerk', 'programme-reviewer'], why: MAKER_AND_RELEASER },
  { posts: ['finance-clerk', 'finance-reviewer'], why: MAKER_AND_RELEASER },
  { posts: ['county-finance', 'county-reviewer'], why: MAKER_AND_RELEASER },
  { posts: ['reporter', 'report-reviewer'], why: '填报与审核须由不同的人担任' },
  { posts: ['cashier', 'accountant'], why: '出纳不得兼任账目登记和付款授权' },
  { posts: ['cashier', 'finance-reviewer'], why: '出纳不得兼任稽核' },
  ...POST_CODES.filter(isMoneyPost).map(
    (post): Conflict => ({ posts: ['audit-committee', post], why: '经费审查不得参与所审查的收支' }),
  ),
]

const ANYWHERE: readonly Conflict[] = POST_CODES.filter(isSystemPost).flatMap((system) =>
  POST_CODES.filter((other) => other !== system).map(
    (other): Conflict => ({
      posts: [system, other],
      why: isSystemPost(other)
        ? '系统、安全、审计管理员须三权分立'
        : '系统类管理员不得承担业务岗位',
    }),
  ),
)

/**
 * 岗位兼任表: the pairs that one person may not hold, in one organization or anywhere.
 * Sources: 会计法 (出纳不得兼任稽核、会计档案保管和收入、支出、费用、债权债务账目的登记工作) for the cashier;
 * GB/T 22239-2019 安全管理中心 for the three administrators. Small offices combine all other posts.
 */
export const CONFLICTS = {
  withinOneOrganization: WITHIN_ONE_ORGANIZATION,
  anywhere: ANYWHERE,
} as const

export type ConflictRefusal = 'POSTS_CONFLICT'

/** Whether a person who holds these posts may also hold the next one: pairs count while both last. */
export const mayHold = (
  held: readonly Holding[],
  next: Holding,
): Decision<Holding, ConflictRefusal> => {
  for (const holding of held) {
    if (!overlap(holding, next)) continue
    const conflict = conflictOf(holding, next)
    if (conflict)
      return refuse('POSTS_CONFLICT', {
        held: POSTS[holding.post].name,
        next: POSTS[next.post].name,
        why: conflict.why,
      })
  }
  return accept(next)
}

const conflictOf = (a: Holding, b: Holding): Conflict | undefined =>
  ANYWHERE.find((conflict) => joins(conflict, a.post, b.post)) ??
  (a.organizationId === b.organizationId
    ? WITHIN_ONE_ORGANIZATION.find((conflict) => joins(conflict, a.post, b.post))
    : undefined)

const joins = ({ posts: [x, y] }: Conflict, a: PostCode, b: PostCode): boolean =>
  (x === a && y === b) || (x === b && y === a)

const overlap = (a: Holding, b: Holding): boolean =>
  (a.to === null || b.from <= a.to) && (b.to === null || a.from <= b.to)

/** Whose hand did something: the person at the desk and, under a delegation, the person who gave it. */
export interface Hand {
  readonly personId: PersonId
  readonly onBehalfOf: PersonId | null
}

/** A hand by its ids alone, as documents and the ledger keep it. */
export interface BareHand {
  readonly personId: string
  readonly onBehalfOf: string | null
}

/**
 * 经办 ≠ 审核. Compares persons, never accounts, and looks through delegations on both sides: neither the one
 * at the desk nor the one behind may appear twice.
 */
export const different = (maker: BareHand, releaser: BareHand): boolean =>
  persons(maker).every((person) => !persons(releaser).includes(person))

const persons = (hand: BareHand): readonly string[] =>
  hand.onBehalfOf === null ? [hand.personId] : [hand.personId, hand.onBehalfOf]
