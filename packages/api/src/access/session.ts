import { Actor } from '@qiangji/kernel/access/actor.ts'
import { LoginName, PASSWORD_PROFILES, Password } from '@qiangji/kernel/access/password.ts'
import { PersonId } from '@qiangji/kernel/access/person.ts'
import { networkOf, SESSION_LIMITS, SessionId } from '@qiangji/kernel/access/session.ts'
import { Day } from '@qiangji/kernel/base/day.ts'
import { accept, assert, refuse } from '@qiangji/kernel/base/decision.ts'
import { spellId } from '@qiangji/kernel/base/id.ts'
import { Organization } from '@qiangji/kernel/organization/organization.ts'
import { permitted } from '@qiangji/kernel/permissions.ts'
import { actorOf } from '@qiangji/store/access/actor.ts'
import { findLogin, type Login } from '@qiangji/store/access/login.ts'
import { clearFailures } from '@qiangji/store/access/login-failure.ts'
import { findPerson } from '@qiangji/store/access/person.ts'
import { endSession, findSession, openSession } from '@qiangji/store/access/session.ts'
import { newToken, tokenHash, unknownKey } from '@qiangji/store/access/token.ts'
import { findOrganization } from '@qiangji/store/organization/organization.ts'
import { z } from 'zod'
import type { Context } from '../frame/context.ts'
import { Nothing } from '../frame/nothing.ts'
import { open, openAct } from '../frame/open.ts'
import { perform } from '../frame/perform.ts'
import { router } from '../frame/trpc.ts'
import { judgeGuess, ownAct } from './guess.ts'

/** What a client needs to know about itself; `actor` is null while nobody is signed in. */
export const Me = z.strictObject({
  actor: Actor.nullable(),
  organization: Organization.nullable(),
  /** Paths of the procedures that the actor may call: pages show their buttons by it. */
  permissions: z.array(z.string()).readonly(),
  today: Day,
  demonstration: z.boolean(),
})
export type Me = z.infer<typeof Me>

const meOf = async (ctx: Context, actor: Actor | null): Promise<z.input<typeof Me>> => ({
  actor,
  organization:
    actor && (await findOrganization(ctx.store.read, actor.organization.organizationId)),
  permissions: permitted(actor),
  today: await ctx.clock.today(),
  demonstration: ctx.settings.demonstration,
})

const me = open(
  { input: Nothing, output: Me, rest: 'GET /access/session' },
  async ({ ctx, actor }) => accept(await meOf(ctx, actor)),
)

const Credentials = z.strictObject({ loginName: LoginName, password: Password })

const login = openAct(
  { input: Credentials, output: Me, rest: 'POST /access/session' },
  async ({ ctx, input }) => {
    const begun = await signIn(ctx, input, 'access.session.login')
    if (!begun.ok) return begun
    ctx.keepToken(begun.value)
    return accept(await meOf(ctx, await whoIs(ctx, begun.value)))
  },
)

/**
 * The way in for programs: the token comes in the answer and goes into the header Authorization. Never over the
 * wire of the pages, whose token stays where no script can read it.
 */
const issue = openAct(
  {
    input: Credentials,
    output: z.strictObject({ token: z.string() }),
    rest: 'POST /access/token',
  },
  async ({ ctx, input }) => {
    if (ctx.wire !== 'rest') return refuse('WRONG_METHOD')
    const begun = await signIn(ctx, input, 'access.session.issue')
    return begun.ok ? accept({ token: begun.value }) : begun
  },
)

const signIn = async (ctx: Context, input: z.output<typeof Credentials>, path: string) => {
  const found = await findLogin(ctx.store.read, input.loginName)
  const judged = await judgeGuess(ctx, {
    key: found?.id ?? unknownKey(input.loginName),
    password: input.password,
    hash: found?.active ? found.passwordHash : null,
    path,
  })
  if (!judged.ok) return judged
  assert(found !== null, 'only an existing login matches')
  return accept(await start(ctx, found, path))
}

/** Opens a session for a login whose password was just checked, and gives its token. */
export const start = async (ctx: Context, login: Login, path: string): Promise<string> => {
  const token = newToken()
  const id = SessionId.parse(spellId(ctx.chance(20)))
  const now = ctx.clock.now()
  const act = await ownAct(ctx, login.personId, path, login.id)
  const person = await findPerson(ctx.store.read, PersonId.parse(login.personId))
  assert(person !== null, 'a login belongs to a person')
  await perform(
    ctx,
    { ...act, organization: person.organizationId, origin: { ...act.origin, session: id } },
    async (tx) => {
      await clearFailures(tx, login.id, networkOf(ctx.address))
      await openSession(
        tx,
        {
          id,
          tokenHash: tokenHash(token),
          loginId: login.id,
          personId: login.personId,
          organizationId: person.organizationId,
          address: ctx.address,
          startedAt: now,
        },
        SESSION_LIMITS,
      )
      return accept(null)
    },
  )
  return token
}

const whoIs = async (ctx: Context, token: string): Promise<Actor | null> => {
  const session = await findSession(ctx.store.read, tokenHash(token))
  return session === null
    ? null
    : actorOf(ctx.store.read, session, {
        today: await ctx.clock.today(),
        now: ctx.clock.now(),
        address: ctx.address,
        profile: PASSWORD_PROFILES[ctx.settings.passwordProfile],
      })
}

const logout = openAct(
  { input: Nothing, output: z.null(), rest: 'DELETE /access/session' },
  async ({ ctx, actor }) => {
    ctx.keepToken(null)
    if (actor === null) return accept(null)
    const act = await ownAct(ctx, actor.personId, 'access.session.logout', actor.sessionId)
    await perform(ctx, act, async (tx) => {
      await endSession(tx, actor.sessionId, ctx.clock.now())
      return accept(null)
    })
    return accept(null)
  },
)

export const session = router({ me, login, issue, logout })
