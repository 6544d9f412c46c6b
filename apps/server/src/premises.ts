import { randomBytes } from 'node:crypto'
import type { Clock, Context, Settings } from '@qiangji/api/frame/context.ts'
import { Refusal } from '@qiangji/api/frame/refusal.ts'
import { networkOf } from '@qiangji/kernel/access/session.ts'
import type { Store } from '@qiangji/store/engine/act.ts'
import type { AnyRouter } from '@trpc/server'
import type { Files } from './files.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Rates } from './rate.ts'
import type { SessionBook } from './session-book.ts'
import type { Site } from './site.ts'
import type { Visit, VisitRules } from './visit.ts'

/** Everything behind the door. */
export interface Premises {
  readonly router: AnyRouter
  readonly store: Store
  readonly clock: Clock
  readonly sessions: SessionBook
  readonly rates: Rates
  readonly files: Files
  readonly site: Site
  readonly log: Log
  readonly metrics: Metrics
  readonly settings: Settings
  readonly visits: VisitRules
  /** Own origins; filled once the port is known. */
  readonly origins: ReadonlySet<string>
  readonly fileLimit: number
  readonly metricsToken: string | null
}

/** What tries a password. */
const LOGINS: ReadonlySet<string> = new Set(['access.session.login', 'access.session.issue'])

/**
 * The context of one request that calls these procedures, or the refusal that it came too often. A batch has no
 * request id: two commands under one id would be one request with two bodies.
 */
export const contextOf = async (
  premises: Premises,
  visit: Visit,
  wire: Context['wire'],
  paths: readonly string[],
): Promise<Context> => {
  const { store, clock, sessions, settings, log } = premises
  const actor = await sessions.actor(visit.token, visit.address)
  const seconds = await tooMany(premises, visit, actor?.personId ?? null, paths)
  if (seconds !== null) throw new Refusal('TOO_MANY', { seconds })
  return {
    store,
    clock,
    wire,
    actor,
    requestId: paths.length === 1 ? visit.requestId : null,
    address: visit.address,
    chance: (bytes) => randomBytes(bytes),
    report: (fault) => log.fault(fault),
    readFile: async (hash) => {
      const stream = await premises.files.get(hash)
      return stream === null ? null : Buffer.concat(await stream.toArray())
    },
    bearer: visit.bearer,
    keepToken: visit.keepToken,
    settings,
  }
}

const tooMany = async (
  { rates }: Premises,
  visit: Visit,
  personId: string | null,
  paths: readonly string[],
): Promise<number | null> => {
  for (const path of paths)
    if (LOGINS.has(path)) {
      const seconds = await rates.login(visit.address)
      if (seconds !== null) return seconds
    }
  return rates.calls(personId ?? networkOf(visit.address), Math.max(1, paths.length))
}
