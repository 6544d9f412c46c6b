import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../../..')
const data = mkdtempSync(join(tmpdir(), 'qiangji-development-'))
let child: ChildProcess | null = null
afterAll(async () => {
  const ended = new Promise((resolve) => child?.once('exit', resolve))
  child?.kill('SIGTERM')
  await ended
  rmSync(data, { recursive: true, force: true })
})

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const bound = server.address()
      server.close(() => resolve(typeof bound === 'object' && bound !== null ? bound.port : 0))
    })
  })

const login = async (page: string, origin: string): Promise<readonly unknown[]> => {
  const response = await fetch(`${page}/trpc/access.session.login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ loginName: 'nobody', password: 'Wrong-2024' }),
  })
  return [response.status, /"refusal":"(\w+)"/.exec(await response.text())?.[1]]
}

test('npm run dev lets people sign in through the page with hot reload, on the ports that are asked for', async () => {
  const [port, page] = [await freePort(), await freePort()]
  child = spawn(process.execPath, ['scripts/dev.ts'], {
    cwd: ROOT,
    env: {
      ...process.env,
      PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}`,
      PORT: String(port),
      PAGE_PORT: String(page),
      QIANGJI_DATA: data,
      QIANGJI_DEMONSTRATION: 'no',
    },
    stdio: 'ignore',
  })
  const url = `http://127.0.0.1:${page}`
  for (let i = 0; i < 300; i++) {
    const ready = await fetch(`${url}/healthz`).catch(() => null)
    if ((await ready?.text()) === 'ok') break
    await sleep(200)
  }
  expect(await login(url, url)).toEqual([401, 'LOGIN_REFUSED'])
  expect(await login(url, `http://localhost:${page}`)).toEqual([401, 'LOGIN_REFUSED'])
  expect(await login(url, 'https://elsewhere.example')).toEqual([403, 'FOREIGN_ORIGIN'])
  expect(await (await fetch(url)).text()).toContain('/@vite/client')
})
