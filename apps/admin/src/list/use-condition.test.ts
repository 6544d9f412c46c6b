import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import type { Fault } from '../wire/fault.ts'
import type { ListCondition } from './list-condition.ts'
import { useCondition } from './use-condition.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const list = (
  start: { fault?: Fault; pending?: boolean; readAt?: number; count?: number } = {},
) => {
  const fault = ref<Fault | null>(start.fault ?? null)
  const again = vi.fn()
  let seen: { readonly value: ListCondition | null } = { value: null }
  const Page = defineComponent({
    setup: () => {
      seen = useCondition(
        {
          fault,
          pending: ref(start.pending ?? false),
          readAt: ref(start.readAt ?? 0),
          again,
        },
        {
          what: '支出',
          count: () => start.count ?? 0,
          conditions: () => '',
          clear: () => undefined,
          empty: () => ({ reason: '款项还没有到账。' }),
        },
      )
      return () => h('div')
    },
  })
  const page = mount(Page)
  return { fault, again, page, kind: () => seen.value?.kind ?? null }
}
const wire = (there: boolean) => vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(there)
const broken: Fault = { kind: 'broken', refusal: 'FAULT', facts: {}, issues: [], errorId: 'e-1' }

test('rows are shown when there are rows', () => {
  expect(list({ count: 3, readAt: 1 }).kind()).toBeNull()
})

test('before the first answer it is loading, after an empty one it is empty', () => {
  expect(list({ pending: true }).kind()).toBe('loading')
  expect(list({ readAt: 1 }).kind()).toBe('empty')
})

test('a broken server is a failure even over old rows', () => {
  expect(list({ fault: broken, readAt: 1, count: 3 }).kind()).toBe('failed')
})

test('silence over old rows keeps them; without any it is a failure', () => {
  expect(list({ fault: { kind: 'silent' }, readAt: 1, count: 3 }).kind()).toBe('offline')
  expect(list({ fault: { kind: 'silent' } }).kind()).toBe('failed')
})

test('a list that does not exist for a person looks like one without the right', () => {
  expect(list({ fault: { ...broken, kind: 'hidden' } }).kind()).toBe('no-right')
})

test('without a network it says so, and reads again every 30 seconds until it is back', async () => {
  wire(false)
  const { kind, again } = list({ readAt: 1, count: 3 })
  expect(kind()).toBe('offline')
  vi.advanceTimersByTime(60_000)
  expect(again).toHaveBeenCalledTimes(2)
  wire(true)
  dispatchEvent(new Event('online'))
  await nextTick()
  expect(kind()).toBeNull()
  vi.advanceTimersByTime(60_000)
  expect(again).toHaveBeenCalledTimes(2)
})
