import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Played, Shift } from './shift.ts'

const MAIN = fileURLToPath(new URL('./crew-main.ts', import.meta.url))

type Play = (shift: Shift) => Promise<readonly Played[]>

/** Other processes that play sequences on stores: one cannot use both cores by itself. */
export interface Crew {
  /** Waits until somebody is free, who then plays what the work asks for. */
  readonly lend: <T>(work: (play: Play) => Promise<T>) => Promise<T>
  readonly dismiss: () => void
}

export const hire = (count: number): Crew => {
  const idle: ChildProcess[] = Array.from({ length: count }, () => fork(MAIN))
  const all = [...idle]
  const waiting: ((one: ChildProcess) => void)[] = []
  const take = (): Promise<ChildProcess> => {
    const one = idle.pop()
    return one ? Promise.resolve(one) : new Promise((resolve) => waiting.push(resolve))
  }
  const give = (one: ChildProcess): void => {
    const next = waiting.shift()
    if (next) next(one)
    else idle.push(one)
  }
  return {
    lend: async (work) => {
      const one = await take()
      try {
        return await work(async (shift) => {
          one.send(shift)
          const [played]: readonly (readonly Played[])[] = await once(one, 'message')
          return played ?? []
        })
      } finally {
        give(one)
      }
    },
    dismiss: () => {
      for (const one of all) one.kill()
    },
  }
}
