import { step } from './step.ts'

/** The quick half of `npm test`: what can be known without running the tests. */
step('format and lint', 'biome', ['ci', '.'])
step('house', 'vitest', ['run', '--root', 'scripts'])
step('types', 'turbo', [
  'run',
  'types:whole',
  'types',
  '--concurrency=2',
  '--output-logs=errors-only',
])
