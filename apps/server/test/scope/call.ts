import { randomBytes, randomUUID } from 'node:crypto'
import type { Listed } from '@qiangji/api/frame/check.ts'
import type { Context, Fault } from '@qiangji/api/frame/context.ts'
import { Download } from '@qiangji/api/frame/download.ts'
import { appRouter } from '@qiangji/api/router.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import { readSheet } from '@qiangji/sheet/read.ts'
import type { Store } from '@qiangji/store/engine/act.ts'
import { callTRPCProcedure } from '@trpc/server'
import { z } from 'zod'
import { errorOf, trpcError } from '../../src/answer.ts'
import type { Someone } from './people.ts'

/** Where calls are made: a store, its day and the bytes of its files; faults are collected. */
export interface Ground {
  readonly store: Store
  readonly today: Day
  readonly bytes: ReadonlyMap<string, Uint8Array>
  readonly faults: Fault[]
  /** The database file. */
  readonly file: string
}

/** What came back, as the wire would carry it; of a file its cells. */
export interface Answer {
  /** The audit names the call by it. */
  readonly requestId: string
  readonly ok: boolean
  /** The code of a refusal; null when it was answered. */
  readonly refusal: string | null
  readonly text: string
}

export const contextOf = (
  ground: Ground,
  who: Someone | null,
  wire: Context['wire'],
  requestId: string = randomUUID(),
): Context => ({
  store: ground.store,
  clock: { today: () => ground.today, now: () => 1_710_900_000_000 },
  wire,
  actor: who?.actor ?? null,
  requestId,
  address: '203.0.113.7',
  chance: (bytes) => randomBytes(bytes),
  report: (fault) => ground.faults.push(fault),
  readFile: async (hash) => ground.bytes.get(hash) ?? null,
  bearer: false,
  keepToken: () => undefined,
  settings: { passwordProfile: 'dengbao', demonstration: true },
})

const Refused = z.object({ error: z.object({ data: z.object({ refusal: z.string() }) }) })

/** Works that stand in one queue share a commit; more than this at once is no faster. */
const TOGETHER = 64

export const inTurns = async <T, R>(all: readonly T[], work: (one: T) => Promise<R>) => {
  const done: R[] = []
  for (let at = 0; at < all.length; at += TOGETHER)
    done.push(...(await Promise.all(all.slice(at, at + TOGETHER).map(work))))
  return done
}

/** One call of a procedure by somebody, over the wire that carries it. */
export const call = async (
  ground: Ground,
  who: Someone | null,
  { path, type, meta }: Pick<Listed, 'path' | 'type' | 'meta'>,
  input: unknown,
): Promise<Answer> => {
  const requestId = randomUUID()
  const wire = meta.kind === 'download' ? 'rest' : 'trpc'
  try {
    const value: unknown = await callTRPCProcedure({
      router: appRouter,
      path,
      type,
      ctx: contextOf(ground, who, wire, requestId),
      getRawInput: async () => input,
      signal: undefined,
      batchIndex: 0,
    })
    return { requestId, ok: true, refusal: null, text: await textOf(value) }
  } catch (thrown) {
    const { body } = trpcError(appRouter, path, errorOf(thrown))
    const { refusal } = Refused.parse(JSON.parse(body)).error.data
    return { requestId, ok: false, refusal, text: body.replace(/"errorId":"\w+"/, '') }
  }
}

const textOf = async (value: unknown): Promise<string> => {
  if (!(value instanceof Download)) return JSON.stringify(value ?? null)
  const bytes = new Uint8Array(await new Response(value.body).arrayBuffer())
  const sheet = await readSheet(bytes)
  return JSON.stringify([value.name, sheet.ok ? sheet.value.rows : Buffer.from(bytes).toString()])
}
