import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { measureBundle } from './bundle.ts'
import type { Figure } from './figure.ts'
import { type Ground, prepare } from './ground.ts'
import { measurePage } from './page.ts'
import { measurePlan } from './plan.ts'
import { measurePosting } from './posting.ts'
import { measurePostingHttp } from './posting-http.ts'
import { measureStart } from './start.ts'
import { measureStatement } from './statement.ts'
import { jsonOf, tableOf } from './table.ts'

type Measure = (ground: Ground, rounds: number) => Promise<readonly Figure[]>

/** What can be measured, by the word that names it on the command line. */
const MEASURES: Readonly<Record<string, Measure>> = {
  page: measurePage,
  statement: measureStatement,
  'posting-http': measurePostingHttp,
  posting: measurePosting,
  plan: measurePlan,
  start: measureStart,
  bundle: measureBundle,
}

const say = (text: string): void => void process.stdout.write(`${text}\n`)
const note = (text: string): void => void process.stderr.write(`${text}\n`)

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '3' },
      json: { type: 'boolean', default: false },
    },
  })
  const rounds = Number(values.rounds)
  const names = positionals.length > 0 ? positionals : Object.keys(MEASURES)
  const unknown = names.filter((name) => !Object.hasOwn(MEASURES, name))
  if (unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1)
    throw new Error(`say: bench [--rounds n] [--json] [${Object.keys(MEASURES).join(' ')}]`)
  const ground = await prepare()
  const figures: Figure[] = []
  try {
    for (const name of names) {
      note(`${name} …`)
      figures.push(...((await MEASURES[name]?.(ground, rounds)) ?? []))
    }
  } finally {
    ground.end()
  }
  if (!values.json) {
    say(tableOf(figures))
    const load = loadavg().map((one) => one.toFixed(1))
    say(`median of ${rounds}; ${availableParallelism()} cores, load ${load.join(' ')}\n`)
  }
  say(jsonOf(figures))
}

main().catch((error: unknown) => {
  note(error instanceof Error ? error.message : 'not measured')
  process.exit(1)
})
