import type { PostCode } from '@qiangji/kernel/access/post.ts'
import type { PostingAct } from '@qiangji/kernel/fund/movement.ts'
import type { OrderAct, OrderState, ReturnStep } from '@qiangji/kernel/fund/order.ts'
import type { Stage } from '@qiangji/kernel/fund/stage.ts'
import { type Player, PROVINCE, playerOf, ROUTES } from '../cast.ts'
import type { Answer, Command, FundKey, Handle, Line, Part } from '../command.ts'

/** (beneficiary, holder, stage): where a fen of a fund is. */
export interface Key {
  readonly beneficiary: string
  readonly holder: string
  readonly stage: Stage
}
export const keyText = (k: Key): string => `${k.beneficiary}/${k.holder}/${k.stage}`
export const provincial = (stage: Stage): Key => ({
  beneficiary: PROVINCE,
  holder: PROVINCE,
  stage,
})

export interface Leg {
  readonly act: PostingAct
  readonly from: Key
  readonly to: Key
  readonly amount: bigint
  readonly document: string
}

export interface Journal extends Leg {
  readonly fund: FundKey
  readonly batch: string
  /** Who posted it: at the desk, and behind it. */
  readonly by: Persons
  reversed: boolean
}

/** At the desk, and behind it under a delegation. */
export type Persons = readonly string[]

export interface FundState {
  readonly key: FundKey
  readonly year: number
  readonly source: string
  readonly publicity: boolean
  ended: boolean
  budget: 'none' | 'provisional' | 'approved'
  readonly balances: Map<string, bigint>
  /** Days on which the first money came to a held account, by beneficiary/holder. */
  readonly arrivals: Map<string, string>
}

export interface OrderDoc {
  readonly handle: Handle
  readonly fund: FundKey
  readonly act: OrderAct
  readonly union: string
  readonly releasing: string
  readonly lines: readonly Line[]
  readonly total: number | null
  readonly change: number | null
  readonly basis: 'leaders' | 'resolution' | null
  readonly continues: Handle | null
  readonly newFund: FundKey | null
  readonly newNumber: string | null
  readonly maker: Persons
  state: OrderState
  step: ReturnStep | null
  /** The prefecture that a return passes through, as the list said when it was paid; null: straight. */
  via: string | null
}

export type PlanState =
  | 'drafting'
  | 'programme-review'
  | 'finance-review'
  | 'deliberation'
  | 'publicity'
  | 'numbering'
  | 'issued'
  | 'void'

export interface PlanDoc {
  readonly handle: Handle
  readonly fund: FundKey
  state: PlanState
  /** null until it was saved once. */
  form: {
    readonly pot: number
    readonly lines: readonly Part[]
    readonly note: string
    readonly on: string
  } | null
  submitted: {
    readonly lines: readonly Part[]
    readonly total: bigint
    readonly day: string
  } | null
  decided: string | null
  /** While it is issued. */
  number: string | null
  publicUntil: string | null
  maker: Persons | null
  programme: Persons | null
  finance: Persons | null
}

export interface Notice {
  readonly number: string
  readonly day: string
  readonly title: string
}
export interface BatchDoc {
  readonly handle: Handle
  readonly payer: string
  readonly maker: Persons
  readonly payments: readonly Handle[]
  readonly notice: Notice | null
}

export interface PaymentLine {
  readonly beneficiary: string
  readonly amount: bigint
  received: bigint
  bounced: bigint
}

export interface PaymentDoc {
  readonly handle: Handle
  readonly fund: FundKey
  readonly payer: string
  readonly payee: string
  readonly act: 'remit' | 'relay'
  state: 'drafted' | 'rejected' | 'cancelled' | 'released' | 'paid' | 'failed'
  readonly lines: PaymentLine[]
  released: string | null
  repays: readonly RepaidLine[]
}

/** What of a posted 退票 nothing pays again yet, by beneficiary. */
export interface BounceDoc {
  readonly fund: FundKey
  readonly payer: string
  readonly batch: string
  readonly open: Map<string, bigint>
}
/** What a payment pays again. */
export interface RepaidLine {
  readonly bounce: BounceDoc
  readonly beneficiary: string
  readonly amount: bigint
}

export interface ReceiptDoc {
  readonly handle: Handle
  readonly payment: Handle
  readonly number: number
  readonly lines: readonly { readonly beneficiary: string; readonly amount: bigint }[]
  state: 'confirmed' | 'reversed'
  surplus: 'none' | 'open' | 'closed'
}

export interface ClaimDoc {
  readonly handle: Handle
  readonly fund: FundKey
  readonly union: string
  readonly beneficiary: string
  readonly holder: string
  readonly amount: bigint
  used: bigint
  asked: bigint
}
export interface CommitmentDoc extends ClaimDoc {
  released: bigint
  carried: bigint
  state: 'open' | 'settled' | 'carried' | 'reversed'
}
export interface AdvanceDoc extends ClaimDoc {
  state: 'open' | 'settled' | 'cancelled'
}
export interface SpendingDoc {
  readonly handle: Handle
  readonly fund: FundKey
  readonly union: string
  readonly beneficiary: string
  readonly holder: string
  readonly kind: 'spend' | 'refund'
  readonly of: Handle | null
  readonly commitment: Handle | null
  readonly advance: Handle | null
  readonly day: string
  readonly voucher: number
  readonly makers: Persons
  amount: bigint
  used: bigint
  asked: bigint
  state: 'pending' | 'returned' | 'posted' | 'reversed' | 'withdrawn'
}

export interface PauseDoc {
  readonly handle: Handle
  readonly fund: FundKey
  readonly union: string
  readonly proposer: Persons
  lift: Persons | null
  state: 'proposed' | 'standing' | 'declined' | 'lifted'
}

/** A line of a recipient list; `to` is its last day. */
export interface ListLine {
  readonly from: string
  readonly to: string | null
  readonly via: string | null
}

/** Who proposed to close a month, and whether as 财务审核. */
export interface Closing {
  readonly by: Persons
  readonly reviewed: boolean
}

/** What a batch of journals undoes when it is reversed. */
export interface BatchOfJournals {
  readonly act: PostingAct
  /** Whose act it is. */
  readonly union: string
  /** Set where the act moved nothing: who let it through, and for whom. */
  readonly quiet?: { readonly by: Persons; undone: boolean }
  readonly undo: () => void
  /** Why it cannot be undone although its journals could be mirrored. */
  readonly guard: () => string | null
  /** The bank has answered 支付成功. */
  readonly paid?: () => boolean
}

export interface Told {
  readonly command: Command
  readonly answer: Answer
}

/** One sequence's world: two funds and everything that was written about them. */
export interface World {
  today: string
  readonly funds: Readonly<Record<FundKey, FundState>>
  readonly lists: Readonly<Record<FundKey, Map<string, readonly ListLine[]>>>
  /** Fund year/month that has been posted to. */
  readonly opened: Set<string>
  readonly closed: Set<string>
  readonly closing: Map<string, Closing>
  readonly orders: Map<Handle, OrderDoc>
  readonly plans: Map<Handle, PlanDoc>
  readonly batches: Map<Handle, BatchDoc>
  readonly payments: Map<Handle, PaymentDoc>
  /** 退票 that stand, in the order in which they were posted. */
  readonly bounces: BounceDoc[]
  readonly receipts: Map<Handle, ReceiptDoc>
  readonly commitments: Map<Handle, CommitmentDoc>
  readonly advances: Map<Handle, AdvanceDoc>
  readonly spendings: Map<Handle, SpendingDoc>
  readonly pauses: Map<Handle, PauseDoc>
  readonly journals: Journal[]
  readonly posted: Map<string, BatchOfJournals>
  /** Plan by the number it took. */
  readonly numbers: Map<string, Handle>
  readonly told: Map<Handle, Told>
}

export interface Opening {
  /** The year of the main fund; the next fund is of the year after. */
  readonly year: number
  readonly today: string
  readonly publicity: boolean
  readonly sameSource: boolean
}

const fundState = (key: FundKey, year: number, source: string, publicity: boolean): FundState => ({
  key,
  year,
  source,
  publicity,
  ended: false,
  budget: 'none',
  balances: new Map(),
  arrivals: new Map(),
})

const firstList = (): Map<string, readonly ListLine[]> =>
  new Map([...ROUTES].map(([union, via]) => [union, [{ from: '1990-01-01', to: null, via }]]))

export const openWorld = (o: Opening): World => ({
  today: o.today,
  funds: {
    main: fundState('main', o.year, 'union-own', o.publicity),
    next: fundState('next', o.year + 1, o.sameSource ? 'union-own' : 'acftu-grant', !o.publicity),
  },
  lists: { main: firstList(), next: firstList() },
  opened: new Set(),
  closed: new Set(),
  closing: new Map(),
  orders: new Map(),
  plans: new Map(),
  batches: new Map(),
  payments: new Map(),
  bounces: [],
  receipts: new Map(),
  commitments: new Map(),
  advances: new Map(),
  spendings: new Map(),
  pauses: new Map(),
  journals: [],
  posted: new Map(),
  numbers: new Map(),
  told: new Map(),
})

export const balanceOf = (w: World, fund: FundKey, key: Key): bigint =>
  w.funds[fund].balances.get(keyText(key)) ?? 0n

/** The hand with which somebody uses one of these posts: the first that is held, the own before the lent. */
export const handOf = (by: Player, ...posts: readonly PostCode[]): Persons | null => {
  for (const post of posts) {
    const held = by.posts.filter((h) => h.post === post)
    const lent = held.find((h) => h.from !== null)
    if (held.some((h) => h.from === null)) return [by.person]
    if (lent?.from) return [by.person, lent.from]
  }
  return null
}
/** Any of these posts, one's own before one that is lent. */
export const ownHandOf = (by: Player, ...posts: readonly PostCode[]): Persons | null => {
  const hands = posts.map((post) => handOf(by, post)).filter((hand) => hand !== null)
  return hands.find((hand) => hand.length === 1) ?? hands[0] ?? null
}
export const hasPost = (by: Player, ...posts: readonly PostCode[]): boolean =>
  handOf(by, ...posts) !== null

/** Two persons: neither who sits there nor who stands behind may be the same. */
export const isSamePerson = (a: Persons, b: Persons): boolean => a.some((p) => b.includes(p))

export const playerIn = (command: { readonly by: string }): Player => playerOf(command.by)

export const addDays = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10)
