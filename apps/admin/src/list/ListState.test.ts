import { mount } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import ListState from './ListState.vue'
import type { ListCondition } from './list-condition.ts'

const columns = [{ head: '金额', figure: true }]
const show = (state: ListCondition) =>
  mount(ListState, { props: { state, columns }, slots: { default: '<p class="old">旧行</p>' } })
afterEach(() => vi.useRealTimers())

test('grey bars appear only after 300 ms; the heads are there at once', async () => {
  vi.useFakeTimers()
  const list = show({ kind: 'loading' })
  expect(list.text()).toContain('金额')
  vi.advanceTimersByTime(299)
  await nextTick()
  expect(list.find('tbody').exists()).toBe(false)
  vi.advanceTimersByTime(1)
  await nextTick()
  expect(list.find('tbody').exists()).toBe(true)
})

test('an empty list says why, and its first step can be pressed', async () => {
  const run = vi.fn()
  const list = show({
    kind: 'empty',
    title: '本专项还没有支出',
    reason: '49.00 万元已到账。',
    acts: [{ word: '导入明细账', run }],
  })
  await list.get('button').trigger('click')
  expect(run).toHaveBeenCalledOnce()
  expect(list.text()).toContain('49.00 万元已到账。')
})

test('a filter that leaves nothing is named as the cause', () => {
  const list = show({ kind: 'filtered-empty', what: '支出', conditions: '摘要含“空调”', acts: [] })
  expect(list.text()).toContain('没有符合条件的支出')
  expect(list.text()).toContain('条件：摘要含“空调”。')
})

test('a failure shows the id to read out', () => {
  const list = show({
    kind: 'failed',
    what: '支出列表',
    reason: '服务器在 10 秒内没有回答。',
    code: 'E-7F3A',
    at: '14:05:31',
    acts: [],
  })
  expect(list.text()).toContain('支出列表没有读出来')
  expect(list.text()).toContain('编号 E-7F3A')
})

test('offline the old rows stay, with their time', () => {
  const list = show({ kind: 'offline', readAt: '14:02', drafts: 2, acts: [] })
  expect(list.find('.old').exists()).toBe(true)
  expect(list.text()).toContain('14:02')
  expect(list.text()).toContain('2 项未提交')
})

test('without the right nothing of the list is shown', () => {
  const list = show({ kind: 'no-right' })
  expect(list.text()).toContain('您的岗位看不到这里')
  expect(list.find('.old').exists()).toBe(false)
})

test('a change by another shows both versions and overwrites nothing by itself', async () => {
  const [keepTheirs, editOnTop] = [vi.fn(), vi.fn()]
  const list = show({
    kind: 'changed',
    who: '李秀兰',
    sentence: '李秀兰在 14:03 改过。',
    fields: [
      { name: '摘要', yours: '装修款', theirs: '装修款' },
      { name: '用途', yours: '服务阵地', theirs: '组织建设' },
    ],
    keepTheirs,
    editOnTop,
  })
  expect(list.findAll('.differs')).toHaveLength(1)
  expect(keepTheirs).not.toHaveBeenCalled()
  expect(editOnTop).not.toHaveBeenCalled()
  await list.findAll('button')[0]?.trigger('click')
  expect(keepTheirs).toHaveBeenCalledOnce()
})

test('a long task shows how far it is and can be stopped', async () => {
  const cancel = vi.fn()
  const list = show({
    kind: 'task',
    title: '正在导出',
    done: 12_480,
    of: 31_206,
    unit: '行',
    cancelWord: '取消导出',
    cancel,
  })
  expect(list.get('[role=progressbar]').attributes('aria-valuenow')).toBe('39')
  await list.get('button').trigger('click')
  expect(cancel).toHaveBeenCalledOnce()
})

test('an act on many gives a result for each', () => {
  const list = show({
    kind: 'partly-done',
    sentence: '6 笔：5 笔通过，1 笔没有通过。',
    results: [
      { key: 'a', name: '记-0708', result: { mark: 'late', word: '须另一人审核' } },
      { key: 'b', name: '记-0713', result: { mark: 'done', word: '通过' } },
    ],
    acts: [],
  })
  expect(list.findAll('tr')).toHaveLength(2)
  expect(list.text()).toContain('须另一人审核')
})
