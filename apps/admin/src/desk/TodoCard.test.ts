import { day } from '@qiangji/kernel/base/day.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import type { Todo } from '@qiangji/kernel/record/todo.ts'
import { mount } from '@vue/test-utils'
import { describe, expect, test } from 'vitest'
import { i18n } from '../words/i18n.ts'
import TodoCard from './TodoCard.vue'

const today = day('2024-06-05')
const todo = (title: string, due: string | null, more: Partial<Todo> = {}): Todo => ({
  kind: '到账确认',
  group: 'fund',
  title,
  detail: '庆阳市总工会付款',
  amount: fen(49_000_000),
  since: day('2024-06-03'),
  due: due === null ? null : day(due),
  rule: '到账后 1 个工作日',
  verb: '确认',
  path: '/fund/receipt/1',
  ...more,
})
const show = (rows: readonly Todo[]) =>
  mount(TodoCard, { props: { rows, today, condition: null }, global: { plugins: [i18n] } })

describe('待办 on the desk', () => {
  test('stands under how near its due day is, the late first', () => {
    const card = show([
      todo('五月月报', '2024-05-31'),
      todo('环县', '2024-06-05'),
      todo('备案', null),
    ])
    expect(card.findAll('tr.group').map((row) => row.text())).toEqual([
      '已超期1 件',
      '今天 6月5日1 件',
      '以后1 件',
    ])
    expect(card.findAll('.todo-line')[0]?.text()).toContain('超 3 个工作日')
  })

  test('says the rule of the due day and the amount in yuan to the fen', () => {
    const line = show([todo('环县', '2024-06-07')])
      .get('.todo-line')
      .text()
    expect(line).toContain('到账后 1 个工作日')
    expect(line).toContain('490,000.00')
  })

  test('without a due day says since when it has waited', () => {
    const line = show([todo('备案', null, { rule: '' })])
      .get('.todo-line')
      .text()
    expect(line).toContain('6月3日 周一起')
    expect(line).toContain('未定期限')
  })

  test('the button carries the verb, and its name says of what', async () => {
    const card = show([todo('环县', '2024-06-05')])
    const button = card.get('.todo-line button')
    expect(button.text()).toBe('确认')
    expect(button.attributes('aria-label')).toBe('确认 环县')
    await button.trigger('click')
    expect(card.emitted('act')).toHaveLength(1)
  })

  test('a chosen subject hides the others', async () => {
    const rows = [todo('环县', '2024-06-05'), todo('整改', '2024-06-05', { group: 'audit' })]
    const card = show(rows)
    const audit = card.findAll('.segment button').find((b) => b.text().startsWith('经审'))
    await audit?.trigger('click')
    expect(card.findAll('.todo-line').map((line) => line.get('.title').text())).toEqual([
      expect.stringContaining('整改'),
    ])
  })

  test('a long group shows its first twelve and opens on demand', async () => {
    const rows = Array.from({ length: 15 }, (_, i) => todo(`第 ${i} 项`, '2024-06-05'))
    const card = show(rows)
    expect(card.findAll('.todo-line')).toHaveLength(12)
    await card.get('.more button').trigger('click')
    expect(card.findAll('.todo-line')).toHaveLength(15)
  })
})
