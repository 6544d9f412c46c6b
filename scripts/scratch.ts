import { existsSync, statfsSync } from 'node:fs'

const MEMORY = '/dev/shm'
const ENOUGH = 6 * 1024 ** 3

/**
 * Where the tests' throw-away databases lie: in memory where there is room, since no test asks whether a
 * commit survives the machine, and thousands of tables are made and dropped.
 */
export const scratch = (): Readonly<Record<string, string>> => {
  if (process.env.TMPDIR !== undefined || !existsSync(MEMORY)) return {}
  const { bavail, bsize } = statfsSync(MEMORY)
  return bavail * bsize >= ENOUGH ? { TMPDIR: MEMORY } : {}
}
