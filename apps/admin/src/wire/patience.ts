/** As much of a request as the wire sends. */
interface Sent {
  readonly method?: string
  readonly headers?: HeadersInit
  readonly body?: BodyInit | null
  readonly signal?: AbortSignal | null | undefined
}
type Fetch = (url: string, init?: Sent) => Promise<Response>

const bareFetch: Fetch = (url, { signal = null, ...init } = {}) =>
  globalThis.fetch(url, { ...init, signal, credentials: 'same-origin' })

/** Fetch that gives up: an office network often neither answers nor closes. `AbortSignal.timeout` is too new. */
export const patientFetch =
  (seconds: number, fetcher: Fetch = bareFetch): Fetch =>
  async (url, init) => {
    const control = new AbortController()
    const stop = () => control.abort()
    const timer = setTimeout(stop, seconds * 1000)
    init?.signal?.addEventListener('abort', stop)
    try {
      return await fetcher(url, { ...init, signal: control.signal })
    } finally {
      clearTimeout(timer)
      init?.signal?.removeEventListener('abort', stop)
    }
  }
