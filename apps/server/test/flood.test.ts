import { expect, test } from 'vitest'
import { Caller } from './caller.ts'
import { stand } from './stand.ts'

test('fifty people signing in at once leave the server able to answer others', async () => {
  const s = await stand()
  const names = Array.from({ length: 50 }, (_, i) => `person${i}`)
  const logins = Promise.all(names.map((name) => new Caller(s).login(name, 'Wrong-2024-Word')))
  const waits: number[] = []
  let over = false
  void logins.then(() => {
    over = true
  })
  while (!over) {
    const start = performance.now()
    expect((await fetch(`${s.url}/healthz`)).status).toBe(200)
    waits.push(performance.now() - start)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  const statuses = (await logins).map((login) => login.status)
  expect(statuses).toContain(401)
  expect(statuses).toContain(429)
  expect(new Set(statuses)).toEqual(new Set([401, 429]))
  // The bound is wide because the machine of the test may be busy; a blocked loop would take seconds.
  expect(Math.max(...waits)).toBeLessThan(1_000)
})
