import { describe, expect, test } from 'vitest'
import { configWords, readConfig, SETTINGS } from '../src/config.ts'

describe('the settings', () => {
  test('need nothing to be set', () => {
    expect(readConfig({ PATH: '/bin', HOME: '/root' })).toMatchObject({
      ok: true,
      value: { host: '127.0.0.1', port: 8620, demonstration: true, passwordProfile: 'dengbao' },
    })
  })

  test.each([
    ['PORT', '80a'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['QIANGJI_DATABASE_URL', 'mysql://x'],
    ['QIANGJI_DATABASE_URL', 'sqlite:'],
    ['QIANGJI_SCHEMA', 'a;drop'],
    ['QIANGJI_ORIGINS', 'https://a.example/path'],
    ['QIANGJI_ORIGINS', 'https://a.example, ftp://b.example'],
    ['QIANGJI_TRUSTED_PROXY', 'proxy'],
    ['QIANGJI_DEMONSTRATION', 'true'],
    ['QIANGJI_PASSWORD_PROFILE', 'none'],
    ['QIANGJI_FILE_MEGABYTES', '0'],
    ['QIANGJI_CALLS_PER_MINUTE', '1e9'],
    ['QIANGJI_LOGINS_PER_MINUTE', '0'],
    ['QIANGJI_METRICS_TOKEN', 'short'],
    ['QIANGJI_LOG_LEVEL', 'loud'],
  ])('%s=%s stops the start with its name and what it should be', (name, value) => {
    const read = readConfig({ [name]: value })
    if (read.ok) throw new Error('read')
    const words = configWords(read.refusal, read.facts)
    const should = SETTINGS.find((setting) => setting.name === name)?.description
    expect(words).toBe(`${name} must be: ${should}`)
  })

  test('with a name that does not exist stop the start', () => {
    const read = readConfig({ QIANGJI_STROE: 'sqlite:x' })
    if (read.ok) throw new Error('read')
    expect(configWords(read.refusal, read.facts)).toBe('there is no setting QIANGJI_STROE')
  })

  test('that are empty count as unset', () => {
    expect(readConfig({ QIANGJI_DATABASE_URL: '', PORT: '' })).toMatchObject({
      ok: true,
      value: { port: 8620 },
    })
  })

  test.each([
    [{ QIANGJI_HOST: '0.0.0.0' }, 'TLS_NEEDED'],
    [{ QIANGJI_HOST: '0.0.0.0', QIANGJI_TLS_CERT: 'a' }, 'TLS_HALF'],
    [{ QIANGJI_TLS_KEY: 'a' }, 'TLS_HALF'],
    [{ QIANGJI_HOST: '0.0.0.0', QIANGJI_TLS_CERT: 'a', QIANGJI_TLS_KEY: 'b' }, 'ORIGINS_NEEDED'],
    [{ QIANGJI_TRUSTED_PROXY: '127.0.0.1' }, 'ORIGINS_NEEDED'],
  ])('%j is refused: nobody signs in over a network in the clear', (env, refusal) => {
    expect(readConfig(env)).toMatchObject({ ok: false, refusal })
  })

  test.each([
    [{ QIANGJI_DATABASE_URL: 'postgres://x' }],
    [{ QIANGJI_TRUSTED_PROXY: '127.0.0.1', QIANGJI_ORIGINS: 'https://a.example' }],
  ])('%j brings no demonstration by itself', (env) => {
    expect(readConfig(env)).toMatchObject({ ok: true, value: { demonstration: false } })
  })

  test('are all described', () => {
    for (const { name, description } of SETTINGS)
      expect(description.length, name).toBeGreaterThan(10)
  })
})
