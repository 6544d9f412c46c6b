import { configWords, readConfig } from './config.ts'
import { type Running, startServer } from './run.ts'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

const announce = ({ url, logins }: Running): void => {
  say(`强基 Qiangji  ${url}`)
  if (logins.length > 0) say('演示账号：')
  for (const { loginName, password, words } of logins) say(`  ${loginName}  ${password}  ${words}`)
}

const main = async (): Promise<void> => {
  const config = readConfig(process.env)
  if (!config.ok) throw new Error(configWords(config.refusal, config.facts))
  const running = await startServer(config.value)
  const stop = (): void => {
    running.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  announce(running)
}

main().catch((error: unknown) => {
  process.stderr.write(`not started: ${error instanceof Error ? error.message : 'unknown'}\n`)
  process.exit(1)
})
