import { randomBytes, randomUUID } from 'node:crypto'
import type { Context } from '@qiangji/api/frame/context.ts'
import { type AppRouter, appRouter } from '@qiangji/api/router.ts'
import { Actor } from '@qiangji/kernel/access/actor.ts'
import { SessionId } from '@qiangji/kernel/access/session.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import { spellId } from '@qiangji/kernel/base/id.ts'
import type { Store } from '@qiangji/store/engine/act.ts'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import type { Settled } from './settle.ts'

export type Inputs = inferRouterInputs<AppRouter>
export type Outputs = inferRouterOutputs<AppRouter>
export type Hand = ReturnType<typeof appRouter.createCaller>

/** The people of the demonstration as they call the same procedures that the pages call. */
export interface Hands {
  /** The person with this login, on this business day; every call is a request of its own. */
  on(day: Day, loginName: string): Hand
}

export const handsOf = (store: Store, settled: Settled): Hands => {
  const actors = new Map(
    settled.roles.map((role): [string, Actor] => {
      const o = role.organization
      return [
        role.loginName,
        Actor.parse({
          personId: role.personId,
          name: role.name,
          organization: {
            organizationId: o.id,
            path: o.path,
            level: o.level,
            prefectureId: o.prefectureId,
            countyId: o.countyId,
          },
          posts: role.posts.map((post) => ({ post, from: null })),
          sessionId: SessionId.parse(spellId(randomBytes(20))),
          address: 'local',
          passwordDue: false,
        }),
      ]
    }),
  )
  return {
    on: (today, loginName) => {
      const actor = actors.get(loginName)
      if (actor === undefined) throw new Error(`nobody is called ${loginName}`)
      const context = (): Context => ({
        store,
        clock: { today: () => today, now: () => Date.now() },
        wire: 'trpc',
        actor,
        requestId: randomUUID(),
        address: 'local',
        chance: (bytes) => randomBytes(bytes),
        report: ({ cause }) => {
          throw cause
        },
        readFile: async () => null,
        bearer: false,
        keepToken: () => undefined,
        settings: { passwordProfile: 'dengbao', demonstration: true },
      })
      return appRouter.createCaller(context)
    },
  }
}
