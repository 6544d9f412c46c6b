import { fen } from '@qiangji/kernel/base/money.ts'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import { nextTick } from 'vue'
import { usePreferences } from '../frame/preferences-store.ts'
import Money from './Money.vue'

beforeEach(() => setActivePinia(createPinia()))
const text = (props: InstanceType<typeof Money>['$props']) => mount(Money, { props }).text()

test('an amount follows the unit that the person has chosen', async () => {
  const money = mount(Money, { props: { amount: fen(2_580_000_000) } })
  expect(money.text()).toBe('2,580.00')
  usePreferences().unit = 'yuan'
  await nextTick()
  expect(money.text()).toBe('25,800,000.00')
})

test('a fixed unit and the decimals of the column win over the preference', () => {
  expect(text({ amount: fen(49_000_000), unit: 'yuan' })).toBe('490,000.00')
  expect(text({ amount: fen(49_000_000), decimals: 0 })).toBe('49')
})

test('nothing, not yet reported and zero are three different things', () => {
  expect(text({ amount: fen(0) })).toBe('0.00')
  expect(text({ amount: null })).toContain('—')
  expect(text({ amount: 'unreported' })).toBe('待报')
})

test('a difference carries its sign, with a true minus', () => {
  expect(text({ amount: fen(137_000_000), sign: true, decimals: 0 })).toBe('+137')
  expect(text({ amount: fen(-13_000_000), sign: true, decimals: 0 })).toBe('−13')
})

test('a negative amount is red only when it is 红字', () => {
  const plain = mount(Money, { props: { amount: fen(-680_000) } })
  const red = mount(Money, { props: { amount: fen(-680_000), hong: true } })
  expect(plain.find('.hong').exists()).toBe(false)
  expect(red.find('.hong').exists()).toBe(true)
})

test('an amount that opens is a button and says when it is pressed', async () => {
  const money = mount(Money, { props: { amount: fen(100), drill: true } })
  await money.get('button.drill').trigger('click')
  expect(money.emitted('drill')).toHaveLength(1)
  expect(
    mount(Money, { props: { amount: fen(100) } })
      .find('button')
      .exists(),
  ).toBe(false)
})
