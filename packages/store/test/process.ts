import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { StoreConfig } from '../src/engine/open.ts'

/** Another process of ours at work on the same database; see process-main.ts for what it can do. */
export interface Other {
  readonly child: ChildProcess
  /** Everything it has said so far, line by line. */
  readonly lines: readonly string[]
  /** The next line that begins with this word. */
  readonly says: (word: string) => Promise<void>
  /** Its exit code, or null when it was killed. */
  readonly ended: Promise<number | null>
}

const MAIN = fileURLToPath(new URL('./process-main.ts', import.meta.url))

export const startOther = (work: string, config: StoreConfig, count = 0): Other => {
  const { url, schema } = config
  const child = spawn(process.execPath, [MAIN, work, url, schema ?? 'public', String(count)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  const waiting = new Set<() => void>()
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line)
    for (const look of waiting) look()
  })
  const says = (word: string): Promise<void> =>
    new Promise((resolve) => {
      const look = () => {
        if (!lines.some((line) => line.startsWith(word))) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  return { child, lines, says, ended }
}
