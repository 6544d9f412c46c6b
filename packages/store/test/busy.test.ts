import { monitorEventLoopDelay } from 'node:perf_hooks'
import { describe, expect, test } from 'vitest'
import { engines } from './engines.ts'
import { startOther } from './process.ts'
import { act, fill, sampleMigrations } from './samples.ts'

describe.each(engines)('several processes on one database ($name)', ({ fresh }) => {
  test('8 processes add 1 two hundred times each, and nobody is turned away', async () => {
    const { config, outside, store } = await fresh({ migrations: sampleMigrations })
    const others = Array.from({ length: 8 }, () => startOther('fillOften', config, 200))
    expect(await Promise.all(others.map((other) => other.ended))).toEqual(Array(8).fill(0))
    expect(await outside(`select amount from purse where name = 'a'`)).toEqual([{ amount: 1_600 }])
    const chain = await store.read.selectFrom('audit').select('seq').orderBy('seq').execute()
    expect(chain.map((row) => row.seq)).toEqual(Array.from({ length: 1_600 }, (_, n) => n + 1))
  }, 120_000)
})

describe.each(engines.filter(({ name }) => name === 'sqlite'))(
  'a file that another process has locked',
  ({ fresh }) => {
    test('is waited for without stopping everything else', async () => {
      const { config, store } = await fresh({ migrations: sampleMigrations })
      const other = startOther('holdLock', config, 1_500)
      await other.says('locked')
      const delay = monitorEventLoopDelay({ resolution: 5 })
      delay.enable()
      const answer = store.command(act(), (tx) => fill(tx, 'a', 1))
      const reads: number[] = []
      for (let n = 0; n < 20; n++) {
        const since = performance.now()
        await store.read.selectFrom('audit').select('seq').execute()
        reads.push(performance.now() - since)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      expect(await answer).toMatchObject({ ok: true })
      delay.disable()
      expect(Math.max(...reads)).toBeLessThan(500)
      expect(delay.percentile(99) / 1e6).toBeLessThan(200)
      await other.ended
    })

    test('is given up after the patience that was set, and the writer goes on afterwards', async () => {
      const { config, store } = await fresh({
        migrations: sampleMigrations,
        limits: { busy: 200 },
      })
      const other = startOther('holdLock', config, 3_000)
      await other.says('locked')
      const asked = act()
      const since = performance.now()
      const busy = store.command(asked, (tx) => fill(tx, 'a', 1))
      await expect(busy).rejects.toMatchObject({ name: 'Trouble', code: 'BUSY_RETRY' })
      expect(performance.now() - since).toBeLessThan(2_500)
      await other.ended
      expect(await store.command(asked, (tx) => fill(tx, 'a', 1))).toMatchObject({ value: 1 })
    })
  },
)
