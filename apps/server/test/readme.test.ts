import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SETTINGS } from '../src/config.ts'

test('the README lists every setting with its words and its default', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8')
  const rows = SETTINGS.map(
    (s) =>
      `| \`${s.name}\` | ${s.description} | ${s.fallback === null ? '' : `\`${s.fallback}\``} |`,
  )
  const table = readme.split('<!-- settings -->')[1]?.split('<!-- /settings -->')[0] ?? ''
  expect(table.trim().split('\n').slice(2)).toEqual(rows)
})
