import { expect, test } from 'vitest'
import { isPaperText } from './fund-search.ts'

test.each([
  ['演示总工发〔2024〕12号', true],
  ['记-0311', true],
  ['12', true],
  ['1', false],
  ['hx', false],
  [' ', false],
])('whether %s can be a number or name of a paper: %s', (text, can) => {
  expect(isPaperText(text)).toBe(can)
})
