import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '@qiangji/store/engine/open.ts'
import { afterEach, describe, expect, test } from 'vitest'
import { AlreadyRunning, takeLock } from '../src/lock.ts'

const SOURCE = join(import.meta.dirname, '../src')
const folder = mkdtempSync(join(tmpdir(), 'qiangji-process-'))
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

interface Ran {
  readonly child: ChildProcess
  readonly said: () => string
  readonly ended: Promise<number | null>
}

const run = (file: string, env: Readonly<Record<string, string>>, ...args: string[]): Ran => {
  const child = spawn(process.execPath, [join(SOURCE, file), ...args], {
    env: {
      PATH: process.env.PATH,
      QIANGJI_DATA: folder,
      QIANGJI_DEMONSTRATION: 'no',
      PORT: '0',
      ...env,
    },
    stdio: 'pipe',
  })
  children.push(child)
  let text = ''
  child.stdout.on('data', (chunk) => {
    text += String(chunk)
  })
  child.stderr.on('data', (chunk) => {
    text += String(chunk)
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)))
  return { child, said: () => text, ended }
}

const listening = async (ran: Ran): Promise<string> => {
  for (let i = 0; i < 1_200 && ran.child.exitCode === null; i++) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(ran.said())?.[0]
    if (url) return url
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`not listening: ${ran.said()}`)
}

describe('the server as a process', { timeout: 150_000 }, () => {
  test('ends on SIGTERM under load without losing what it answered, and leaves no lock', async () => {
    const server = run('main.ts', {})
    const url = await listening(server)
    const answered: number[] = []
    let stopped = false
    const load = Array.from({ length: 8 }, async (_, i) => {
      for (let n = 0; !stopped; n++) {
        try {
          const response = await fetch(`${url}/trpc/access.session.login`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', origin: url },
            body: JSON.stringify({ loginName: `nobody${i}x${n}`, password: 'Wrong-2024' }),
          })
          if (response.status === 401) answered.push(n)
          await response.text()
        } catch {
          stopped = true
        }
      }
    })
    while (answered.length < 10) await new Promise((resolve) => setTimeout(resolve, 20))
    const start = performance.now()
    server.child.kill('SIGTERM')
    expect(await server.ended).toBe(0)
    expect(performance.now() - start).toBeLessThan(10_000)
    stopped = true
    await Promise.all(load)
    expect(existsSync(join(folder, 'qiangji.db.lock'))).toBe(false)
    const store = await openStore({ url: `sqlite:${join(folder, 'qiangji.db')}` })
    const kept = await store.read.selectFrom('login_failure').select('id').execute()
    await store.close()
    expect(kept.length).toBeGreaterThanOrEqual(answered.length)
    const checked = run('operate.ts', {}, 'verify')
    expect(await checked.ended).toBe(0)
    expect(checked.said()).toMatch(/^ledger: .*\naudit: whole, head \d+:[0-9a-f]{64}\n$/)
    const cut = run('operate.ts', {}, 'verify', '--head', `99999:${'0'.repeat(64)}`)
    expect([await cut.ended, cut.said().includes('SHORTENED')]).toEqual([1, true])
  })

  test('lets in the first two administrators of a province of its own, once, and whoever forgot a password', async () => {
    const first = ['administrator', '--system', 'hetao:何涛', '--security', 'guolei:郭磊']
    const began = run('operate.ts', {}, ...first)
    expect(await began.ended).toBe(0)
    const [, , password = ''] =
      /系统管理员 {2}何涛 {2}(hetao) {2}(\S+)\n安全管理员 {2}郭磊 {2}guolei {2}\S+\n/.exec(
        began.said(),
      ) ?? []
    const again = run('operate.ts', {}, ...first)
    expect([await again.ended, again.said()]).toEqual([
      1,
      'administrators exist: there is a 系统管理员 who lets in others\n',
    ])
    const server = run('main.ts', {})
    const url = await listening(server)
    const signIn = async (loginName: string, typed: string) => {
      const response = await fetch(`${url}/trpc/access.session.login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url },
        body: JSON.stringify({ loginName, password: typed }),
      })
      return response.status
    }
    expect(await signIn('hetao', password)).toBe(200)
    const beside = run('operate.ts', {}, 'password', 'hetao')
    expect([await beside.ended, beside.said()]).toEqual([
      1,
      expect.stringContaining(`process ${server.child.pid}`),
    ])
    server.child.kill('SIGTERM')
    await server.ended
    const reset = run('operate.ts', {}, 'password', 'HETAO')
    expect([await reset.ended, reset.said()]).toEqual([
      0,
      expect.stringMatching(/^何涛 {2}hetao {2}\S+\n/),
    ])
    expect(reset.said()).not.toContain(password)
  })

  test('does not start twice on one database', async () => {
    const first = run('main.ts', {})
    await listening(first)
    const second = run('main.ts', {})
    expect(await second.ended).toBe(1)
    expect(second.said()).toContain(`process ${first.child.pid}`)
  })

  test('does not start with a bad setting, and names it', async () => {
    const server = run('main.ts', { QIANGJI_LOG_LEVEL: 'loud' })
    expect(await server.ended).toBe(1)
    expect(server.said()).toMatch(
      /^not started: QIANGJI_LOG_LEVEL must be: silent, error, warn, info or debug\n$/,
    )
  })
})

describe('the lock', () => {
  test('of a process that is gone is taken over, of one that runs is not', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'qiangji-lock-')), 'x.lock')
    writeFileSync(file, '999999999')
    const release = takeLock(file)
    expect(existsSync(file)).toBe(true)
    release()
    expect(existsSync(file)).toBe(false)
    writeFileSync(file, String(process.ppid))
    expect(() => takeLock(file)).toThrow(AlreadyRunning)
    rmSync(join(file, '..'), { recursive: true })
  })
})
