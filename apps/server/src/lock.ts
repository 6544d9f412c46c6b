import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

export class AlreadyRunning extends Error {
  constructor(file: string, pid: number) {
    super(`another server (process ${pid}) uses this database: ${file}`)
    this.name = 'AlreadyRunning'
  }
}

/**
 * Takes the lock file beside a database, or throws AlreadyRunning. A file left by a process that is gone, or that
 * had this process's own number (a container's first process), is taken over. Gives the release.
 */
export const takeLock = (file: string): (() => void) => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  for (let tries = 0; tries < 3; tries++) {
    if (create(file)) return () => rmSync(file, { force: true })
    const pid = holder(file)
    if (pid !== process.pid && isRunning(pid)) throw new AlreadyRunning(file, pid)
    removeStale(file, pid)
  }
  throw new AlreadyRunning(file, 0)
}

/** The lock of a store, where it is an SQLite file: one process writes it. */
export const lockStore = (url: string): (() => void) => {
  const file = /^sqlite:(.+)$/.exec(url)?.[1]
  return file === undefined || file === ':memory:' ? () => undefined : takeLock(`${file}.lock`)
}

/** Written beside and linked into place, so that nobody ever reads a lock without its number. */
const create = (file: string): boolean => {
  const own = `${file}.${process.pid}`
  writeFileSync(own, String(process.pid), { mode: 0o600 })
  try {
    linkSync(own, file)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  } finally {
    rmSync(own, { force: true })
  }
}

/** Another server may have taken the stale file over meanwhile: then its lock is put back. */
const removeStale = (file: string, stale: number): void => {
  const aside = `${file}.${process.pid}.stale`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return
    throw error
  }
  const found = holder(aside)
  if (found !== stale) linkSync(aside, file)
  rmSync(aside, { force: true })
}

const holder = (file: string): number => {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch {
    return 0
  }
}

const isRunning = (pid: number): boolean => {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return isCode(error, 'EPERM')
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
