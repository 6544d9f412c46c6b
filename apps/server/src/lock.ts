import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
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
    const pid = Number(read(file))
    if (pid !== process.pid && isRunning(pid)) throw new AlreadyRunning(file, pid)
    rmSync(file, { force: true })
  }
  throw new AlreadyRunning(file, 0)
}

const create = (file: string): boolean => {
  try {
    const handle = openSync(file, 'wx', 0o600)
    writeSync(handle, String(process.pid))
    closeSync(handle)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
}

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
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
