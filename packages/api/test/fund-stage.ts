import { randomBytes, randomUUID } from 'node:crypto'
import { unions } from '@qiangji/gazetteer/union.ts'
import type { Actor } from '@qiangji/kernel/access/actor.ts'
import { PersonId } from '@qiangji/kernel/access/person.ts'
import type { PostCode } from '@qiangji/kernel/access/post.ts'
import { SessionId } from '@qiangji/kernel/access/session.ts'
import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { Decimal } from '@qiangji/kernel/base/decimal.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { fundAccount } from '@qiangji/kernel/fund/account.ts'
import type { FundForm, FundId } from '@qiangji/kernel/fund/fund.ts'
import type { Organization } from '@qiangji/kernel/organization/organization.ts'
import { newId, newText } from '@qiangji/store/engine/new-id.ts'
import { openStore } from '@qiangji/store/engine/open.ts'
import { addFacts } from '@qiangji/store/fund/fact.ts'
import { post } from '@qiangji/store/fund/ledger.ts'
import { organizationsOf, plantTree } from '@qiangji/store/organization/seed.ts'
import { TRPCError } from '@trpc/server'
import { afterAll } from 'vitest'
import { Refusal } from '../src/frame/refusal.ts'
import { appRouter } from '../src/router.ts'

const SMALL =
  /^(62|6201|6202|6210|620102|620121|620171|621002|621022)$|^(620121|621022|620201|620171)\d{3}$/

export const FUND_FORM: FundForm = {
  year: 2024,
  name: '县区专项补助',
  source: 'union-own',
  subject: { edition: '2021', code: null, name: '补助下级支出' },
  department: '基层工作部',
  basis: '2024年度预算',
  uses: [
    { code: 'building', name: '组织建设' },
    { code: 'training', name: '干部培训' },
  ],
  prohibitions: [{ name: '公务接待', words: ['接待'], source: '演示负面清单' }],
  ageRule: { kind: 'none' },
  publicity: false,
  quotaUnit: null,
  previousFundId: null,
}

/** A planted tree and its people before the procedures, each call with a request id of its own. */
export const stage = async (today: Day = day('2024-03-11')) => {
  const store = await openStore({ url: 'sqlite::memory:' })
  afterAll(() => store.close())
  await store.migrate()
  const tree = organizationsOf(unions.filter((union) => SMALL.test(union.code)))
  const clock = { today }
  const at = (code: string): Organization => {
    const found = tree.find((organization) => organization.code === code)
    if (found === undefined) throw new Error(`no organization ${code}`)
    return found
  }
  const act = (
    body: Parameters<typeof store.command<unknown>>[1],
    requestId: string = randomUUID(),
  ) =>
    store.command(
      {
        actor: 'system',
        requestId,
        name: 'test.act',
        organization: null,
        subject: null,
        input: {},
        today: clock.today,
        origin: { address: '127.0.0.1', session: null },
      },
      body,
    )
  await act(async (tx) => accept(await plantTree(tx, tree)))
  const actorOf = (code: string, posts: readonly PostCode[]): Actor => {
    const { id, path, level, prefectureId, countyId } = at(code)
    return {
      personId: newId(PersonId),
      name: `演示${posts[0] ?? ''}`,
      organization: { organizationId: id, path, level, prefectureId, countyId },
      posts: posts.map((held) => ({ post: held, from: null })),
      sessionId: newId(SessionId),
      address: '127.0.0.1',
      passwordDue: false,
    }
  }
  const files = new Map<string, Uint8Array>()
  const as = (actor: Actor, wire: 'trpc' | 'rest' = 'trpc') =>
    appRouter.createCaller(() => ({
      store,
      clock: { today: () => clock.today, now: () => 0 },
      wire,
      actor,
      requestId: randomUUID(),
      address: '127.0.0.1',
      chance: (bytes) => randomBytes(bytes),
      report: (fault) => {
        throw fault.cause
      },
      readFile: async (hash) => files.get(hash) ?? null,
      bearer: false,
      keepToken: () => undefined,
      settings: { passwordProfile: 'dengbao', demonstration: true },
    }))
  return { store, tree, at, act, clock, files, actorOf, as }
}
export type Stage = Awaited<ReturnType<typeof stage>>

/** Puts money into 待分配 of a fund. */
export const fill = async (s: Stage, fundId: FundId, amount: number): Promise<void> => {
  const root = s.at('62').id
  const requestId = randomUUID()
  const filled = await s.act(
    (tx) =>
      post(tx, { personId: 'system', requestId, today: s.clock.today }, fundId, [
        {
          act: 'budget',
          from: fundAccount(root, 'source'),
          to: fundAccount(root, 'available'),
          amount: fen(amount),
          document: newText(),
        },
      ]),
    requestId,
  )
  if (!filled.ok) throw new Error(filled.refusal)
}

/** Gives recipients a figure each. */
export const giveFacts = async (
  s: Stage,
  values: Readonly<Record<string, string>>,
  key = 'members',
): Promise<void> => {
  const added = await s.act((tx) =>
    addFacts(
      tx,
      Object.entries(values).map(([code, value]) => ({
        recipient: s.at(code).id,
        key,
        value: Decimal.parse(value),
        date: day('2023-12-31'),
        source: '组织台账',
        demonstration: true,
      })),
    ),
  )
  if (!added.ok) throw new Error(added.refusal)
}

/** The code with which a call was refused, and its facts; fails when it was not. */
export const refusalOf = async (call: Promise<unknown>) => {
  try {
    await call
  } catch (error) {
    if (error instanceof TRPCError && error.cause instanceof Refusal)
      return { refusal: error.cause.refusal, facts: error.cause.facts, issues: error.cause.issues }
    throw error
  }
  throw new Error('the call was not refused')
}
