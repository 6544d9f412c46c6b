import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import type { Act } from '@qiangji/store/engine/act.ts'
import { openStore } from '@qiangji/store/engine/open.ts'
import { Trouble } from '@qiangji/store/engine/trouble.ts'
import { checkLedger } from '@qiangji/store/fund/ledger-check.ts'
import { readClock } from '@qiangji/store/record/business-clock.ts'
import { engines } from '@qiangji/store/test-engines'
import { afterEach, describe, expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'
import { patient } from '../src/demonstration/patience.ts'
import { settleProvince } from '../src/demonstration/settle.ts'
import { startServer } from '../src/run.ts'

const folder = mkdtempSync(join(tmpdir(), 'qiangji-demonstration-'))
const url = `sqlite:${join(folder, 'qiangji.db')}`
let child: ChildProcess | null = null
afterEach(() => {
  child?.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

const begin = (): { readonly said: () => string; readonly ended: Promise<unknown> } => {
  const started = spawn(process.execPath, [join(import.meta.dirname, '../src/main.ts')], {
    env: { PATH: process.env.PATH, QIANGJI_DATA: folder, PORT: '0' },
    stdio: 'pipe',
  })
  child = started
  let text = ''
  for (const stream of [started.stdout, started.stderr])
    stream.on('data', (chunk) => {
      text += String(chunk)
    })
  return { said: () => text, ended: new Promise((resolve) => started.on('close', resolve)) }
}

const journals = async (): Promise<number> => {
  const store = await openStore({ url })
  try {
    return (await store.read.selectFrom('journal').select('id').execute()).length
  } catch {
    return 0
  } finally {
    await store.close()
  }
}

const until = async (done: () => Promise<boolean>, what: () => string): Promise<void> => {
  for (let i = 0; i < 900; i++) {
    if (await done()) return
    await sleep(200)
  }
  throw new Error(what())
}

test('a demonstration whose loading was killed is begun anew by the next start, and is whole', {
  timeout: 400_000,
}, async () => {
  const first = begin()
  await until(async () => (await journals()) > 300, first.said)
  child?.kill('SIGKILL')
  await first.ended
  expect(first.said()).not.toContain('http://')
  const second = begin()
  await until(async () => second.said().includes('621022-jingshen'), second.said)
  child?.kill('SIGTERM')
  await second.ended
  const store = await openStore({ url })
  expect(await readClock(store.read)).toBe('2024-03-11')
  expect((await journals()) > 3_000).toBe(true)
  expect(await store.snapshot(checkLedger)).toMatchObject({ broken: null })
  const before = await store.read.selectFrom('audit').select('seq').execute()
  await store.close()
  const third = begin()
  await until(async () => third.said().includes('621022-jingshen'), third.said)
  child?.kill('SIGTERM')
  await third.ended
  const again = await openStore({ url })
  expect(await again.read.selectFrom('audit').select('seq').execute()).toHaveLength(before.length)
  await again.close()
})

const postgres = engines.filter(({ name }) => name === 'postgres')
describe.each(postgres)('a half-loaded demonstration ($name)', ({ fresh }) => {
  test('is not served, and says what the operator may do', async () => {
    const { store, config } = await fresh()
    await settleProvince(store, day('2024-03-11'))
    const read = readConfig({
      QIANGJI_DATA: folder,
      QIANGJI_DATABASE_URL: config.url,
      QIANGJI_SCHEMA: config.schema,
      QIANGJI_DEMONSTRATION: 'yes',
      QIANGJI_LOG_LEVEL: 'silent',
      PORT: '0',
    })
    if (!read.ok) throw new Error(read.refusal)
    await expect(startServer(read.value)).rejects.toThrow(
      `the demonstration in the schema ${config.schema} was not loaded to its end`,
    )
  })
})

test('the loader waits out a busy database under the same request, and nothing else', async () => {
  const store = await openStore({ url: 'sqlite::memory:' })
  await store.migrate()
  const asked: string[] = []
  const ill = (trouble: Error, times: number) =>
    patient({
      ...patient(store),
      command: async (act, body) => {
        asked.push(act.requestId)
        if (asked.length <= times) throw trouble
        return store.command(act, body)
      },
    })
  const act: Act = {
    actor: 'system',
    requestId: 'patient-request-0001',
    name: 'test.patient',
    organization: null,
    subject: null,
    input: null,
    today: day('2024-03-11'),
    origin: { address: 'local', session: null },
  }
  const send = (s: typeof store) => s.command(act, async () => accept(null))
  expect(await send(ill(new Trouble('OVERLONG'), 2))).toMatchObject({ ok: true })
  expect(asked).toEqual(Array.from({ length: 3 }, () => act.requestId))
  asked.length = 0
  await expect(send(ill(new Trouble('STORAGE'), 1))).rejects.toThrow('STORAGE')
  await store.close()
})
