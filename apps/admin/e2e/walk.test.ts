import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AUDIT_STEPS } from './audit.ts'
import { ORDER_STEPS } from './orders.ts'
import { PAYMENT_STEPS } from './payment.ts'
import { PLAN_STEPS } from './plan.ts'
import { RECEIPT_STEPS } from './receipt.ts'
import { startServer, type TestServer } from './server.ts'
import { SPENDING_STEPS } from './spending.ts'
import { beginWalk, type Step, type Walk } from './walk.ts'

let server: TestServer
let walk: Walk

beforeAll(async () => {
  server = await startServer()
  walk = await beginWalk(server)
})
afterAll(async () => {
  await walk?.end()
  await server?.stop()
})

/** Every step stands on those before it; where one fails, the pictures of all desks are kept. */
const take = (steps: readonly Step[]): void => {
  for (const { name, act } of steps)
    test(name, async () => {
      try {
        await act(walk)
      } catch (fault) {
        const folder = await walk.keepPictures(name)
        throw new Error(`${String(fault)}\npictures of every desk: ${folder}`, { cause: fault })
      }
    })
}

describe('the walk of a fund', () => {
  describe('from the plan to its number', () => take(PLAN_STEPS))
  describe('from the bank to the county', () => {
    take(PAYMENT_STEPS)
    take(RECEIPT_STEPS)
  })
  describe('what the county does with it', () => take(SPENDING_STEPS))
  describe('beside the usual way', () => take(ORDER_STEPS))
  describe('the audit committee', () => take(AUDIT_STEPS))
  test('at least eight people took part', () => {
    expect(walk.people()).toBeGreaterThanOrEqual(8)
  })
})
