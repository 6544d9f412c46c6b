import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readConfig, SETTINGS } from '../src/config.ts'
import { startServer } from '../src/run.ts'

/** Any certificate; its key was thrown away. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBhzCCAS2gAwIBAgIUK8cWAHSIl9ml3Eg9aNX+LzH5muEwCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNcWouZXhhbXBsZS5jbjAgFw0yNjExMjgxNDA1NDdaGA8yMTI2
MTEwNDE0MDU0N1owGDEWMBQGA1UEAwwNcWouZXhhbXBsZS5jbjBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABGWT0AoxyVXOwG02pEgwY1021Ek1r5MrdVc/CuhKCKPx
wpGb3BSuY1rfgHo8B31hrcjtk14dJjWyagrzGb82rPejUzBRMB0GA1UdDgQWBBQi
F3HSy3kU8QQ5mXsQIPOuTmIq2TAfBgNVHSMEGDAWgBQiF3HSy3kU8QQ5mXsQIPOu
TmIq2TAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQC8NOs5PDsh
WQmYjdWAsAldlJtx+joeCtrfzqwgeaEFFgIgIS1ReoGXF9Kxhb42X4jQsotihfSz
9yXM0eKdc0oAdZk=
-----END CERTIFICATE-----
`

describe('a setting that reads well but does not hold', () => {
  const folder = mkdtempSync(join(tmpdir(), 'qiangji-setting-'))
  const file = join(folder, 'plain')
  const taken = createServer()
  afterAll(() => {
    taken.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test.each<[string, Record<string, string> | (() => Promise<Record<string, string>>)]>([
    ['QIANGJI_DATA', { QIANGJI_DATA: file }],
    ['QIANGJI_DATA', { QIANGJI_DATA: join(file, 'below') }],
    ['QIANGJI_DATABASE_URL', { QIANGJI_DATABASE_URL: `sqlite:${join(file, 'x.db')}` }],
    ['QIANGJI_DATABASE_URL', { QIANGJI_DATABASE_URL: `sqlite:${file}` }],
    ['QIANGJI_DATABASE_URL', { QIANGJI_DATABASE_URL: 'postgres://nobody@127.0.0.1:9/x' }],
    ['QIANGJI_TLS_CERT', { QIANGJI_TLS_CERT: `${file}.none`, QIANGJI_TLS_KEY: file }],
    ['QIANGJI_TLS_CERT', { QIANGJI_TLS_CERT: file, QIANGJI_TLS_KEY: file }],
    ['QIANGJI_TLS_KEY', { QIANGJI_TLS_CERT: `${file}.pem`, QIANGJI_TLS_KEY: `${file}.none` }],
    ['QIANGJI_TLS_KEY', { QIANGJI_TLS_CERT: `${file}.pem`, QIANGJI_TLS_KEY: `${file}.other` }],
    [
      'PORT',
      () =>
        new Promise((resolve) => {
          taken.listen(0, '127.0.0.1', () => {
            const bound = taken.address()
            const port = typeof bound === 'object' && bound !== null ? bound.port : 0
            resolve({ PORT: String(port) })
          })
        }),
    ],
    [
      'QIANGJI_HOST',
      {
        QIANGJI_HOST: '203.0.113.1',
        QIANGJI_TRUSTED_PROXY: '203.0.113.2',
        QIANGJI_ORIGINS: 'https://qj.example.cn',
      },
    ],
  ])('stops the start with its name: %s %j', async (name, env) => {
    writeFileSync(file, 'plain')
    writeFileSync(`${file}.pem`, CERTIFICATE)
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    writeFileSync(`${file}.other`, other.export({ type: 'pkcs8', format: 'pem' }))
    const read = readConfig({
      QIANGJI_DATA: join(folder, 'data'),
      QIANGJI_DEMONSTRATION: 'no',
      QIANGJI_LOG_LEVEL: 'silent',
      PORT: '0',
      ...(typeof env === 'function' ? await env() : env),
    })
    if (!read.ok) throw new Error(read.refusal)
    const should = SETTINGS.find((setting) => setting.name === name)?.description ?? ''
    await expect(startServer(read.value)).rejects.toThrow(`${name} must be: ${should} (`)
  })
})
