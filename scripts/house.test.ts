import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { describe, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const SKIPPED = new Set(['node_modules', 'dist', '.turbo', '.git', 'data', 'coverage'])

const walk = (folder: string): readonly string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (SKIPPED.has(name)) return []
    return statSync(path).isDirectory() ? walk(path) : [path]
  })

const files = ['packages', 'apps', 'scripts', 'docs'].flatMap((top) => walk(join(ROOT, top)))
const sources = files.filter((f) => /\.(ts|vue)$/.test(f) && !f.endsWith('.data.ts'))
const own = (f: string): string => relative(ROOT, f).split(sep).join('/')
const text = (f: string): string => readFileSync(f, 'utf8')
/** The code of a file, without its comments. */
const code = (f: string): string =>
  text(f)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '')
const production = sources.filter(
  (f) => !/\.test\.ts$/.test(f) && !/\/(test|e2e)\//.test(f) && !own(f).startsWith('scripts/'),
)

/** A mechanism imports only from its left. */
const MECHANISMS = ['base', 'organization', 'access', 'record', 'fund']
/** What may stand beside the mechanisms inside a package. */
const mechanismOf = (path: string): string | null =>
  /^packages\/(?:kernel|store|api)\/src\/([a-z-]+)\//.exec(path)?.[1] ?? null

/** Twins that are missing on purpose, and where the matter lies instead. */
const WITHOUT_TWIN: Readonly<Record<string, string>> = {
  'access/appointment: page': 'posts are given on the page of a login',
  'access/login: page': 'the administrators’ pages',
  'access/password: page': 'part of signing in',
  'access/password: store': 'kept with the login, and password-hash',
  'access/session: page': 'SignInDoor',
  'fund/audit: kernel': 'audit-sample and audit-item',
  'fund/fact: page': 'none yet: facts enter over REST, and a plan shows those it was computed from',
  'fund/journal: kernel': 'reversal and ledger',
  'fund/journal: page': 'CrossingTable shows journals, ReverseForm reverses them',
  'fund/recipient: kernel': 'a part of the fund',
  'fund/todo: kernel': 'record/todo',
  'fund/todo: page': 'the desk',
  'record/audit: kernel': 'rows of the store’s own making; no rule decides over them',
  'record/clock: kernel': 'business-clock',
  'record/clock: page': 'the bar of the frame',
  'record/clock: store': 'business-clock',
  'record/file: page': 'FileDrop, wherever a form takes files',
  'record/list-export: page': 'ListExport, under every list',
  'record/list-export: store': 'only the audit keeps that a list was taken out',
}

const importsOf = (f: string): readonly string[] =>
  [...text(f).matchAll(/from '([^']+)'/g)].map((m) => m[1] ?? '')

describe('the house', () => {
  test('top level holds only what the layout names', () => {
    expect(readdirSync(join(ROOT, 'packages')).sort()).toEqual([
      'api',
      'bench',
      'gazetteer',
      'kernel',
      'sheet',
      'store',
    ])
    expect(readdirSync(join(ROOT, 'apps')).sort()).toEqual(['admin', 'server'])
  })

  test('folders are named after mechanisms, never after kinds of code', () => {
    const bad = /\/(components|hooks|utils|helpers|services|types|common|manager)\//
    expect(files.map(own).filter((f) => bad.test(f))).toEqual([])
  })

  test('a mechanism imports only from its left', () => {
    const wrong: string[] = []
    for (const f of production) {
      const mine = mechanismOf(own(f))
      if (mine === null || !MECHANISMS.includes(mine)) continue
      for (const target of importsOf(f)) {
        const theirs =
          /^@qiangji\/(?:kernel|store|api)\/([a-z-]+)\//.exec(target)?.[1] ??
          /^\.\.\/([a-z-]+)\//.exec(target)?.[1]
        if (theirs === undefined || !MECHANISMS.includes(theirs)) continue
        if (MECHANISMS.indexOf(theirs) > MECHANISMS.indexOf(mine))
          wrong.push(`${own(f)} → ${target}`)
      }
    }
    expect(wrong).toEqual([])
  })

  test('a noun of the API has a file of its name in kernel, store and pages, or stands here with its reason', () => {
    const nouns = importsOf(join(ROOT, 'packages/api/src/router.ts')).flatMap((target) => {
      const found = /^\.\/([a-z]+)\/([a-z-]+?)(?:-router)?\.ts$/.exec(target)
      return found && MECHANISMS.includes(found[1] ?? '') ? [`${found[1]}/${found[2]}`] : []
    })
    const there = new Set(files.map(own))
    const missing = nouns.flatMap((noun) => {
      const [mechanism = '', name = ''] = noun.split('/')
      const page = name.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())
      return [
        ...['kernel', 'store'].filter((one) => !there.has(`packages/${one}/src/${noun}.ts`)),
        ...([...there].some((f) => f.startsWith(`apps/admin/src/${mechanism}/${page}`))
          ? []
          : ['page']),
      ].map((layer) => `${noun}: ${layer}`)
    })
    expect(missing.filter((one) => !Object.hasOwn(WITHOUT_TWIN, one))).toEqual([])
    expect(nouns.length).toBeGreaterThan(25)
  })

  test('only the store knows SQL and the ledger is written only by its own files', () => {
    const outside = production.filter(
      (f) => !own(f).startsWith('packages/store/') && !own(f).startsWith('packages/bench/'),
    )
    expect(
      outside
        .filter((f) => importsOf(f).some((i) => /^(kysely|better-sqlite3|pg)(\/|$)/.test(i)))
        .map(own),
    ).toEqual([])
    // A handle of the store builds SQL without any import.
    const builds = /\.(selectFrom|insertInto|updateTable|deleteFrom|replaceInto|mergeInto)\(/
    expect(outside.filter((f) => builds.test(code(f))).map(own)).toEqual([])
    const writes =
      /(insertInto|updateTable|deleteFrom|replaceInto)\(\s*'(journal|entry|account|total|journal_proof|posting)'/
    const raw =
      /(insert into|update|delete from|replace into)\s+(journal|entry|account|total|journal_proof|posting)\b/i
    const allowed = new Set([
      'packages/store/src/fund/ledger.ts',
      'packages/store/src/fund/journal.ts',
      'packages/store/src/fund/total.ts',
    ])
    expect(
      production
        .filter((f) => !allowed.has(own(f)) && !own(f).startsWith('packages/store/src/migrations/'))
        .filter(
          (f) =>
            writes.test(text(f)) || (!own(f).startsWith('packages/bench/') && raw.test(text(f))),
        )
        .map(own),
    ).toEqual([])
  })

  test('the kernel neither reads a clock nor draws lots, and depends on zod alone', () => {
    const kernel = production.filter((f) => own(f).startsWith('packages/kernel/src/'))
    expect(
      kernel
        .filter((f) => /Date\.now|new Date\(|Math\.random|\basync\b|\bclass\s+[A-Z]/.test(text(f)))
        .map(own),
    ).toEqual([])
    expect(kernel.flatMap(importsOf).filter((i) => !i.startsWith('.') && i !== 'zod')).toEqual([])
  })

  test('one AsyncLocalStorage in the whole system', () => {
    expect(production.filter((f) => text(f).includes('new AsyncLocalStorage')).map(own)).toEqual([
      'packages/store/src/engine/current.ts',
    ])
  })

  test('no barrels, no default exports, no escapes from the type system', () => {
    const modules = production.filter(
      (f) => f.endsWith('.ts') && !/vite(st)?(\.\w+)?\.config\.ts$/.test(f),
    )
    expect(modules.filter((f) => /^export \* from/m.test(text(f))).map(own)).toEqual([])
    expect(modules.filter((f) => /^export default/m.test(text(f))).map(own)).toEqual([])
    expect(
      sources
        .filter(
          (f) =>
            /(: any\b(?!\()|<any>|as any\b|@ts-nocheck)/.test(code(f)) &&
            own(f) !== 'scripts/house.test.ts',
        )
        .map(own),
    ).toEqual([])
  })

  test('the words an audit would frown at are never shown', () => {
    const never = /资金池|冻结|承诺数|操作成功|恭喜/
    expect(
      production
        .filter(
          (f) => /\.(vue|ts)$/.test(f) && !own(f).startsWith('packages/kernel/src/fund/stage.ts'),
        )
        .filter((f) => never.test(text(f)))
        .map(own),
    ).toEqual([])
  })

  test('nothing names a machine path or the workshop', () => {
    const paths = /(^|[^A-Za-z0-9_.-])\/(work|farm|root)\/[A-Za-z0-9]|\.\.\/shared\//
    expect(
      files
        .filter(
          (f) =>
            /\.(ts|vue|md|json|css|html|sql|ya?ml)$/.test(f) && own(f) !== 'scripts/house.test.ts',
        )
        .filter((f) => paths.test(text(f)))
        .map(own),
    ).toEqual([])
  })
})
