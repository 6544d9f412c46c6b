import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'
import { foreignHosts, newerInScript, newerInStyle } from './newer-syntax.ts'

/** Reads a build (default dist) and fails on what Chrome 90 cannot run, on other hosts, and on a first load over 250 kB. */
const LIMIT = 250_000
const folder = resolve(process.argv[2] ?? 'dist')

const Manifest = z.record(
  z.string(),
  z.object({
    file: z.string(),
    isEntry: z.boolean().optional(),
    imports: z.array(z.string()).optional(),
    css: z.array(z.string()).optional(),
  }),
)
type Manifest = z.infer<typeof Manifest>

const filesOf = (at: string): readonly string[] =>
  readdirSync(at, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesOf(join(at, entry.name)) : [join(at, entry.name)],
  )

const problemsOf = (file: string): readonly string[] => {
  const kind = extname(file)
  if (!['.js', '.css', '.html', '.svg'].includes(kind)) return []
  const text = readFileSync(file, 'utf8')
  const newer = kind === '.js' ? newerInScript(text) : kind === '.css' ? newerInStyle(text) : []
  return [...newer, ...foreignHosts(text).map((host) => `another host: ${host}`)].map(
    (problem) => `${file.slice(folder.length + 1)}: ${problem}`,
  )
}

/** Everything that is fetched before the first page: the entry, what it imports at once, and their styles. */
const firstLoad = (manifest: Manifest): readonly string[] => {
  const seen = new Set<string>()
  const visit = (key: string): void => {
    const chunk = manifest[key]
    if (!chunk || seen.has(chunk.file)) return
    seen.add(chunk.file)
    for (const css of chunk.css ?? []) seen.add(css)
    for (const next of chunk.imports ?? []) visit(next)
  }
  for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) visit(key)
  return [...seen]
}

const manifest = Manifest.parse(
  JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')),
)
const bytes = firstLoad(manifest).reduce(
  (sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length,
  0,
)
const problems = [
  ...filesOf(folder).flatMap(problemsOf),
  ...(bytes > LIMIT ? [`first load ${bytes} bytes, more than ${LIMIT}`] : []),
]
process.stdout.write(`${problems.join('\n')}${problems.length > 0 ? '\n' : ''}`)
process.stdout.write(
  `first load ${(bytes / 1000).toFixed(0)} kB gzip, ${problems.length} problems\n`,
)
process.exitCode = problems.length > 0 ? 1 : 0
