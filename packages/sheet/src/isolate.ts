import { type ResourceLimits, Worker } from 'node:worker_threads'
import { refuse } from '@qiangji/kernel/base/decision.ts'
import type { Jobs, Kind, Outcome } from './job.ts'

/** Files that are read at the same time; the others wait. */
const AT_ONCE = 2
let running = 0
const waiting: (() => void)[] = []

/**
 * Does a job in a thread of its own, which knows no secrets and has bounded time and memory.
 * Whatever happens to the thread is a refusal: the file is foreign, and its reader is not to be trusted either.
 */
export const isolate = async <K extends Kind>(kind: K, job: Jobs[K]): Promise<Outcome<K>> => {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
  else running += 1
  try {
    return await runThread(kind, job)
  } finally {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}

const runThread = async <K extends Kind>(kind: K, job: Jobs[K]): Promise<Outcome<K>> => {
  const { milliseconds, megabytes } = job.limits
  const resourceLimits: ResourceLimits = {
    maxOldGenerationSizeMb: megabytes,
    maxYoungGenerationSizeMb: 32,
    stackSizeMb: 4,
  }
  const worker = new Worker(new URL('./isolate-thread.ts', import.meta.url), {
    workerData: { kind, job },
    resourceLimits,
    env: { NODE_ENV: 'production' },
    execArgv: [],
  })
  let clock: NodeJS.Timeout | undefined
  try {
    return await new Promise<Outcome<K>>((resolve) => {
      worker.once('online', () => {
        clock = setTimeout(() => resolve(refuse('SHEET_TOO_SLOW', { milliseconds })), milliseconds)
      })
      worker.once('message', (outcome: Outcome<K>) => resolve(outcome))
      worker.once('error', (error) => resolve(refuse(refusalOf(error))))
      worker.once('exit', () => resolve(refuse('SHEET_UNREADABLE')))
    })
  } finally {
    clearTimeout(clock)
    await worker.terminate()
  }
}

const refusalOf = (error: unknown): 'SHEET_TOO_HEAVY' | 'SHEET_UNREADABLE' =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? 'SHEET_TOO_HEAVY'
    : 'SHEET_UNREADABLE'
