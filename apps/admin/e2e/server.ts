import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../../..')

export interface TestServer {
  readonly origin: string
  /** The folder with qiangji.db and files/. */
  readonly data: string
  stop(): Promise<void>
}

/** The real server with the demonstration in a folder of its own, on a free port. */
export const startServer = async (): Promise<TestServer> => {
  const data = mkdtempSync(join(tmpdir(), 'qiangji-walk-'))
  const child = spawn(process.execPath, ['apps/server/src/main.ts'], {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: '0',
      QIANGJI_DATA: data,
      QIANGJI_LOG_LEVEL: 'error',
      QIANGJI_LOGINS_PER_MINUTE: '1000',
      QIANGJI_CALLS_PER_MINUTE: '100000',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const origin = await addressOf(child)
  return {
    origin,
    data,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => {
          rmSync(data, { recursive: true, force: true })
          resolve()
        })
        child.kill('SIGTERM')
      }),
  }
}

const addressOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)
      if (found) resolve(found[0])
    })
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)))
  })
