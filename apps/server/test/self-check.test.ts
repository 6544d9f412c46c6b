import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '@qiangji/store/engine/open.ts'
import { engines } from '@qiangji/store/test-engines'
import { describe, expect, test } from 'vitest'

const MAIN = join(import.meta.dirname, '../src/main.ts')

/** Starts the program and waits for its end: what it said, and its code. */
const started = (env: Readonly<Record<string, string>>) =>
  new Promise<{ readonly code: number | null; readonly said: string }>((resolve) => {
    const child = spawn(process.execPath, [MAIN], {
      env: { PATH: process.env.PATH, QIANGJI_DEMONSTRATION: 'no', PORT: '0', ...env },
      stdio: 'pipe',
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        said += String(chunk)
        if (said.includes('http://')) child.kill('SIGKILL')
      })
    child.on('close', (code) => resolve({ code, said }))
  })

describe.each(engines)('a server on a $name database that lost a guard', (engine) => {
  test('does not start, and says what is wrong', { timeout: 120_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'qiangji-self-check-'))
    const { config, outside } = await engine.fresh()
    const store = await openStore(config)
    await store.selfCheck()
    await store.close()
    await outside(
      engine.name === 'sqlite'
        ? 'drop trigger journal_period'
        : 'drop trigger journal_checks on journal',
    )
    const { code, said } = await started({
      QIANGJI_DATA: folder,
      QIANGJI_DATABASE_URL: config.url,
      ...(config.schema ? { QIANGJI_SCHEMA: config.schema } : {}),
    })
    rmSync(folder, { recursive: true })
    expect(said).toMatch(/^not started: schema is not as its migrations left it/)
    if (engine.name === 'sqlite') expect(said).toContain('trigger journal_period')
    expect(code).toBe(1)
  })
})
