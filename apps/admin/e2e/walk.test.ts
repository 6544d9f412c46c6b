import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { APPROVAL_STEPS } from './approval.ts'
import { AUDIT_STEPS } from './audit.ts'
import { BUDGET_STEPS } from './budget.ts'
import { CLOSING_STEPS } from './closing.ts'
import { COLLEAGUE_STEPS } from './colleague.ts'
import { DEMONSTRATION_STEPS } from './demonstration.ts'
import { DIFFERENCE_STEPS } from './difference.ts'
import { LOGIN_STEPS } from './login.ts'
import { ORDER_STEPS } from './orders.ts'
import { PAYMENT_STEPS } from './payment.ts'
import { PERIOD_STEPS } from './period.ts'
import { PLAN_STEPS } from './plan.ts'
import { PUBLICITY_STEPS } from './publicity.ts'
import { RECEIPT_STEPS } from './receipt.ts'
import { startServer, type TestServer } from './server.ts'
import { SPENDING_STEPS } from './spending.ts'
import { TOWNSHIP_STEPS } from './township.ts'
import { beginWalk, type Step, type Walk } from './walk.ts'
import { YEAR_END_STEPS } from './year-end.ts'

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
  describe('the year before', () => take(DEMONSTRATION_STEPS))
  describe('from the plan to its number', () => take(PLAN_STEPS))
  describe('from the bank to the county', () => {
    take(PAYMENT_STEPS)
    take(RECEIPT_STEPS)
    take(DIFFERENCE_STEPS)
  })
  describe('what the county does with it', () => take(SPENDING_STEPS))
  describe('beside the usual way', () => take(ORDER_STEPS))
  describe('a township with an account of its own', () => take(TOWNSHIP_STEPS))
  describe('what is left', () => take(YEAR_END_STEPS))
  describe('the budget changes', () => take(BUDGET_STEPS))
  describe('by amount', () => take(APPROVAL_STEPS))
  describe('two people at one record', () => take(COLLEAGUE_STEPS))
  describe('the audit committee', () => take(AUDIT_STEPS))
  describe('a plan that is published first', () => take(PUBLICITY_STEPS))
  describe('the books are closed', () => take(PERIOD_STEPS))
  describe('a new person', () => take(LOGIN_STEPS))
  describe('in the end', () => take(CLOSING_STEPS))
  test('at least eight people took part', () => {
    expect(walk.people()).toBeGreaterThanOrEqual(8)
  })
})
