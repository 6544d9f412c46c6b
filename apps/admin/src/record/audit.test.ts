import { expect, test } from 'vitest'
import { reasonOf, resultOf, startOfDay, wallTime } from './audit.fields.ts'

test('machine time is shown as the wall clock in Gansu, also past midnight', () => {
  expect(wallTime('2024-06-05T16:20:03.120Z')).toBe('2024-06-06 00:20:03')
})

test('a day begins at midnight in Gansu', () => {
  expect(startOfDay('2024-06-06')).toBe('2024-06-05T16:00:00.000Z')
})

test('a refused act is said with its reason, an accepted one has none', () => {
  expect(resultOf('REVISION_STALE').word).toBe('未办理')
  expect(reasonOf('REVISION_STALE')).toContain('已被他人修改')
  expect(reasonOf('accepted')).toBe('')
})
