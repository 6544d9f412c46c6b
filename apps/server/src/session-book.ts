import type { Clock } from '@qiangji/api/frame/context.ts'
import type { Actor } from '@qiangji/kernel/access/actor.ts'
import type { PasswordProfile } from '@qiangji/kernel/access/password.ts'
import { isLive, type SessionLimits } from '@qiangji/kernel/access/session.ts'
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

/** Turns tokens into actors and knows when each session was last used. */
export interface SessionBook {
  /** Who stands behind the token now; null for none, an ended, an idle or an old one. */
  actor(token: string | null, address: string): Promise<Actor | null>
  /** Writes down when sessions were used: one act for all of them, now and then. */
  flush(): Promise<void>
}

/**
 * The exact times of use stay here, because a write per call would cost more than the call; at most the time
 * between two flushes is lost in a crash. Nothing else is remembered: posts and states are read on every call.
 */
export const openSessionBook = (
  store: Store,
  clock: Clock,
  rules: { readonly limits: SessionLimits; readonly profile: PasswordProfile },
): SessionBook => {
  const seen = new Map<string, number>()
  const unwritten = new Set<string>()

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

  return {
    actor: async (token, address) => {
      if (token === null) return null
      const session = await findSession(store.read, tokenHash(token))
      if (session === null) return null
      const now = clock.now()
      const seenAt = Math.max(session.seenAt, seen.get(session.id) ?? 0)
      if (!isLive({ ...session, seenAt }, now, rules.limits)) {
        await expire(session, address)
        return null
      }
      seen.set(session.id, now)
      unwritten.add(session.id)
      const facts = { today: await clock.today(), now, address, profile: rules.profile }
      return actorOf(store.read, session, facts)
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
