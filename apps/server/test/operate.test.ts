import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openStore } from '@qiangji/store/engine/open.ts'
import { fill, plantProvince } from '@qiangji/store/test-province'
import { afterAll, expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'
import { perform, verify } from '../src/operate.ts'

const folder = mkdtempSync(join(tmpdir(), 'qiangji-operate-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('verify prints what it counted, and names the first row that was changed behind the guards', async () => {
  const file = join(folder, 'store.db')
  const store = await openStore({ url: `sqlite:${file}` })
  await store.migrate()
  const province = await plantProvince(store)
  await fill(province, 1_000_000)
  expect(await verify(store, undefined)).toEqual({
    good: true,
    lines: [
      'ledger: 1 journals, 2 accounts, 2 counters',
      expect.stringMatching(/^audit: whole, head \d+:[0-9a-f]{64}$/),
    ],
  })
  const outside = new DatabaseSync(file)
  outside.exec(`update total set amount = amount + 1 where stage = 'available'`)
  outside.close()
  const broken = await verify(store, undefined)
  await store.close()
  expect(broken.good).toBe(false)
  expect(broken.lines[1]).toMatch(
    new RegExp(`^broken total ${province.fund.id}/${province.root.id}/available`),
  )
})

const at = (data: string) => {
  const read = readConfig({ QIANGJI_DATA: join(folder, data) })
  if (!read.ok) throw new Error(read.refusal)
  return read.value
}

test('verify finds no database in a wrong folder, and makes none', async () => {
  const report = await perform(at('nowhere'), ['verify'])
  expect(report.good).toBe(false)
  expect(report.lines).toEqual([expect.stringMatching(/^QIANGJI_DATA must be: .* \(no database/)])
  expect(existsSync(join(folder, 'nowhere'))).toBe(false)
})

test('verify names the guard that is missing and the row that was changed behind it', async () => {
  const file = join(folder, 'unguarded', 'qiangji.db')
  const store = await openStore({ url: `sqlite:${file}` })
  await store.migrate()
  await fill(await plantProvince(store), 1_000_000)
  await store.close()
  const outside = new DatabaseSync(file)
  outside.exec(`drop trigger entry_fixed; update entry set amount = amount + 1 where amount > 0`)
  outside.close()
  const { good, lines } = await perform(at('unguarded'), ['verify'])
  expect(good).toBe(false)
  expect(lines[0]).toContain('entry_fixed')
  expect(lines.slice(1)).toContainEqual(expect.stringMatching(/^broken \w+ /))
})
