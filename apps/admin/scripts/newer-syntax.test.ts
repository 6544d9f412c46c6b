import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { foreignHosts, newerInScript, newerInStyle } from './newer-syntax.ts'

test.each([
  ['class A { static { run() } }', 'class static block (94)'],
  ['class A { #x; has(o) { return #x in o } }', '#private in (91)'],
  ['const copy = structuredClone(a)', 'structuredClone (98)'],
  ['crypto.randomUUID()', 'crypto.randomUUID (92)'],
  ['AbortSignal.timeout(5)', 'AbortSignal.timeout (103)'],
  ['const r = /[a--b]/v', 'regular expression flag v (112)'],
])('a script that Chrome 90 cannot run is named: %s', (code, name) => {
  expect(newerInScript(code)).toEqual([name])
})

test.each(['a?.b ?? c', 'a ||= b', 'x.at(-1)', 'class A { #y = 1; #m() {} }', 'rows.toSorted()'])(
  'a script that Chrome 90 runs, or that before.js helps, passes: %s',
  (code) => {
    expect(newerInScript(code)).toEqual([])
  },
)

test('what a library asks for before use passes', () => {
  expect(newerInScript("if (typeof URL.canParse === 'function') URL.canParse(u)")).toEqual([])
  expect(newerInScript('URL.canParse(u)')).toEqual(['URL.canParse (120)'])
})

test.each([
  ['a:has(b){}', ':has (105)'],
  ['@layer x{a{b:c}}', '@layer (99)'],
  ['@container (width>1px){}', '@container'],
  ['a{color:color-mix(in srgb,red,blue)}', 'color-mix (111)'],
  ['a{grid-template-rows:subgrid}', 'subgrid (117)'],
  ['a{height:100dvh}', 'dynamic viewport units (108)'],
  ['a{color:red;& b{color:blue}}', 'nesting (112)'],
])('a style that Chrome 90 cannot read is named: %s', (css, name) => {
  expect(newerInStyle(css).join()).toContain(name.replace('@container', 'container queries (105)'))
})

test('an ordinary style passes', () => {
  expect(newerInStyle('.a:where(.b){inset:0;transform:scale(2);aspect-ratio:1}')).toEqual([])
})

test('an address of another host is named, a namespace is not', () => {
  expect(foreignHosts('url(https://fonts.example.com/a) http://www.w3.org/2000/svg')).toEqual([
    'fonts.example.com',
  ])
})

test('before.js gives an old browser what the bundle uses', () => {
  const code = readFileSync(join(import.meta.dirname, '../public/before.js'), 'utf8')
  const answer: unknown = runInNewContext(
    `for (const name of ['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with'])
       delete Array.prototype[name]
     delete Object.hasOwn; delete Object.groupBy; delete String.prototype.at
     const localStorage = { getItem: () => '{"theme":"dark","type":"large"}' }
     const root = { dataset: {}, classList: { toggle() {} } }
     const document = { documentElement: root }
     const matchMedia = () => ({ matches: false })
     ${code}
     const rows = [3, 1, 2]
     JSON.stringify([rows.at(-1), 'abc'.at(-2), rows.findLast((n) => n > 1), rows.findLastIndex((n) => n > 2),
       rows.toSorted(), rows.toReversed(), rows.toSpliced(0, 1), rows.with(-1, 9), rows,
       Object.hasOwn({ a: 1 }, 'a'), Object.groupBy(rows, (n) => (n > 1 ? 'big' : 'small')), root.dataset])`,
  )
  expect(JSON.parse(String(answer))).toEqual([
    2,
    'b',
    2,
    0,
    [1, 2, 3],
    [2, 1, 3],
    [1, 2],
    [3, 1, 9],
    [3, 1, 2],
    true,
    { big: [3, 2], small: [1] },
    { theme: 'dark', type: 'large' },
  ])
})
