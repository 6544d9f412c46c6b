import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface Child {
  readonly url: string
  /** Megabytes that only this process holds, and all that it has in memory; null where the system does not tell. */
  memory(): { readonly own: number; readonly resident: number } | null
  end(): Promise<void>
}

/** Starts a program and waits until it has said where it listens. */
export const startChild = async (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Child> => {
  const child = spawn(process.execPath, [...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await listening(child)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    url,
    memory: () => memoryOf(child.pid),
    end: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

const listening = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (chunk) => {
      said += String(chunk)
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]
      if (url) resolve(url)
    })
    child.once('exit', () => reject(new Error(`ended before it listened: ${said}`)))
  })

const memoryOf = (pid: number | undefined) => {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const megabytes = (name: string) =>
      Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? Number.NaN) / 1024
    return { own: megabytes('RssAnon'), resident: megabytes('VmRSS') }
  } catch {
    return null
  }
}
