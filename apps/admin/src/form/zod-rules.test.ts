import { Day } from '@qiangji/kernel/base/day.ts'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { rulesOf, wrongFields } from './zod-rules.ts'

const rules = rulesOf(
  z.strictObject({
    summary: z.string().min(1).max(10),
    reason: z.string().min(4),
    day: Day,
    count: z.int().min(1),
    note: z.string().optional(),
  }),
  { summary: '摘要', reason: '原因', day: '到账日', count: '人数', note: '备注' },
)

const check = (field: string, value: unknown): string => {
  let said = ''
  rules[field]?.[0]?.validator?.(
    { field },
    value,
    (error) => {
      said = error instanceof Error ? error.message : ''
    },
    {},
    {},
  )
  return said
}

test.each([
  ['summary', '', '请填摘要'],
  ['summary', undefined, '请填摘要'],
  ['summary', '一二三四五六七八九十多', '最多 10 个字'],
  ['reason', '不行', '至少 4 个字'],
  ['day', '2024-02-30', '没有这一天，请按 2024-06-04 的样子填写'],
  ['count', 0, '不能小于 1'],
  ['note', '', ''],
  ['summary', '书款', ''],
])('the schema of %s says of %j: %s', (field, value, sentence) => {
  expect(check(field, value)).toBe(sentence)
})

test('a field is required exactly when the schema cannot do without it', () => {
  expect(rules.summary?.[0]?.required).toBe(true)
  expect(rules.note?.[0]?.required).toBe(false)
})

test('what the server found wrong stands at its field', () => {
  expect(wrongFields([{ path: 'day', message: '没有这一天' }]).get('day')).toBe('没有这一天')
})
