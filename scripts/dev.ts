import { spawn } from 'node:child_process'

/** Where the server and the page with hot reload listen. */
const PORT = process.env.PORT || '8620'
const PAGE_PORT = process.env.PAGE_PORT || '5173'

/** The page sends its own origin, which the server takes only when it is told of it. */
const origins = ['127.0.0.1', 'localhost']
  .flatMap((host) => [PAGE_PORT, PORT].map((port) => `http://${host}:${port}`))
  .join(',')

/** The server with restart on change and the SPA with hot reload, until interrupted. */
const children = [
  spawn('node', ['--watch', 'apps/server/src/main.ts'], {
    stdio: 'inherit',
    env: { QIANGJI_ORIGINS: origins, ...process.env, PORT },
  }),
  spawn('vite', ['--host', '127.0.0.1', '--port', PAGE_PORT, '--strictPort'], {
    stdio: 'inherit',
    cwd: 'apps/admin',
    env: { ...process.env, PORT },
  }),
]
const stop = (): void => {
  for (const child of children) child.kill('SIGTERM')
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
for (const child of children) child.on('exit', stop)
