import { createServer, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { join } from 'node:path'
import { checkRules } from '@qiangji/api/frame/check.ts'
import type { Clock } from '@qiangji/api/frame/context.ts'
import { appRouter } from '@qiangji/api/router.ts'
import { PASSWORD_PROFILES } from '@qiangji/kernel/access/password.ts'
import { SESSION_LIMITS } from '@qiangji/kernel/access/session.ts'
import { latestSeen } from '@qiangji/store/access/session.ts'
import type { Store } from '@qiangji/store/engine/act.ts'
import { openStore } from '@qiangji/store/engine/open.ts'
import type { AnyRouter } from '@trpc/server'
import { type AccessWatch, noWatch, openAccessWatch } from './access-watch.ts'
import { clockOf, machineClock, shanghaiDay } from './clock.ts'
import type { Config } from './config.ts'
import { type DemonstrationLogin, loadDemonstration } from './demonstration/load.ts'
import { openWhole } from './demonstration/whole.ts'
import { openDoor } from './door.ts'
import { openFiles } from './files.ts'
import { lockStore } from './lock.ts'
import { type Log, openLog } from './log.ts'
import { openMetrics } from './metrics.ts'
import type { Premises } from './premises.ts'
import { isDemonstration, plantProvince } from './province.ts'
import { openRates } from './rate.ts'
import { restingOn, SettingFails } from './resting-on.ts'
import { openSessionBook, type SessionBook } from './session-book.ts'
import { openSite } from './site.ts'
import { readTls, type Tls } from './tls.ts'

export interface Running {
  readonly url: string
  readonly store: Store
  readonly logins: readonly DemonstrationLogin[]
  /** Lets what is under way finish for some seconds, then ends; what was answered is durable. */
  close(): Promise<void>
}

/** Parts that a test puts in place of the real ones. */
export interface Parts {
  readonly router?: AnyRouter
  readonly clock?: Clock
  /** Called with the migrated store before anything listens. */
  readonly prepare?: (store: Store) => Promise<void>
}

/** How often the times of use of sessions are written down. */
const FLUSH_EVERY = 120_000
const GRACE = 8_000

/** Starts a server, or throws with the reason why not. */
export const startServer = async (config: Config, parts: Parts = {}): Promise<Running> => {
  const router = parts.router ?? appRouter
  const complaints = checkRules(router)
  if (complaints.length > 0)
    throw new Error(`the router is not complete:\n${complaints.join('\n')}`)
  const log = openLog(config.logLevel)
  const tls = config.tls === null ? null : await readTls(config.tls)
  const release = await restingOn(config.storeSetting, () => lockStore(config.store.url))
  try {
    // One process writes an SQLite file (the lock sees to it); of PostgreSQL others may write as well.
    const watch = config.store.url.startsWith('sqlite:') ? openAccessWatch() : noWatch
    const open = () =>
      openStore({
        ...config.store,
        trace: watch.see,
        report: (cause) => log.broken('store', cause),
      })
    const store = await restingOn(config.storeSetting, () =>
      config.demonstration ? openWhole(open, config.store) : open(),
    )
    try {
      return await listen(config, parts, { router, store, watch, log, tls, release })
    } catch (error) {
      await store.close()
      throw error
    }
  } catch (error) {
    release()
    throw error
  }
}

interface Opened {
  readonly router: AnyRouter
  readonly store: Store
  readonly watch: AccessWatch
  readonly log: Log
  readonly tls: Tls | null
  readonly release: () => void
}

const listen = async (config: Config, parts: Parts, opened: Opened): Promise<Running> => {
  const { router, store, log } = opened
  await restingOn(config.storeSetting, () => store.migrate())
  await store.selfCheck()
  await parts.prepare?.(store)
  const demonstration = config.demonstration ? await loadDemonstration(store) : null
  if (!config.demonstration) await beginProvince(store)
  const clock =
    parts.clock ??
    clockOf(
      machineClock(await latestSeen(store.read)),
      () => demonstration?.today() ?? shanghaiDay(Date.now()),
    )
  const limits = SESSION_LIMITS
  const profile = PASSWORD_PROFILES[config.passwordProfile]
  const sessions = openSessionBook(store, clock, { limits, profile }, opened.watch)
  const origins = new Set(config.origins)
  const premises: Premises = {
    router,
    store,
    clock,
    sessions,
    rates: openRates(config),
    files: await restingOn('QIANGJI_DATA', () => openFiles(config.files.folder)),
    site: openSite(join(import.meta.dirname, '../../admin/dist')),
    log,
    metrics: openMetrics(),
    settings: { passwordProfile: config.passwordProfile, demonstration: demonstration !== null },
    visits: {
      secure: config.tls !== null || config.trustedProxy !== null,
      trustedProxy: config.trustedProxy,
    },
    origins,
    fileLimit: config.files.limit,
    metricsToken: config.metricsToken,
  }
  const server = serverOf(opened.tls, premises)
  const port = await restingOn('PORT', () => bind(server, config))
  if (config.origins.length === 0) for (const one of loopbackOrigins(config, port)) origins.add(one)
  const timer = setInterval(() => flush(sessions, log), FLUSH_EVERY)
  timer.unref()
  return {
    url: `${config.tls ? 'https' : 'http'}://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`,
    store,
    logins: demonstration?.logins ?? [],
    close: once(async () => {
      clearInterval(timer)
      await stop(server)
      await flush(sessions, log)
      await store.close()
      opened.release()
    }),
  }
}

/** A demonstration is never served as a real province: everybody knows its password. */
const beginProvince = async (store: Store): Promise<void> => {
  if (await isDemonstration(store))
    throw new Error('this database holds the demonstration: choose another QIANGJI_DATA')
  await plantProvince(store, shanghaiDay(Date.now()))
}

const serverOf = (tls: Tls | null, premises: Premises): Server => {
  const door = openDoor(premises)
  const options = {
    headersTimeout: 15_000,
    requestTimeout: 300_000,
    keepAliveTimeout: 30_000,
    maxHeaderSize: 16_384,
    connectionsCheckingInterval: 5_000,
  }
  return tls === null
    ? createServer(options, door)
    : createSecureServer({ ...options, ...tls, minVersion: 'TLSv1.2' }, door)
}

const bind = (server: Server, config: Config): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error) => reject(hostFails(config.host, error)))
    server.listen(config.port, config.host, () => {
      const bound = server.address()
      resolve(typeof bound === 'object' && bound !== null ? bound.port : config.port)
    })
  })

/** An address that is not this machine's is the fault of the host, everything else of the port. */
const hostFails = (host: string, error: Error): Error =>
  'code' in error && /^(EADDRNOTAVAIL|ENOTFOUND|EAI_AGAIN|EINVAL)$/.test(String(error.code))
    ? new SettingFails('QIANGJI_HOST', error, `${host}: ${error.code}`)
    : error

const loopbackOrigins = (config: Config, port: number): readonly string[] =>
  ['127.0.0.1', 'localhost', '[::1]'].map(
    (host) => `${config.tls ? 'https' : 'http'}://${host}:${port}`,
  )

const flush = async (sessions: SessionBook, log: Log): Promise<void> => {
  try {
    await sessions.flush()
  } catch (cause) {
    log.broken('access.session.seen', cause)
  }
}

const stop = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), GRACE)
    server.close(() => {
      clearTimeout(timer)
      resolve()
    })
    server.closeIdleConnections()
  })

const once = (work: () => Promise<void>): (() => Promise<void>) => {
  let done: Promise<void> | null = null
  return () => {
    done ??= work()
    return done
  }
}
