import { PERMISSIONS } from '@qiangji/kernel/permissions.ts'
import { expect, test } from 'vitest'
import { actWords } from './act-words.ts'

test('every noun that can be asked for has a word in the audit', () => {
  const acts = Object.keys(PERMISSIONS).filter((path) => path !== 'fund.todo.list')
  expect(acts.filter((path) => !/^[\u4e00-\u9fff]+/.test(actWords(path)))).toEqual([])
})

test('an act is said with its noun and verb', () => {
  expect(actWords('access.session.login.reject')).toBe('登录失败')
  expect(actWords('fund.payment.release')).toBe('支付：授权')
})

test('a verb without a word keeps its own name', () => {
  expect(actWords('fund.order.frobnicate')).toBe('资金单：frobnicate')
})
