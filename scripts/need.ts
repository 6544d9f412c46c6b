import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** A program of the system that the tests need and that no npm package brings. */
interface Need {
  readonly name: string
  readonly found: () => boolean
  readonly packages: readonly string[]
}

const onPath = (program: string): boolean =>
  (process.env.PATH ?? '').split(':').some((folder) => existsSync(`${folder}/${program}`))

const hasPostgres = (): boolean =>
  onPath('initdb') ||
  (existsSync('/usr/lib/postgresql') &&
    readdirSync('/usr/lib/postgresql').some((v) =>
      existsSync(`/usr/lib/postgresql/${v}/bin/initdb`),
    ))

const hasChineseFont = (): boolean => {
  const listed = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' })
  return listed.status === 0 && listed.stdout.trim() !== ''
}

const NEEDS: readonly Need[] = [
  {
    name: 'Chromium',
    found: () => ['chromium', 'chromium-browser', 'google-chrome'].some(onPath),
    packages: ['chromium'],
  },
  { name: 'a Chinese font', found: hasChineseFont, packages: ['fontconfig', 'fonts-noto-cjk'] },
  { name: 'PostgreSQL', found: hasPostgres, packages: ['postgresql'] },
]

const isDebian = (): boolean =>
  existsSync('/etc/os-release') &&
  /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))

/**
 * Finds what the tests need; installs Debian's packages when it may, else says in one line what to do.
 * Under CI=1 a missing one is a failure.
 */
export const provide = (): void => {
  const missing = NEEDS.filter((need) => !need.found())
  if (missing.length === 0) return
  const packages = missing.flatMap((need) => need.packages)
  if (process.getuid?.() === 0 && isDebian()) install(packages)
  const still = NEEDS.filter((need) => !need.found())
  if (still.length === 0) return
  process.stderr.write(
    `Missing for the tests: ${still.map((n) => n.name).join(', ')}. Install them, on Debian: apt-get install ${still.flatMap((n) => n.packages).join(' ')}\n`,
  )
  if (process.env.CI === '1') process.exit(1)
}

const install = (packages: readonly string[]): void => {
  process.stdout.write(`Installing ${packages.join(', ')}\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args: readonly string[]) =>
    spawnSync('apt-get', args, { stdio: 'ignore', env }).status
  const add = () => apt('install', '-y', '-qq', '--no-install-recommends', ...packages)
  if (add() !== 0) {
    apt('update', '-qq')
    add()
  }
}
