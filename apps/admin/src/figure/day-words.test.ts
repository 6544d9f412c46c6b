import { day } from '@qiangji/kernel/base/day.ts'
import { expect, test } from 'vitest'
import { dayWords } from './day-words.ts'

test.each([
  ['2024-06-05', '今天'],
  ['2024-06-03', '6月3日 周一'],
  ['2024-06-09', '6月9日 周日'],
  ['2024-06-10', '6月10日'],
  ['2024-06-02', '6月2日'],
  ['2023-06-05', '2023年6月5日'],
])('on Wednesday 2024-06-05, %s is said as %s', (d, words) => {
  expect(dayWords(day(d), day('2024-06-05'))).toBe(words)
})
