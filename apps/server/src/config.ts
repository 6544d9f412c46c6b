import { join } from 'node:path'
import { accept, type Decision, refuse } from '@qiangji/kernel/base/decision.ts'
import { z } from 'zod'

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])
const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.int().min(least).max(most))
const yesOrNo = z.enum(['yes', 'no']).transform((word) => word === 'yes')
const origin = z
  .string()
  .refine((text) => URL.canParse(text) && new URL(text).origin === text && /^https?:/.test(text))

/**
 * Everything an operator may set, by environment variable. The description says what it is and what it must
 * look like; the README's table is checked against this list.
 */
const Environment = z.strictObject({
  QIANGJI_DATA: z
    .string()
    .default('data')
    .describe('folder of the database and the files, where the server may write'),
  QIANGJI_DATABASE_URL: z
    .string()
    .regex(/^(sqlite:.|postgres(ql)?:\/\/.)/)
    .optional()
    .describe(
      'sqlite:<file> or postgres://… of a server that answers; a file in the data folder when unset',
    ),
  QIANGJI_SCHEMA: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,40}$/)
    .default('public')
    .describe('PostgreSQL schema, a lower-case name'),
  QIANGJI_HOST: z.string().default('127.0.0.1').describe('address of this machine to listen on'),
  PORT: whole(0, 65_535).default(8620).describe('free port to listen on, 0 to 65535'),
  QIANGJI_ORIGINS: z
    .string()
    .transform((text) => text.split(',').map((one) => one.trim()))
    .pipe(z.array(origin).min(1))
    .optional()
    .describe(
      'origins under which browsers reach the server, such as https://qj.example.cn, with commas between',
    ),
  QIANGJI_TLS_CERT: z
    .string()
    .optional()
    .describe('readable file of the TLS certificate chain (PEM)'),
  QIANGJI_TLS_KEY: z
    .string()
    .optional()
    .describe('readable file of the TLS key (PEM) of that certificate'),
  QIANGJI_TRUSTED_PROXY: z
    .union([z.ipv4(), z.ipv6()])
    .optional()
    .describe('address of the one proxy that ends TLS and sets X-Forwarded-For'),
  QIANGJI_DEMONSTRATION: yesOrNo
    .optional()
    .describe('yes or no: demonstration data and accounts; yes when neither store nor host is set'),
  QIANGJI_PASSWORD_PROFILE: z
    .enum(['dengbao', 'asvs'])
    .default('dengbao')
    .describe('dengbao or asvs: password rules of GB/T 22239 or of OWASP ASVS'),
  QIANGJI_FILE_MEGABYTES: whole(1, 200)
    .default(20)
    .describe('largest uploaded file in MB, 1 to 200'),
  QIANGJI_CALLS_PER_MINUTE: whole(10, 100_000_000)
    .default(1200)
    .describe('calls a minute of one person, or of one network before signing in'),
  QIANGJI_LOGINS_PER_MINUTE: whole(1, 100_000_000)
    .default(30)
    .describe('attempts to sign in a minute from one network'),
  QIANGJI_METRICS_TOKEN: z
    .string()
    .min(24)
    .optional()
    .describe(
      'token of /metrics, 24 characters or more; without it only this machine may read them',
    ),
  QIANGJI_LOG_LEVEL: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'])
    .default('info')
    .describe('silent, error, warn, info or debug'),
})

export interface Setting {
  readonly name: string
  readonly description: string
  /** As it would be written, or null when unset by default. */
  readonly fallback: string | null
}

export const SETTINGS: readonly Setting[] = Object.entries(Environment.shape).map(
  ([name, schema]) => ({
    name,
    description: schema.description ?? '',
    fallback: schema instanceof z.ZodDefault ? String(schema.def.defaultValue) : null,
  }),
)

export interface Config {
  readonly store: { readonly url: string; readonly schema: string }
  /** The setting that says where the store is. */
  readonly storeSetting: 'QIANGJI_DATA' | 'QIANGJI_DATABASE_URL'
  readonly files: { readonly folder: string; readonly limit: number }
  readonly host: string
  readonly port: number
  /** Empty: the loopback names with the port that was given. */
  readonly origins: readonly string[]
  readonly tls: { readonly cert: string; readonly key: string } | null
  readonly trustedProxy: string | null
  readonly demonstration: boolean
  readonly passwordProfile: 'dengbao' | 'asvs'
  readonly callsPerMinute: number
  readonly loginsPerMinute: number
  readonly metricsToken: string | null
  readonly logLevel: string
}

export type ConfigRefusal =
  | 'SETTING_UNKNOWN'
  | 'SETTING_WRONG'
  | 'TLS_HALF'
  | 'TLS_NEEDED'
  | 'ORIGINS_NEEDED'

/** Reads the settings once; the facts of a refusal name the variable and what it should be, never its value. */
export const readConfig = (
  env: Readonly<Record<string, string | undefined>>,
): Decision<Config, ConfigRefusal> => {
  const given = Object.fromEntries(
    Object.entries(env).filter(([name, text]) => isOurs(name) && text !== undefined && text !== ''),
  )
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(Environment.shape, name))
  if (unknown) return refuse('SETTING_UNKNOWN', { name: unknown })
  const read = Environment.safeParse(given)
  if (!read.success) return refuse('SETTING_WRONG', wrong(String(read.error.issues[0]?.path[0])))
  return settle(read.data)
}

/** The line about a setting that reads well but does not hold, with what the machine said. */
export const settingWords = (name: string, found: string): string =>
  `${configWords('SETTING_WRONG', wrong(name))} (${found})`

const isOurs = (name: string): boolean => name === 'PORT' || name.startsWith('QIANGJI_')

const wrong = (name: string) => ({
  name,
  should: SETTINGS.find((setting) => setting.name === name)?.description ?? '',
})

const settle = (e: z.output<typeof Environment>): Decision<Config, ConfigRefusal> => {
  const loopback = LOOPBACK.has(e.QIANGJI_HOST)
  const [cert, key] = [e.QIANGJI_TLS_CERT, e.QIANGJI_TLS_KEY]
  if ((cert === undefined) !== (key === undefined))
    return refuse('TLS_HALF', { name: cert ? 'QIANGJI_TLS_KEY' : 'QIANGJI_TLS_CERT' })
  const tls = cert !== undefined && key !== undefined ? { cert, key } : null
  const proxy = e.QIANGJI_TRUSTED_PROXY ?? null
  if (!loopback && !tls && !proxy) return refuse('TLS_NEEDED', { name: 'QIANGJI_HOST' })
  if ((!loopback || proxy) && !e.QIANGJI_ORIGINS)
    return refuse('ORIGINS_NEEDED', wrong('QIANGJI_ORIGINS'))
  return accept({
    store: {
      url: e.QIANGJI_DATABASE_URL ?? `sqlite:${join(e.QIANGJI_DATA, 'qiangji.db')}`,
      schema: e.QIANGJI_SCHEMA,
    },
    storeSetting: e.QIANGJI_DATABASE_URL === undefined ? 'QIANGJI_DATA' : 'QIANGJI_DATABASE_URL',
    files: { folder: join(e.QIANGJI_DATA, 'files'), limit: e.QIANGJI_FILE_MEGABYTES * 1_000_000 },
    host: e.QIANGJI_HOST,
    port: e.PORT,
    origins: e.QIANGJI_ORIGINS ?? [],
    tls,
    trustedProxy: proxy,
    demonstration:
      e.QIANGJI_DEMONSTRATION ?? (loopback && !proxy && e.QIANGJI_DATABASE_URL === undefined),
    passwordProfile: e.QIANGJI_PASSWORD_PROFILE,
    callsPerMinute: e.QIANGJI_CALLS_PER_MINUTE,
    loginsPerMinute: e.QIANGJI_LOGINS_PER_MINUTE,
    metricsToken: e.QIANGJI_METRICS_TOKEN ?? null,
    logLevel: e.QIANGJI_LOG_LEVEL,
  })
}

const WORDS: Readonly<Record<ConfigRefusal, string>> = {
  SETTING_UNKNOWN: 'there is no setting {name}',
  SETTING_WRONG: '{name} must be: {should}',
  TLS_HALF: '{name} is missing: certificate and key go together',
  TLS_NEEDED:
    '{name} is not a loopback address: set QIANGJI_TLS_CERT and QIANGJI_TLS_KEY, or QIANGJI_TRUSTED_PROXY',
  ORIGINS_NEEDED: '{name} is missing: {should}',
}

/** The line that an operator reads when the server does not start. */
export const configWords = (
  refusal: ConfigRefusal,
  facts: Readonly<Record<string, string | number>>,
): string => WORDS[refusal].replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''))
