import { provide } from './need.ts'
import { scratch } from './scratch.ts'
import { step } from './step.ts'

/** Everything that proves the project: `npm test`, and with --heavy the long variants. */
const heavy = process.argv.includes('--heavy')
provide()
if (heavy) {
  step('heavy variants', 'turbo', ['run', 'test:heavy', '--concurrency=1', '--output-logs=full'], {
    ...scratch(),
    QIANGJI_HEAVY: '1',
  })
} else {
  step('format and lint', 'biome', ['ci', '.'])
  step('house', 'vitest', ['run', '--root', 'scripts'])
  step('unused code', 'knip', ['--no-progress'])
  step('types', 'turbo', [
    'run',
    'types:whole',
    'types',
    '--concurrency=2',
    '--output-logs=errors-only',
  ])
  step('build', 'turbo', ['run', 'build', '--output-logs=errors-only'])
  step(
    'unit, property, API, engines',
    'turbo',
    ['run', 'test', '--concurrency=1', '--output-logs=new-only'],
    scratch(),
  )
  step(
    'browser',
    'turbo',
    ['run', 'test:browser', '--concurrency=1', '--output-logs=new-only'],
    scratch(),
  )
}
