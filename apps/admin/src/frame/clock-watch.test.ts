import { day } from '@qiangji/kernel/base/day.ts'
import { expect, test } from 'vitest'
import { movedOn } from './clock-watch.ts'

const seen = (today: string, year = 2024, id = 'p') => ({ today: day(today), year, person: { id } })

test('a later day is taken up under the year on screen', () => {
  expect(movedOn(seen('2024-12-31', 2023), seen('2025-01-02', 2025))).toEqual(
    seen('2025-01-02', 2023),
  )
})

test.each([
  ['the same day', seen('2024-03-11'), seen('2024-03-11')],
  ['an answer from before the clock was moved here', seen('2024-03-12'), seen('2024-03-11')],
  ['the session of somebody else', seen('2024-03-11'), seen('2024-03-12', 2024, 'q')],
  ['no session any more', seen('2024-03-11'), null],
  ['nobody on screen', null, seen('2024-03-12')],
])('%s changes nothing', (_, shown, now) => {
  expect(movedOn(shown, now)).toBeNull()
})
