import { VueQueryPlugin } from '@tanstack/vue-query'
import { TRPCClientError } from '@trpc/client'
import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { queryClient } from './query-client.ts'
import { useCommand } from './use-command.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

type Answer = 'silence' | 'refusal' | 'yes'

/** A button whose server answers as told, one answer a sending. */
const button = (...answers: Answer[]) => {
  const ids: unknown[] = []
  const mutate = async (
    _input: { amount: number },
    opts?: { context?: Record<string, unknown> },
  ) => {
    ids.push(opts?.context?.requestId)
    const next = answers.shift()
    if (next === 'silence') throw new TRPCClientError('fetch failed')
    if (next === 'refusal')
      throw new TRPCClientError('', {
        result: { error: { message: '', code: -1, data: { refusal: 'BALANCE_TOO_LOW' } } },
      })
    return 'paid'
  }
  let command: ReturnType<typeof useCommand<{ amount: number }, string>> | undefined
  const Page = defineComponent({
    setup: () => {
      command = useCommand(() => ({ mutate }))
      return () => h('div')
    },
  })
  mount(Page, { global: { plugins: [[VueQueryPlugin, { queryClient }]] } })
  const press = async (amount: number) => {
    const running = command?.run({ amount })
    await vi.advanceTimersByTimeAsync(10_000)
    return running
  }
  return { press, ids }
}

test('the resends of one press carry one id', async () => {
  const { press, ids } = button('silence', 'silence', 'yes')
  expect(await press(1)).toEqual({ ok: true, value: 'paid' })
  expect(ids).toHaveLength(3)
  expect(new Set(ids).size).toBe(1)
})

test('pressed again after silence, the same content carries the same id', async () => {
  const { press, ids } = button('silence', 'silence', 'silence', 'yes')
  expect((await press(1))?.ok).toBe(false)
  await press(1)
  expect(new Set(ids).size).toBe(1)
})

test('pressed again after a refusal, the same content carries a new id', async () => {
  const { press, ids } = button('refusal', 'yes')
  expect(await press(1)).toMatchObject({ ok: false, fault: { refusal: 'BALANCE_TOO_LOW' } })
  await press(1)
  expect(ids).toHaveLength(2)
  expect(new Set(ids).size).toBe(2)
})

test('a refusal reads again what is on screen, silence does not', async () => {
  const read = vi.spyOn(queryClient, 'invalidateQueries')
  const { press } = button('refusal', 'silence', 'silence', 'silence')
  await press(1)
  expect(read).toHaveBeenCalledTimes(1)
  await press(1)
  expect(read).toHaveBeenCalledTimes(1)
})

test('pressed again after a yes, it is a new act', async () => {
  const { press, ids } = button('yes', 'yes')
  await press(1)
  await press(1)
  expect(new Set(ids).size).toBe(2)
})
