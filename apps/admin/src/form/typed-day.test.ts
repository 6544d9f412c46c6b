import { expect, test } from 'vitest'
import { readDay } from './typed-day.ts'

test.each([
  ['2024-06-04', '2024-06-04'],
  ['2024-6-4', '2024-06-04'],
  ['20240604', '2024-06-04'],
  ['2024年6月4日', '2024-06-04'],
  ['6月4日', '2024-06-04'],
  ['6.4', '2024-06-04'],
  ['２０２４-０６-０４', '2024-06-04'],
  ['2024/13/06', null],
  ['2月30日', null],
  ['昨天', null],
  ['', null],
])('"%s" is read as %s', (typed, day) => {
  expect(readDay(typed, 2024)).toBe(day)
})
