import { randomUUID } from 'node:crypto'
import type { Context } from '@qiangji/api/frame/context.ts'
import { Refusal } from '@qiangji/api/frame/refusal.ts'
import { appRouter } from '@qiangji/api/router.ts'
import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { TRPCError } from '@trpc/server'
import type { FundKey, Handle } from '../command.ts'
import { YEAR } from '../draw/sequence.ts'
import type { Opening } from '../oracle/world.ts'
import { chance, type Planted } from './planted.ts'

export type Hand = ReturnType<typeof appRouter.createCaller>

/** A call that can be sent again: with the same body, or with another one under the same id. */
export type Call = (hand: Hand, body: 'same' | 'other') => Promise<unknown>

export interface Sent {
  readonly by: string
  readonly requestId: string
  readonly call: Call
  readonly answer: string
}

/** One sequence at work in a store: its two funds, its own years and what its documents are called there. */
export interface Lane {
  readonly planted: Planted
  readonly name: string
  /** Years between the model's calendar and the lane's. */
  readonly shift: number
  readonly funds: Readonly<Record<FundKey, string>>
  readonly ids: Map<Handle, string>
  readonly handles: Map<string, Handle>
  readonly batches: Map<string, string>
  readonly sent: Map<Handle, Sent>
}

export const shiftDay = (lane: Pick<Lane, 'shift'>, text: string): Day =>
  day(`${Number(text.slice(0, 4)) + lane.shift}${text.slice(4)}`)

/** A number as the office writes it, in the lane's years and in a series of its own. */
export const shiftNumber = (lane: Pick<Lane, 'shift' | 'name'>, text: string): string =>
  text
    .replace(/〔(\d{4})〕/, (_, year: string) => `〔${Number(year) + lane.shift}〕`)
    .replace('演示', `演示${lane.name}`)

/** Somebody's desk for one request. */
export const handAt = (
  planted: Planted,
  playerKey: string,
  today: Day,
  requestId: string = randomUUID(),
): Hand => {
  const actor = planted.actorOf(playerKey)
  const context = (): Context => ({
    store: planted.store,
    clock: { today: () => today, now: () => 0 },
    wire: 'trpc',
    actor,
    requestId,
    address: 'local',
    chance,
    report: ({ cause }) => {
      throw cause
    },
    readFile: async () => null,
    bearer: false,
    keepToken: () => undefined,
    settings: { passwordProfile: 'dengbao', demonstration: false },
  })
  return appRouter.createCaller(context)
}

/** The code with which a call was refused; what is no refusal goes on as it is. */
export const refusalIn = (error: unknown): string => {
  if (error instanceof TRPCError && error.cause instanceof Refusal) {
    const { refusal, issues } = error.cause
    return issues.length === 0 ? refusal : `${refusal} ${JSON.stringify(issues)}`
  }
  throw error
}

const letters = (seed: number): string =>
  [...String(seed)].map((digit) => 'ABCDEFGHIJ'[Number(digit)] ?? 'X').join('')

/** Opens the two funds of a sequence through the procedures. */
export const openLane = async (
  planted: Planted,
  opening: Opening,
  seed: number,
  year: number,
): Promise<Lane> => {
  const shift = year - YEAR
  const today = shiftDay({ shift }, opening.today)
  const open = async (
    fundYear: number,
    source: 'union-own' | 'acftu-grant',
    publicity: boolean,
  ) => {
    const { fund } = handAt(planted, '62.finance', today).fund
    const opened = await fund.open({
      form: {
        year: fundYear,
        name: `专项${seed}`,
        source,
        subject: { edition: '2021', code: null, name: '补助下级支出' },
        department: '基层工作部',
        basis: '年度预算',
        uses: [{ code: 'training', name: '干部培训' }],
        prohibitions: [{ name: '公务接待', words: ['接待'], source: '负面清单' }],
        ageRule: { kind: 'none' },
        publicity,
        quotaUnit: null,
        previousFundId: null,
      },
      recipients: { from: 'counties', since: day('2000-01-01') },
    })
    return opened.id
  }
  return {
    planted,
    name: letters(seed),
    shift,
    funds: {
      main: await open(year, 'union-own', opening.publicity),
      next: await open(
        year + 1,
        opening.sameSource ? 'union-own' : 'acftu-grant',
        !opening.publicity,
      ),
    },
    ids: new Map(),
    handles: new Map(),
    batches: new Map(),
    sent: new Map(),
  }
}
