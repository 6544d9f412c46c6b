import { keepPreviousData, useQuery as useCached } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { type Asks, pathOf, type Wire, wire } from './client.ts'
import { type Fault, faultOf } from './fault.ts'

export interface QueryOptions {
  /** Keep the rows of the previous filter while the next are read, so that the list does not blink. Default true. */
  readonly keep?: boolean
  /** Ask again every so many milliseconds while the page is seen. */
  readonly every?: number
}

/**
 * Reads one query procedure and follows its input; `null` as input means: not yet.
 *
 *     const lines = useQuery((w) => w.fund.allocation.list, () => ({ fundId, after: cursor.value }))
 */
export const useQuery = <I, O>(
  pick: (wire: Wire) => Asks<I, O>,
  input: MaybeRefOrGetter<I | null>,
  options: QueryOptions = {},
) => {
  const asked = computed(() => toValue(input))
  const cached = useCached({
    queryKey: computed(() => {
      const value = asked.value
      return value === null ? ['nothing'] : [...pathOf(pick, value), value]
    }),
    queryFn: ({ signal }: { signal: AbortSignal }) => {
      const value = asked.value
      if (value === null) throw new Error('a query without input was run')
      return pick(wire).query(value, { signal })
    },
    enabled: computed(() => asked.value !== null),
    ...(options.keep === false ? {} : { placeholderData: keepPreviousData }),
    ...(options.every ? { refetchInterval: options.every } : {}),
  })
  const fault = computed<Fault | null>(() =>
    cached.error.value === null ? null : faultOf(cached.error.value),
  )
  return {
    data: cached.data,
    fault,
    /** Nothing has been read yet. */
    pending: cached.isPending,
    /** A read is under way, over old data or over none. */
    reading: cached.isFetching,
    /** When the shown data were read, in milliseconds; 0 before. */
    readAt: cached.dataUpdatedAt,
    again: () => {
      void cached.refetch()
    },
  }
}
