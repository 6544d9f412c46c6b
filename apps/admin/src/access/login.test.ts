import { expect, test } from 'vitest'
import { appointmentWords, changeWords, loginState, usedWords } from './login.fields.ts'

test.each([
  [{ state: 'left', locked: true, mustChange: true }, '停用'],
  [{ state: 'active', locked: true, mustChange: true }, '锁定'],
  [{ state: 'active', locked: false, mustChange: true }, '待改密码'],
  [{ state: 'active', locked: false, mustChange: false }, '在岗'],
] as const)('of %j what matters most is shown: %s', (line, word) => {
  expect(loginState(line).word).toBe(word)
})

test('who has no post is seen to have none, and what was done names the post', () => {
  expect(appointmentWords({ appointments: [] })).toBe('没有岗位')
  expect(changeWords({ act: 'appoint', post: 'county-finance' })).toBe('任职：县区财务')
  expect(changeWords({ act: 'reset', post: null })).toBe('重置密码')
})

test('the last signing in is told by the clock in Gansu', () => {
  expect(usedWords(Date.parse('2024-06-05T16:20:03Z'))).toBe('2024-06-06 00:20')
  expect(usedWords(null)).toBe('从未登录')
})
