import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { TestProject } from 'vitest/node'

/** The PostgreSQL of this test run, or the reason why there is none. */
export type Cluster = { readonly url: string } | { readonly missing: string }

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: Cluster
  }
}

const DEBIAN = '/usr/lib/postgresql'
const root = process.getuid?.() === 0

const findPrograms = (): string | null => {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort().reverse() : []
  const candidates = [...debian.map((version) => join(DEBIAN, version, 'bin')), ...folders]
  return (
    candidates.find((folder) => ['initdb', 'pg_ctl'].every((p) => existsSync(join(folder, p)))) ??
    null
  )
}

/** PostgreSQL refuses to run as root. */
const run = (program: string, ...args: readonly string[]): void => {
  const [command, all] = root
    ? ['runuser', ['-u', 'postgres', '--', program, ...args]]
    : [program, args]
  execFileSync(command, all, { stdio: 'ignore' })
}

const start = (programs: string, folder: string): Cluster => {
  if (root) execFileSync('chown', ['postgres', folder])
  const cluster = join(folder, 'cluster')
  // A dictionary's order: text that is not told to sort by bytes sorts otherwise than on SQLite.
  const text = '-E UTF8 --locale=C --locale-provider=icu --icu-locale=zh'
  run(join(programs, 'initdb'), '-D', cluster, '-U', 'qiangji', '-A', 'trust', ...text.split(' '))
  const options = `-k ${folder} -c listen_addresses= -c fsync=on -c max_connections=300 -c shared_buffers=64MB`
  const log = join(folder, 'log')
  run(join(programs, 'pg_ctl'), '-D', cluster, '-o', options, '-l', log, '-w', 'start')
  return { url: `postgres://qiangji@localhost/postgres?host=${encodeURIComponent(folder)}` }
}

/** Starts a throw-away PostgreSQL for the whole run; named in `globalSetup` of a package's vitest.config.ts. */
export const setup = (project: TestProject): (() => void) => {
  const programs = findPrograms()
  if (!programs) {
    project.provide('postgres', { missing: 'initdb is not in PATH nor in /usr/lib/postgresql' })
    return () => undefined
  }
  const folder = mkdtempSync(join(tmpdir(), 'qiangji-pg-'))
  project.provide('postgres', start(programs, folder))
  return () => {
    run(join(programs, 'pg_ctl'), '-D', join(folder, 'cluster'), '-m', 'immediate', '-w', 'stop')
    rmSync(folder, { recursive: true, force: true })
  }
}
