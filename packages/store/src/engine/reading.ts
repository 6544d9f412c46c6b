import type { Engine, Read } from './act.ts'
import { current } from './current.ts'
import { deferred } from './deferred.ts'
import { readHandle, type Send } from './handle.ts'
import { Misuse, Trouble } from './trouble.ts'

/** The handle for single reads; inside a command it would read past the command's own writes. */
export const outerHandle = (engine: Engine, send: Send): Read =>
  readHandle(engine, async (query) => {
    if (current.getStore()) throw new Misuse('OUTER_HANDLE')
    return send(query)
  })

/** Runs the work with a handle that dies with it, at the latest after `time` milliseconds (OVERLONG). */
export const readWithin = async <T>(
  engine: Engine,
  send: Send,
  time: number,
  work: (db: Read) => Promise<T>,
): Promise<T> => {
  let open = true
  const handle = readHandle(engine, async (query) => {
    if (!open) throw new Misuse('SNAPSHOT_SHUT')
    return send(query)
  })
  const { promise: overlong, reject } = deferred<never>()
  const timer = setTimeout(() => {
    open = false
    reject(new Trouble('OVERLONG'))
  }, time)
  try {
    return await Promise.race([work(handle), overlong])
  } finally {
    open = false
    clearTimeout(timer)
  }
}
