import { describe, expect, test } from 'vitest'
import { day } from '../base/day.ts'
import { OrganizationId } from '../organization/organization.ts'
import { CONFLICTS, different, type Hand, type Holding, mayHold } from './conflict.ts'
import { PersonId } from './person.ts'
import { isMoneyPost, isSystemPost, POST_CODES, type PostCode } from './post.ts'

const here = OrganizationId.parse('h'.repeat(20))
const there = OrganizationId.parse('t'.repeat(20))
const held = (post: PostCode, more: Partial<Holding> = {}): Holding => ({
  post,
  organizationId: here,
  from: day('2024-01-01'),
  to: null,
  ...more,
})

describe('posts of one person', () => {
  test.each<[PostCode, PostCode]>([
    ['cashier', 'accountant'],
    ['cashier', 'finance-reviewer'],
    ['programme-clerk', 'programme-reviewer'],
    ['finance-clerk', 'finance-reviewer'],
    ['county-finance', 'county-reviewer'],
    ['reporter', 'report-reviewer'],
  ])('%s and %s exclude each other in one organization, whichever came first', (a, b) => {
    expect(mayHold([held(a)], held(b))).toMatchObject({ ok: false, refusal: 'POSTS_CONFLICT' })
    expect(mayHold([held(b)], held(a))).toMatchObject({ ok: false, refusal: 'POSTS_CONFLICT' })
    expect(mayHold([held(a)], held(b, { organizationId: there })).ok).toBe(true)
  })

  test('a county clerk combines three posts', () => {
    const clerk = [held('county-finance'), held('reporter')]
    expect(mayHold(clerk, held('roster-keeper')).ok).toBe(true)
  })

  test('who examines money never moves it', () => {
    for (const post of POST_CODES.filter(isMoneyPost))
      expect(mayHold([held(post)], held('audit-committee')).ok, post).toBe(false)
  })

  test('an administrator holds nothing else anywhere', () => {
    for (const system of POST_CODES.filter(isSystemPost))
      for (const other of POST_CODES.filter((post) => post !== system))
        expect(mayHold([held(other, { organizationId: there })], held(system)).ok, other).toBe(
          false,
        )
  })

  test('a post that ended the day before is no hindrance, one that ends that day is', () => {
    const next = held('accountant', { from: day('2024-05-01') })
    expect(mayHold([held('cashier', { to: day('2024-04-30') })], next).ok).toBe(true)
    expect(mayHold([held('cashier', { to: day('2024-05-01') })], next).ok).toBe(false)
  })

  test('the written table gives a reason for every pair', () => {
    for (const { why } of [...CONFLICTS.anywhere, ...CONFLICTS.withinOneOrganization])
      expect(why).toMatch(/^[\u4e00-\u9fff、，]+$/)
  })
})

describe('maker and releaser', () => {
  const a = PersonId.parse('a'.repeat(20))
  const b = PersonId.parse('b'.repeat(20))
  const c = PersonId.parse('c'.repeat(20))
  const hand = (personId: PersonId, onBehalfOf: PersonId | null = null): Hand => ({
    personId,
    onBehalfOf,
  })
  test.each([
    ['two persons', hand(a), hand(b), true],
    ['one person', hand(a), hand(a), false],
    ['the maker in the place of a colleague', hand(a), hand(a, b), false],
    ['a colleague in the place of the maker', hand(a), hand(b, a), false],
    ['both in the place of one who is absent', hand(a, c), hand(b, c), false],
    ['the one in whose place it was made', hand(a, b), hand(b), false],
    ['two in the place of two', hand(a, c), hand(b), true],
  ])('%s', (_, maker, releaser, expected) => expect(different(maker, releaser)).toBe(expected))
})
