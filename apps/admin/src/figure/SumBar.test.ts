import { fen } from '@qiangji/kernel/base/money.ts'
import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import SumBar from './SumBar.vue'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const whole = { word: '专项总额', amount: fen(4_000_000_000) }
const bar = (lines: number) =>
  mount(SumBar, {
    props: {
      whole,
      parts: [
        { word: '86 行合计', amount: fen(lines) },
        { word: '预留（机动）', amount: fen(60_000_000) },
      ],
    },
  })

test('a whole that is the sum of its parts shows no difference', () => {
  const sum = bar(3_940_000_000)
  expect(sum.get('.check').text()).toContain('0.00')
  expect(sum.get('.check').classes()).not.toContain('off')
})

test('one fen too many is shown to the fen, and as wrong', () => {
  const sum = bar(3_940_000_001)
  expect(sum.get('.check').text()).toContain('−0.01')
  expect(sum.get('.check').classes()).toContain('off')
})

test('the sum is read out once, after half a second of rest', async () => {
  const sum = bar(3_940_000_000)
  const spoken = () => sum.get('[role=status]').text()
  const type = async (lines: number) => {
    await sum.setProps({
      parts: [
        { word: '86 行合计', amount: fen(lines) },
        { word: '预留（机动）', amount: fen(60_000_000) },
      ],
    })
  }
  await type(3_900_000_000)
  vi.advanceTimersByTime(400)
  await type(3_800_000_000)
  vi.advanceTimersByTime(499)
  await nextTick()
  expect(spoken()).toBe('')
  vi.advanceTimersByTime(1)
  await nextTick()
  expect(spoken()).toBe('差额 1,400,000.00 元，合计不符')
})
