/** How far a running import is; only shown, never decided upon, so it lives in this process alone. */
export interface Progress {
  readonly done: number
  readonly total: number
}

const running = new Map<string, Progress>()

export const startProgress = (id: string, total: number) => {
  running.set(id, { done: 0, total })
  return {
    step: (done: number) => {
      running.set(id, { done, total })
    },
    end: () => {
      running.delete(id)
    },
  }
}

export const progressOf = (id: string): Progress | null => running.get(id) ?? null
