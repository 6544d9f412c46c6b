import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { preview } from 'vite'
import { openBrowser } from './browser.ts'

/**
 * Looks at pages: `node e2e/screens.ts <folder> [--at <origin>] [--axe] [path …]`. Without an origin it serves the build in
 * e2e/dist (`vite build --mode screens`). Every path is taken at two sizes, light and dark; `--axe` fails on violations, `--large` is the
 * large type.
 */
const SIZES = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const
const THEMES = ['light', 'dark'] as const
const GALLERY = ['', '/board', '/plan', '/list', '/states', '/form', '/tree', '/paper'].map(
  (p) => `/gallery${p}`,
)
interface Asked {
  readonly folder: string
  readonly origin: string | null
  readonly axe: boolean
  readonly large: boolean
  readonly paths: readonly string[]
}

const ask = (words: readonly string[]): Asked => {
  const at = words.indexOf('--at')
  const plain = words.filter((w, i) => !w.startsWith('--') && (at < 0 || i !== at + 1))
  const [folder = 'screens', ...paths] = plain
  return {
    folder: resolve(folder),
    origin: at < 0 ? null : (words[at + 1] ?? null),
    axe: words.includes('--axe'),
    large: words.includes('--large'),
    paths: paths.length > 0 ? paths : GALLERY,
  }
}

const nameOf = (path: string): string => path.replace(/^\//, '').replace(/\W+/g, '-') || 'home'

const shoot = async (
  browser: Browser,
  origin: string,
  asked: Asked,
  path: string,
): Promise<number> => {
  let wrong = 0
  for (const viewport of SIZES)
    for (const theme of THEMES) {
      const context = await browser.newContext({ viewport, locale: 'zh-CN' })
      await context.addInitScript(
        (look) => localStorage.setItem('qiangji.look', JSON.stringify(look)),
        {
          theme,
          type: asked.large ? 'large' : 'plain',
        },
      )
      const page = await context.newPage()
      page.on('pageerror', (error) => {
        wrong += 1
        say(`${path}: ${error.message}`)
      })
      await page.goto(origin + path)
      await page.evaluate(() => document.fonts.ready)
      await page.waitForTimeout(600)
      const file = `${nameOf(path)}-${viewport.width}${theme === 'dark' ? '-dark' : ''}${asked.large ? '-large' : ''}.png`
      await page.screenshot({ path: join(asked.folder, file) })
      if (asked.axe && viewport.width === 1366) wrong += await inspect(page, `${path} ${theme}`)
      await context.close()
    }
  return wrong
}

const axeSource = async (): Promise<string> =>
  readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const RUN_AXE = `axe
  .run(document, { runOnly: ['wcag2a', 'wcag2aa'] })
  .then(({ violations }) =>
    violations.map((v) => v.id + ' ×' + v.nodes.length + ': ' + v.nodes[0].html.slice(0, 140)))`

/** Runs axe in the page and prints what it finds. */
const inspect = async (page: Page, where: string): Promise<number> => {
  await page.evaluate(await axeSource())
  const found = await page.evaluate<readonly string[]>(RUN_AXE)
  for (const line of found) say(`axe ${where}: ${line}`)
  return found.length
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

const asked = ask(process.argv.slice(2))
await mkdir(asked.folder, { recursive: true })
const server = asked.origin
  ? null
  : await preview({
      root: resolve(import.meta.dirname, '..'),
      mode: 'screens',
      logLevel: 'error',
      preview: { port: 4180 },
    })
const origin = asked.origin ?? 'http://localhost:4180'
const browser = await openBrowser()
let wrong = 0
try {
  for (const path of asked.paths) wrong += await shoot(browser, origin, asked, path)
} finally {
  await browser.close()
  await server?.close()
}
say(`${asked.paths.length} pages, ${wrong} problems`)
process.exitCode = wrong > 0 ? 1 : 0
