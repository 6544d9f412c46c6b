import { step } from './step.ts'

/** Builds what is served; turbo leaves alone what has not changed. */
step('build', 'turbo', ['run', 'build', '--output-logs=errors-only'])
