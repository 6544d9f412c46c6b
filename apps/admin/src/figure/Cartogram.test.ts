import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import Cartogram from './Cartogram.vue'
import type { TileFigure, TileScale } from './tile-class.ts'

const scale: TileScale = {
  title: '支出进度',
  limits: [500, 1000, 2000, 3000],
  words: ['不足 5%', '5–10%', '10–20%', '20–30%', '30% 以上'],
  none: '未到账',
}
const figures = new Map<string, TileFigure>([
  ['621022', { value: 473, text: '4.73%' }],
  ['621023', { value: 1000, text: '10.00%' }],
  ['621021', { value: null, text: '—' }],
])
const map = (size: number, selected = '621022') =>
  mount(Cartogram, { props: { figures, scale, label: '支出进度', size, selected } })
const tile = (wrapper: ReturnType<typeof map>, code: string) => wrapper.get(`#tile-${code}`)

test.each([
  ['ArrowRight', '621023'],
  ['ArrowDown', '621021'],
])('from 环县 %s leads to %s', async (key, code) => {
  const wrapper = map(31)
  await wrapper.get('[role=listbox]').trigger('keydown', { key })
  expect(wrapper.emitted('update:selected')?.at(-1)).toEqual([code])
})

test('at the edge of the map an arrow stays', async () => {
  const wrapper = map(31)
  await wrapper.get('[role=listbox]').trigger('keydown', { key: 'ArrowUp' })
  expect(wrapper.emitted('update:selected') ?? []).toEqual([])
})

test('an arrow crosses the gap between two blocks', async () => {
  const wrapper = map(31, '621022')
  await wrapper.get('[role=listbox]').trigger('keydown', { key: 'ArrowLeft' })
  expect(wrapper.emitted('update:selected')?.at(-1)).toEqual(['620421'])
})

test('Enter opens the selected county', async () => {
  const wrapper = map(31)
  await wrapper.get('[role=listbox]').trigger('keydown', { key: 'Enter' })
  expect(wrapper.emitted('open')).toEqual([['621022']])
})

test('the selected tile is named to those who hear the map', () => {
  const wrapper = map(31)
  expect(wrapper.get('[role=listbox]').attributes('aria-activedescendant')).toBe('tile-621022')
  expect(tile(wrapper, '621022').attributes('aria-label')).toBe('环县，庆阳，4.73%')
  expect(tile(wrapper, '6202').attributes('aria-label')).toContain('不在名单')
})

test('value, no value and not in the list look different; a limit belongs to the class above it', () => {
  const wrapper = map(31)
  expect(tile(wrapper, '621022').classes()).toContain('rank-1')
  expect(tile(wrapper, '621023').classes()).toContain('rank-3')
  expect(tile(wrapper, '621021').classes()).toContain('hatch')
  expect(tile(wrapper, '6202').classes()).toContain('outside')
})

test('the legend counts the counties of each class', () => {
  expect(map(31).get('.legend').text().replace(/\s+/g, '')).toContain('不足5%15–10%010–20%1')
})

test.each([
  [18, '', '庆阳'],
  [31, '环县', ''],
  [47, '环县4.73%', ''],
])('at %i pixels a tile shows "%s"', (size, words, prefecture) => {
  const wrapper = map(size)
  expect(tile(wrapper, '621022').text().replace(/\s+/g, '')).toBe(words)
  expect(wrapper.findAll('.prefecture').some((p) => p.text() === '庆阳')).toBe(prefecture !== '')
})
