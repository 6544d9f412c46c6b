import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Those who open the browser and the database for the others, and who asks the servers of development themselves. */
const STAGEHANDS = new Set([
  'browser.ts',
  'development.test.ts',
  'person.ts',
  'recompute.ts',
  'screens.ts',
  'server.ts',
])
const BEHIND_THE_PAGE = [
  /\.locator\(/,
  /getByTestId/,
  /getByPlaceholder/,
  /\bevaluate(All)?\(/,
  /\bfetch\(/,
  /\/trpc|\/api\//,
  /better-sqlite3/,
]

test('the walk acts only by role, label and words', () => {
  const files = readdirSync(import.meta.dirname).filter(
    (name) => name.endsWith('.ts') && !STAGEHANDS.has(name) && name !== 'manner.test.ts',
  )
  expect(files).toContain('walk.test.ts')
  for (const name of files) {
    const text = readFileSync(join(import.meta.dirname, name), 'utf8')
    for (const means of BEHIND_THE_PAGE) expect(means.test(text), `${name} ${means}`).toBe(false)
  }
})
