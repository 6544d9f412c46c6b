import { RequestId } from '@qiangji/kernel/base/id.ts'
import { expect, test } from 'vitest'
import { newRequestId, pressIds } from './request-id.ts'

const counting = () => {
  let n = 0
  return pressIds(() => `id-${++n}`)
}

test('a press without an answer keeps its id when it is repeated', () => {
  const ids = counting()
  expect([ids.idFor({ a: 1 }), ids.idFor({ a: 1 })]).toEqual(['id-1', 'id-1'])
})

test('a press after an answer takes a new id, the same input or not', () => {
  const ids = counting()
  ids.idFor({ a: 1 })
  ids.answered()
  expect(ids.idFor({ a: 1 })).toBe('id-2')
})

test('other content is another act, also after silence', () => {
  const ids = counting()
  expect([ids.idFor({ a: 1 }), ids.idFor({ a: 2 })]).toEqual(['id-1', 'id-2'])
})

test('an id is one that the server takes, and no two are alike', () => {
  expect(RequestId.safeParse(newRequestId()).success).toBe(true)
  expect(newRequestId()).not.toBe(newRequestId())
})
