import { expect, test } from 'vitest'
import { isText, readableText, unreadableAt } from './text.ts'

test.each([
  ['环县总工会', true],
  ['🧧', true],
  ['一行\n两行\t', true],
  ['\ufffd', true],
  ['', true],
  ['a\0b', false],
  ['\ud83e', false],
  ['\udde7\ud83e', false],
  ['工会\ud83e', false],
])('%j is text: %s', (text, is) => {
  expect(isText(text)).toBe(is)
})

test('a file’s unreadable characters are shown as such, the others stay', () => {
  expect(readableText('a\0b\ud83e🧧')).toBe('a\ufffdb\ufffd🧧')
})

test('what is no text is found wherever it stands', () => {
  expect(unreadableAt({ form: { lines: [{ words: '书' }, { words: 'a\0b' }] } })).toBe(
    'form.lines.1.words',
  )
  expect(unreadableAt({ amounts: { '一\ud83e': 1 } })).toBe('amounts')
  expect(unreadableAt('\0')).toBe('')
  expect(unreadableAt({ form: null, count: 1, words: '书' })).toBeNull()
  expect(unreadableAt(JSON.parse('['.repeat(30_000) + ']'.repeat(30_000)))).toBeNull()
})
