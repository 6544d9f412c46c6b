import { spawnSync } from 'node:child_process'

/** Runs one named step in the foreground and ends the whole run with its code when it fails. */
export const step = (
  name: string,
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): void => {
  const started = Date.now()
  process.stdout.write(`\n── ${name}\n`)
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', ...env },
  })
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  if (status !== 0) {
    process.stderr.write(`\n${name}: failed after ${seconds} s\n`)
    process.exit(status ?? 1)
  }
  process.stdout.write(`${name}: ${seconds} s\n`)
}
