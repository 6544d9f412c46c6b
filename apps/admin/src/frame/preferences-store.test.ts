import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import { nextTick } from 'vue'
import { usePreferences } from './preferences-store.ts'

beforeEach(() => {
  localStorage.clear()
  setActivePinia(createPinia())
})
const nextSitting = () => {
  setActivePinia(createPinia())
  return usePreferences()
}

test('each person finds the own unit and columns again', async () => {
  const wang = usePreferences()
  wang.belongTo('wang')
  wang.unit = 'yuan'
  wang.hide('fund-order', ['-document'])
  await nextTick()
  const li = nextSitting()
  li.belongTo('li')
  expect(li.unit).toBe('wan')
  expect(li.hidden).toEqual({})
  const again = nextSitting()
  again.belongTo('wang')
  expect(again.unit).toBe('yuan')
  expect(again.hidden).toEqual({ 'fund-order': ['-document'] })
})

test('what cannot be read is as if it were not there', () => {
  localStorage.setItem('qiangji.preferences.wang', '{"unit":"acre"}')
  const preferences = usePreferences()
  preferences.belongTo('wang')
  expect(preferences.unit).toBe('wan')
})
