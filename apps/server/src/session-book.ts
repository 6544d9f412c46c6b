import type { Clock } from '@qiangji/api/frame/context.ts'
import type { Actor } from '@qiangji/kernel/access/actor.ts'
import type { PasswordProfile } from '@qiangji/kernel/access/password.ts'
import { isLive, type SessionLimits } from '@qiangji/kernel/access/session.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { actorOf } from '@qiangji/store/access/actor.ts'
import {
  endSession,
  findSession,
  type KeptSession,
  noteSeen,
} from '@qiangji/store/access/session.ts'
import { tokenHash } from '@qiangji/store/access/token.ts'
import type { Act, Store } from '@qiangji/store/engine/act.ts'
import { newText } from '@qiangji/store/engine/new-id.ts'
import { type AccessWatch, noWatch } from './access-watch.ts'

/** Turns tokens into actors and knows when each session was last used. */
export interface SessionBook {
  /** Who stands behind the token now; null for none, an ended, an idle or an old one. */
  actor(token: string | null, address: string): Promise<Actor | null>
  /** Writes down when sessions were used: one act for all of them, now and then. */
  flush(): Promise<void>
}

/** Milliseconds after which even an unchanged version is read again: another program may have written to the file. */
const REMEMBERED = 1_000
const MOST = 10_000

interface Known {
  readonly session: KeptSession
  readonly actor: Actor
  readonly today: Day
  readonly version: number
  readonly at: number
}

/**
 * The exact times of use stay here, because a write per call would cost more than the call; at most the time
 * between two flushes is lost in a crash. Who stands behind a token is remembered only while the watch vouches that
 * no table of access has changed, so that a post or a session taken away counts at the next call.
 */
export const openSessionBook = (
  store: Store,
  clock: Clock,
  rules: { readonly limits: SessionLimits; readonly profile: PasswordProfile },
  watch: AccessWatch = noWatch,
): SessionBook => {
  const seen = new Map<string, number>()
  const unwritten = new Set<string>()
  const known = new Map<string, Known>()

  const expire = async (session: KeptSession, address: string): Promise<void> => {
    seen.delete(session.id)
    unwritten.delete(session.id)
    if (session.endedAt !== null) return
    const act = await systemAct(clock, 'access.session.expire', session.id)
    await store.command({ ...act, origin: { address, session: session.id } }, async (tx) => {
      await endSession(tx, session.id, clock.now())
      return accept(null)
    })
  }

  const use = async (session: KeptSession, now: number, address: string): Promise<boolean> => {
    const seenAt = Math.max(session.seenAt, seen.get(session.id) ?? 0)
    if (!isLive({ ...session, seenAt }, now, rules.limits)) {
      await expire(session, address)
      return false
    }
    seen.set(session.id, now)
    unwritten.add(session.id)
    return true
  }

  const remember = (hash: string, read: Omit<Known, 'version'>, version: number | null): void => {
    if (version === null || watch.version() !== version) return
    if (known.size >= MOST) known.clear()
    known.set(hash, { ...read, version })
  }

  return {
    actor: async (token, address) => {
      if (token === null) return null
      const hash = tokenHash(token)
      const [now, today] = [clock.now(), await clock.today()]
      const kept = known.get(hash)
      const fresh =
        kept?.version === watch.version() && kept.today === today && now - kept.at < REMEMBERED
      if (kept && fresh)
        return (await use(kept.session, now, address)) ? { ...kept.actor, address } : null
      const version = watch.version()
      const session = await findSession(store.read, hash)
      if (session === null || !(await use(session, now, address))) return null
      const facts = { today, now, address, profile: rules.profile }
      const actor = await actorOf(store.read, session, facts)
      remember(hash, { session, actor, today, at: now }, version)
      return actor
    },
    flush: async () => {
      const now = clock.now()
      const rows = [...unwritten].map((id) => [id, seen.get(id) ?? now] as const)
      unwritten.clear()
      for (const [id, at] of seen) if (at + rules.limits.idle < now) seen.delete(id)
      if (rows.length === 0) return
      const act = await systemAct(clock, 'access.session.seen', null)
      await store.command({ ...act, alone: true }, async (tx) => accept(await noteSeen(tx, rows)))
    },
  }
}

const systemAct = async (clock: Clock, name: string, subject: string | null): Promise<Act> => ({
  actor: 'system',
  requestId: newText(),
  name,
  organization: null,
  subject,
  input: null,
  today: await clock.today(),
  origin: { address: 'local', session: null },
})
