import { MutationCache, QueryCache, QueryClient } from '@tanstack/vue-query'
import { faultOf, isPassing } from './fault.ts'

/** What the application does when an answer says that the session has ended. */
let onExpired: () => void = () => undefined
export const whenExpired = (act: () => void): void => {
  onExpired = act
}

const watch = (error: unknown): void => {
  if (faultOf(error).kind === 'expired') onExpired()
}

/** A refusal is an answer and is not asked again; silence is asked again twice. */
export const shouldRetry = (count: number, error: unknown): boolean =>
  count < 2 && isPassing(faultOf(error))

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: watch }),
  mutationCache: new MutationCache({ onError: watch }),
  defaultOptions: {
    queries: { staleTime: 15_000, retry: shouldRetry, retryDelay: (n) => 600 * (n + 1) },
    mutations: { retry: shouldRetry, retryDelay: (n) => 800 * (n + 1), networkMode: 'always' },
  },
})
