import { expect, test } from 'vitest'
import type { Hand } from './conflict.ts'
import { PersonId } from './person.ts'
import { hasOther, upperReviewers } from './review.ts'

const hand = (person: string, behind: string | null = null): Hand => ({
  personId: PersonId.parse(person.repeat(20)),
  onBehalfOf: behind === null ? null : PersonId.parse(behind.repeat(20)),
})

test('nobody reviews the province from above', () => {
  expect(upperReviewers('province')).toEqual([])
  expect(upperReviewers('prefecture')).toEqual(['finance-reviewer'])
  expect(upperReviewers('county')).toEqual(['prefecture-finance'])
})

test('a second person is one who sits neither at the maker’s desk nor behind it', () => {
  expect(hasOther([], [hand('a')])).toBe(false)
  expect(hasOther([hand('a')], [hand('a')])).toBe(false)
  expect(hasOther([hand('b', 'a')], [hand('a')])).toBe(false)
  expect(hasOther([hand('b')], [hand('a', 'b')])).toBe(false)
  expect(hasOther([hand('a'), hand('b')], [hand('a')])).toBe(true)
  expect(hasOther([hand('b')], [hand('a'), hand('b')])).toBe(false)
})
