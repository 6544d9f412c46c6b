import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { type Ledger, openLedger } from './recompute.ts'
import { startServer, type TestServer } from './server.ts'

let server: TestServer
let browser: Browser
let ledger: Ledger

beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
  ledger = openLedger(server.data)
})
afterAll(async () => {
  ledger?.close()
  await browser?.close()
  await server?.stop()
})

describe('the demonstration', () => {
  test('2023 is whole: the prefectures sum to the province and nothing is lost', () => {
    const province = ledger.figures('2023年县区专项补助', '62')
    const prefectures = Array.from({ length: 12 }, (_, i) => `62${String(i + 1).padStart(2, '0')}`)
    const sum = [...prefectures, '6229', '6230']
      .map((code) => ledger.figures('2023年县区专项补助', code))
      .reduce((a, b) => a + b.received, 0)
    expect(sum).toBe(province.received)
    expect(province.budget).toBe(4_000_000_000)
    expect(province.issued).toBeGreaterThan(3_900_000_000)
    expect(province.remitted).toBeGreaterThanOrEqual(province.received)
    expect(province.received).toBeGreaterThan(province.spent)
  })
})
