import {
  judgePassword,
  KNOWN_PASSWORDS,
  PASSWORD_PROFILES,
  Password,
} from '@qiangji/kernel/access/password.ts'
import { accept, assert, type Decision, refuse } from '@qiangji/kernel/base/decision.ts'
import { changePassword, findLoginOfSession, type Login } from '@qiangji/store/access/login.ts'
import { hashPassword, matchesPassword } from '@qiangji/store/access/password-hash.ts'
import { endOtherSessions } from '@qiangji/store/access/session.ts'
import { z } from 'zod'
import type { Context } from '../frame/context.ts'
import { openAct } from '../frame/open.ts'
import { perform } from '../frame/perform.ts'
import { router } from '../frame/trpc.ts'
import { judgeGuess, ownAct } from './guess.ts'
import { start } from './session.ts'

/**
 * Changes one's own password, ends every session of the login and goes on in a new one. A program, which has no
 * cookie, finds the new token in the answer.
 */
const change = openAct(
  {
    input: z.strictObject({ present: Password, next: Password }),
    output: z.strictObject({ token: z.string() }).nullable(),
    rest: 'POST /access/password',
  },
  async ({ ctx, actor, input }) => {
    const login = actor && (await findLoginOfSession(ctx.store.read, actor.sessionId))
    if (!login) return refuse('SIGN_IN_REQUIRED')
    const path = 'access.password.change'
    const judged = await judgeGuess(ctx, {
      key: login.id,
      password: input.present,
      hash: login.passwordHash,
      path,
    })
    if (!judged.ok) return judged.refusal === 'LOGIN_LOCKED' ? judged : refuse('PASSWORD_WRONG')
    const next = await nextHash(ctx, login, input.next)
    if (!next.ok) {
      const act = await ownAct(ctx, login.personId, path, login.id)
      await ctx.store.witness({ ...act, result: next.refusal })
      return next
    }
    const saved = await save(ctx, login, next.value)
    if (!saved.ok) return saved
    const renewed = { ...login, passwordHash: next.value }
    const token = await start(ctx, renewed, 'access.session.renew')
    if (ctx.bearer) return accept({ token })
    ctx.keepToken(token)
    return accept(null)
  },
)

const nextHash = async (
  ctx: Context,
  login: Login,
  next: string,
): Promise<Decision<string, string>> => {
  const profile = PASSWORD_PROFILES[ctx.settings.passwordProfile]
  const facts = { loginName: login.loginName, known: KNOWN_PASSWORDS }
  const plain = judgePassword(next, profile, { ...facts, usedBefore: false })
  if (!plain.ok) return plain
  const judged = judgePassword(next, profile, {
    ...facts,
    usedBefore: await wasUsed(login, next, profile.remembers),
  })
  return judged.ok ? accept(await hashPassword(next)) : judged
}

const wasUsed = async (login: Login, next: string, remembers: number): Promise<boolean> => {
  for (const hash of [login.passwordHash, ...login.passwordBefore].slice(0, remembers))
    if (await matchesPassword(next, hash)) return true
  return false
}

const save = async (ctx: Context, login: Login, hash: string) => {
  const act = await ownAct(ctx, login.personId, 'access.password.change', login.id)
  const { remembers } = PASSWORD_PROFILES[ctx.settings.passwordProfile]
  const at = ctx.clock.now()
  assert(remembers >= 1, 'the present password is always remembered')
  return perform(ctx, act, async (tx) => {
    const next = { hash, at, remembers, mustChange: false }
    if (!(await changePassword(tx, login, next))) return refuse('REVISION_STALE')
    await endOtherSessions(tx, login.id, null, at)
    return accept(null)
  })
}

export const password = router({ change })
