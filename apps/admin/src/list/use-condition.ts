import { type ComputedRef, computed, type Ref, watch } from 'vue'
import { type Fault, sentenceOfFault } from '../wire/fault.ts'
import { useOnline } from '../wire/online.ts'
import { say } from '../words/i18n.ts'
import type { Act, ListCondition } from './list-condition.ts'

/** What the condition of a list is read from: a query of the wire fits as it is. */
interface Read {
  readonly fault: Readonly<Ref<Fault | null>>
  readonly pending: Readonly<Ref<boolean>>
  readonly readAt: Readonly<Ref<number>>
  readonly again: () => void
}

interface Words {
  /** What the list lists: 支出. */
  readonly what: string
  readonly count: () => number
  /** The conditions of the filter in words; '' when nothing is filtered. */
  readonly conditions: () => string
  readonly clear: () => void
  /** Why it is empty and what to do, when nothing is filtered. */
  readonly empty: () => {
    readonly title?: string
    readonly reason: string
    readonly acts?: readonly Act[]
  }
}

/** Milliseconds between two attempts to read while the network is gone. */
const RECONNECT = 30_000

const pad = (n: number) => String(n).padStart(2, '0')
const clock = (time: number): string => {
  const d = new Date(time)
  return `${pad(d.getHours())}:${pad(d.getMinutes())}`
}
const stamp = (time: number): string => {
  const d = new Date(time)
  return `${d.getFullYear()}-${pad(d.getMonth() + 1)}-${pad(d.getDate())} ${clock(time)}:${pad(d.getSeconds())}`
}

/** The condition of an ordinary list, or null when its rows are to be shown. */
export const useCondition = (read: Read, words: Words): ComputedRef<ListCondition | null> => {
  const online = useOnline()
  const retry: Act = { word: say('list.retry'), icon: 'refresh', primary: true, run: read.again }
  const reconnect: Act = { word: say('list.reconnect'), run: read.again }
  const failed = (fault: Fault): ListCondition => ({
    kind: 'failed',
    what: words.what,
    reason: sentenceOfFault(fault),
    code: fault.kind === 'broken' ? fault.errorId : null,
    at: stamp(Date.now()),
    acts: [retry],
  })
  const offline = (): ListCondition => {
    const readAt = read.readAt.value
    return { kind: 'offline', readAt: readAt > 0 ? clock(readAt) : null, acts: [reconnect] }
  }
  const ofFault = (fault: Fault): ListCondition | null => {
    if (fault.kind === 'hidden') return { kind: 'no-right' }
    const old = read.readAt.value > 0
    const silent = fault.kind === 'silent' || fault.kind === 'slow'
    return silent && old ? offline() : failed(fault)
  }
  const ofNothing = (): ListCondition => {
    const conditions = words.conditions()
    const clear: Act = { word: say('list.clearAll'), run: words.clear }
    if (conditions) return { kind: 'filtered-empty', what: words.what, conditions, acts: [clear] }
    const {
      title = say('list.emptyTitle', { what: words.what }),
      reason,
      acts = [],
    } = words.empty()
    return { kind: 'empty', title, reason, acts }
  }
  const condition = computed(() => {
    if (!online.value) return offline()
    const fault = read.fault.value
    if (fault) return ofFault(fault)
    if (read.pending.value) return { kind: 'loading' } as const
    return words.count() === 0 ? ofNothing() : null
  })
  watch(
    () => condition.value?.kind === 'offline',
    (isOffline, _before, onCleanup) => {
      if (!isOffline) return
      const timer = setInterval(read.again, RECONNECT)
      onCleanup(() => clearInterval(timer))
    },
    { immediate: true },
  )
  return condition
}
