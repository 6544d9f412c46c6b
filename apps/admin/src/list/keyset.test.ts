import { expect, test } from 'vitest'
import { useKeyset } from './keyset.ts'

test('上一页 goes back by the keys it came by', () => {
  const keyset = useKeyset()
  keyset.next('b')
  keyset.next('d')
  expect([keyset.after.value, keyset.page.value]).toEqual(['d', 3])
  keyset.previous()
  expect([keyset.after.value, keyset.page.value]).toEqual(['b', 2])
  keyset.previous()
  expect([keyset.after.value, keyset.page.value]).toEqual([null, 1])
})

test('a new filter begins on the first page', () => {
  const keyset = useKeyset()
  keyset.next('b')
  keyset.restart()
  expect([keyset.after.value, keyset.page.value]).toEqual([null, 1])
})
