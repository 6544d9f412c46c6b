import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { DEMONSTRATION_PASSWORD } from '../../src/demonstration/settle.ts'
import { accountNumbers, auditLines } from './contents.ts'

const folder = mkdtempSync(join(tmpdir(), 'qiangji-record-'))
const file = join(folder, 'qiangji.db')
const LONG = 120_000

interface Server {
  readonly child: ChildProcess
  readonly url: string
  readonly said: () => string
}

/** The server as it runs in service, at its most talkative. */
const serve = async (): Promise<Server> => {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../src/main.ts')], {
    env: {
      PATH: process.env.PATH,
      QIANGJI_DATA: folder,
      QIANGJI_DEMONSTRATION: 'yes',
      QIANGJI_LOG_LEVEL: 'debug',
      PORT: '0',
    },
    stdio: 'pipe',
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      text += String(chunk)
    })
  for (;;) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0]
    if (url) return { child, url, said: () => text }
    if (child.exitCode !== null) throw new Error(text)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

let server: Server
beforeAll(async () => {
  server = await serve()
}, LONG)
afterAll(() => {
  server.child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

interface Browser {
  cookie: string
}

const send = async (
  browser: Browser | null,
  path: string,
  input: unknown,
  method: 'GET' | 'POST' = 'POST',
): Promise<Response> => {
  const search = method === 'GET' ? `?input=${encodeURIComponent(JSON.stringify(input))}` : ''
  const response = await fetch(`${server.url}/trpc/${path}${search}`, {
    method,
    headers: {
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      ...(browser ? { cookie: browser.cookie } : {}),
    },
    ...(method === 'POST' ? { body: JSON.stringify(input) } : {}),
  })
  const set = response.headers.get('set-cookie')?.split(';')[0]
  if (browser && set) browser.cookie = set
  return response
}

const signIn = async (loginName: string, password = DEMONSTRATION_PASSWORD): Promise<Browser> => {
  const browser = { cookie: '' }
  await send(browser, 'access.session.login', { loginName, password })
  return browser
}

/** What the audit gained while something was done: act and result of each line. */
const gained = async (work: () => Promise<unknown>): Promise<readonly string[]> => {
  const before = auditLines(file).length
  await work()
  return auditLines(file)
    .slice(before)
    .map(({ act, result }) => `${act} ${result}`)
}

const Accounts = z.object({
  result: z.object({
    data: z.object({ rows: z.array(z.object({ id: z.string(), organizationId: z.string() })) }),
  }),
})

const accountsOf = async (browser: Browser) => {
  const response = await send(browser, 'fund.bankAccount.list', {}, 'GET')
  return Accounts.parse(await response.json()).result.data.rows
}

/** Uploads the sealed request and proposes a new account with it. */
const propose = async (
  browser: Browser,
  organizationId: string | undefined,
  number: string,
): Promise<void> => {
  const form = new FormData()
  form.set('file', new File(['%PDF-1.7 sealed'], '申请.pdf'))
  const uploaded = await fetch(`${server.url}/file`, {
    method: 'POST',
    headers: {
      'sec-fetch-site': 'same-origin',
      cookie: browser.cookie,
      'idempotency-key': randomUUID(),
    },
    body: form,
  })
  const { id } = z.object({ id: z.string() }).parse(await uploaded.json())
  await send(browser, 'fund.bankAccount.propose', {
    ...{ organizationId, number, fileId: id, holderName: '环县总工会', bankName: '演示银行' },
    ...{ bankCode: '313821001016', kind: 'basic', validFrom: '2024-03-11', reason: '更名' },
  })
}

const SECRETS = {
  password: 'Mimi-2024-Huanxian',
  guess: 'Cuo-de-mima-2024',
  number: '6217003810026890451',
}

describe('a record', () => {
  test(
    'is left once by every signing in, out and in vain, every change and every look at a secret',
    async () => {
      let clerk = { cookie: '' }
      const person = '621022-caiwu'
      expect(await gained(() => signIn(person, SECRETS.guess))).toEqual([
        'access.session.login.reject accepted',
      ])
      expect(await gained(() => signIn('nobody-of-that-name', SECRETS.guess))).toEqual([
        'access.session.login.reject accepted',
      ])
      expect(
        await gained(async () => {
          clerk = await signIn(person)
        }),
      ).toEqual(['access.session.login accepted'])
      expect(await gained(() => send(clerk, 'record.audit.list', {}, 'GET'))).toEqual([
        'record.audit.list denied',
      ])
      expect(await gained(() => send(clerk, 'fund.payment.list', {}, 'GET'))).toEqual([])
      const [own] = await accountsOf(clerk)
      expect(
        await gained(() => send(clerk, 'fund.bankAccount.reveal', { id: own?.id }, 'GET')),
      ).toEqual(['fund.bankAccount.reveal accepted'])
      expect(await gained(() => propose(clerk, own?.organizationId, SECRETS.number))).toEqual([
        'record.file.upload accepted',
        'fund.bankAccount.propose accepted',
      ])
      expect(await gained(() => propose(clerk, '0'.repeat(20), SECRETS.number))).toEqual([
        'record.file.upload accepted',
        'fund.bankAccount.propose NOT_FOUND',
      ])
      const words = { present: DEMONSTRATION_PASSWORD, next: SECRETS.password }
      expect(await gained(() => send(clerk, 'access.password.change', words))).toEqual([
        'access.password.change accepted',
        'access.session.renew accepted',
      ])
      expect(await gained(() => send(clerk, 'access.session.logout', {}))).toEqual([
        'access.session.logout accepted',
      ])
    },
    LONG,
  )

  test(
    'and a log line never tell a password, a token or an account number',
    async () => {
      const keeper = await signIn('6210-caiwu')
      expect((await accountsOf(keeper)).length).toBeGreaterThan(5)
      const tokens = [keeper.cookie.split('=')[1] ?? 'no token']
      const audit = JSON.stringify(auditLines(file))
      const log = server.said().replaceAll(`  ${DEMONSTRATION_PASSWORD}  `, '')
      for (const secret of [...Object.values(SECRETS), DEMONSTRATION_PASSWORD, ...tokens])
        expect([audit.includes(secret), log.includes(secret)], secret).toEqual([false, false])
      for (const number of accountNumbers(file))
        expect([audit.includes(number), log.includes(number)]).toEqual([false, false])
    },
    LONG,
  )
})
