import type { PostCode } from '@qiangji/kernel/access/post.ts'
import type { OrderAct } from '@qiangji/kernel/fund/order.ts'
import type { Stage } from '@qiangji/kernel/fund/stage.ts'
import { isBelow, PROVINCE, unionOf } from '../cast.ts'
import {
  type Answer,
  type Command,
  DONE,
  type Handle,
  type Line,
  type MakeOrder,
  no,
} from '../command.ts'
import { contractLeft, restateContract } from './commitment.ts'
import { lastLine, viaOf } from './list.ts'
import { type Entry, postAll } from './post.ts'
import { setOffParts } from './set-off.ts'
import { aboveOf, hasOther, seatOf } from './upper.ts'
import {
  handOf,
  hasPost,
  isSamePerson,
  type Key,
  type Leg,
  type OrderDoc,
  type Persons,
  playerIn,
  provincial,
  type World,
} from './world.ts'

/** MONEY §3 as a table: who, with which papers, from which stages. */
interface Rule {
  readonly makers: readonly PostCode[]
  readonly releasers: readonly PostCode[] | null
  readonly asks: readonly ('document' | 'reason')[]
  readonly from: readonly Stage[]
  readonly continues: boolean
}
const rule = (
  makers: readonly PostCode[],
  releasers: readonly PostCode[] | null,
  asks: Rule['asks'],
  from: readonly Stage[] = [],
  continues = false,
): Rule => ({ makers, releasers, asks, from, continues })

export const RULES: Readonly<Record<OrderAct, Rule>> = {
  budget: rule(['finance-clerk'], ['finance-reviewer'], ['document']),
  adjust: rule(['finance-clerk'], ['finance-reviewer'], ['document', 'reason']),
  reduce: rule(['finance-clerk'], ['finance-reviewer'], ['document', 'reason'], ['issued']),
  carry: rule(['county-finance'], null, [], ['held', 'occupied']),
  reuse: rule(['county-finance'], null, [], ['carried']),
  settle: rule(['county-finance'], ['county-reviewer'], ['reason'], ['held', 'carried']),
  retain: rule(['county-finance'], ['county-reviewer'], ['document', 'reason'], ['surplus']),
  return: rule(
    ['county-finance', 'prefecture-finance'],
    ['county-reviewer', 'prefecture-finance'],
    ['document', 'reason'],
    ['held', 'carried', 'surplus', 'relayed'],
  ),
  'return-receive': rule(['prefecture-finance'], null, [], [], true),
  'return-stop': rule(['county-finance', 'prefecture-finance'], null, ['reason'], [], true),
  'return-confirm': rule(['finance-clerk'], ['finance-reviewer'], ['reason'], [], true),
  'set-off': rule(['finance-clerk'], ['county-finance'], ['document'], ['surplus']),
  'sub-allocate': rule(['county-finance'], ['county-reviewer'], [], ['held']),
  'take-back': rule(
    ['county-finance'],
    ['county-reviewer'],
    ['reason'],
    ['issued', 'held', 'carried'],
  ),
}

const PAPER: ReadonlyMap<MakeOrder['document'], string> = new Map([
  ['scribbled', 'NUMBER_MALFORMED'],
  ['of another year', 'NUMBER_YEAR'],
  ['of tomorrow', 'DOCUMENT_IN_FUTURE'],
])

const formRefusal = (c: MakeOrder, union: string): string | null => {
  const r = RULES[c.act]
  if (r.asks.includes('document') && !c.document) return 'DOCUMENT_MISSING'
  const paper = PAPER.get(c.document)
  if (paper) return paper
  if (r.asks.includes('reason') && c.reason === '') return 'REASON_MISSING'
  if (r.continues !== (c.continues !== null)) return 'ORDER_INCOMPLETE'
  if (r.from.length > 0 && c.lines.length === 0) return 'LINES_MISSING'
  if (r.from.length === 0 && c.lines.length > 0) return 'ORDER_INCOMPLETE'
  if ((c.act === 'set-off') !== (c.newFund !== null)) return 'ORDER_INCOMPLETE'
  for (const line of c.lines) {
    if (!isBelow(union, line.beneficiary)) return 'STAGE_NOT_ALLOWED'
    if (!r.from.includes(line.stage) || !isOwnMoney(c.act, line, union)) return 'STAGE_NOT_ALLOWED'
    if ((c.act === 'sub-allocate') !== (line.target !== null)) return 'ORDER_INCOMPLETE'
    if ((line.stage === 'occupied') !== (line.commitment !== undefined))
      return 'COMMITMENT_NOT_NAMED'
  }
  return null
}

/** Whose money each act may touch. */
const isOwnMoney = (act: OrderAct, l: Line, union: string): boolean => {
  const itself = l.beneficiary === union && l.holder === union
  switch (act) {
    case 'reduce':
      return l.holder === PROVINCE
    case 'set-off':
      return l.holder === l.beneficiary
    case 'sub-allocate':
      return l.holder === union && l.beneficiary !== union
    case 'take-back':
      return l.beneficiary !== union && isBelow(union, l.holder)
    case 'settle':
    case 'retain':
      return itself
    case 'return':
      return l.stage === 'relayed' ? l.holder === union && l.beneficiary !== union : itself
    default:
      return isBelow(union, l.holder) && isBelow(union, l.beneficiary)
  }
}

export const makeOrder = (w: World, c: MakeOrder, handle: Handle): Answer => {
  const by = playerIn(c)
  if (!hasPost(by, 'finance-clerk', 'county-finance', 'prefecture-finance')) return no('NOT_FOUND')
  const r = RULES[c.act]
  const maker = handOf(by, ...r.makers)
  if (!maker) return no('NOT_FOUND')
  if (!mayContinue(w, c, by.union)) return no('NOT_FOUND')
  const refused = formRefusal(c, by.union)
  if (refused) return no(refused)
  const named = new Set(c.lines.map((l) => l.beneficiary))
  if (c.act === 'set-off' && named.size !== 1) return no('NOT_FOUND')
  const order: OrderDoc = {
    ...c,
    handle,
    union: by.union,
    releasing: c.act === 'set-off' ? (c.lines[0]?.beneficiary ?? '') : by.union,
    maker,
    state: 'drafted',
    step: null,
    via: null,
  }
  if (c.act === 'set-off') {
    const made = partsOf(w, order)
    if (typeof made === 'string') return no(made)
  }
  if (r.releasers === null) {
    const answer = letThrough(w, order, `${handle}`, maker)
    if (!answer.ok) return answer
  }
  w.orders.set(handle, order)
  return DONE
}

/** Only a return of one's own or of a union below is continued; others are not found. */
const mayContinue = (w: World, c: MakeOrder, union: string): boolean => {
  if (c.continues === null) return true
  const back = w.orders.get(c.continues)
  return back?.act === 'return' && isBelow(union, back.union)
}

export const onOrder = (
  w: World,
  c: Extract<Command, { do: 'order.release' | 'order.decline' | 'order.cancel' }>,
  at: Handle,
): Answer => {
  const by = playerIn(c)
  const order = w.orders.get(c.order)
  if (c.do === 'order.cancel') {
    if (!hasPost(by, 'finance-clerk', 'county-finance', 'prefecture-finance'))
      return no('NOT_FOUND')
    if (order?.union !== by.union) return no('NOT_FOUND')
    if (order.state !== 'drafted') return no('ORDER_NOT_WAITING')
    if (c.stale) return no('REVISION_STALE')
    order.state = 'cancelled'
    return DONE
  }
  if (!hasPost(by, 'finance-reviewer', 'county-reviewer', 'prefecture-finance', 'county-finance'))
    return no('NOT_FOUND')
  const seat = order ? seatOf(by.union, order.releasing) : null
  if (!order || !seat || (seat === 'upper' && order.act === 'set-off')) return no('NOT_FOUND')
  if (order.state !== 'drafted') return no('ORDER_NOT_WAITING')
  if (c.stale) return no('REVISION_STALE')
  const releasers = RULES[order.act].releasers ?? []
  const hand = handOf(by, ...(seat === 'own' ? releasers : aboveOf(order.releasing)))
  if (!hand) return no('NOT_FOUND')
  if (seat === 'upper' && hasOther(order.releasing, releasers, order.maker))
    return no('UPPER_REVIEW_NOT_NEEDED')
  if (c.do === 'order.decline') {
    order.state = 'declined'
    return DONE
  }
  if (isSamePerson(order.maker, hand)) return no('SAME_PERSON')
  return letThrough(w, order, at, hand)
}

/** Posts the order; `at` is the command that did it. */
const letThrough = (w: World, order: OrderDoc, at: Handle, hand: Persons): Answer => {
  const made = partsOf(w, order)
  if (typeof made === 'string') return no(made)
  const stopped = contractRefusal(w, order)
  if (stopped) return no(stopped)
  if (w.funds[order.fund].ended) return no('FUND_ENDED')
  const document = order.continues ?? order.handle
  const batch = `${at}:${document}`
  const answer = postAll(
    w,
    hand,
    made.filter((part) => part.legs.length > 0).map((part) => ({ ...part, batch })),
  )
  if (!answer.ok) return answer
  order.state = 'released'
  carry(w, order, 1n)
  carryOn(w, order)
  const first = made[0]?.legs[0]
  w.posted.set(batch, {
    act: first?.act ?? 'budget',
    union: order.union,
    undo: () => takeBack(w, order),
    guard: () => guardOf(w, order),
    ...(first ? {} : { quiet: { by: hand, undone: false } }),
  })
  return DONE
}

/** 占用 is carried contract by contract: what leaves the stage leaves the contract behind it. */
const contractRefusal = (w: World, order: OrderDoc): string | null => {
  for (const line of order.lines) {
    if (line.commitment === undefined) continue
    const contract = w.commitments.get(line.commitment)
    if (contract?.fund !== order.fund || contract.union !== order.union) return 'NOT_FOUND'
    if (contract.beneficiary !== line.beneficiary || contract.holder !== line.holder)
      return 'OTHER_LINE'
    if (contract.state !== 'open') return 'COMMITMENT_NOT_OPEN'
    if (BigInt(line.amount) > contractLeft(contract)) return 'COMMITMENT_EXCEEDED'
  }
  return null
}

const carry = (w: World, order: OrderDoc, sign: bigint): void => {
  for (const line of order.lines) {
    const contract = line.commitment === undefined ? null : w.commitments.get(line.commitment)
    if (!contract) continue
    contract.carried += sign * BigInt(line.amount)
    restateContract(contract)
  }
}

const STEP = {
  'return-receive': 'received',
  'return-stop': 'stopped',
  'return-confirm': 'confirmed',
} as const

const carryOn = (w: World, order: OrderDoc): void => {
  if (order.act === 'return') {
    const via = viaOf(w, order.fund, order.lines[0]?.beneficiary ?? '')
    order.step = 'paid'
    order.via = via === order.union ? null : via
  }
  if (order.act === 'budget')
    w.funds[order.fund].budget = order.basis === 'resolution' ? 'approved' : 'provisional'
  const back = order.continues === null ? undefined : w.orders.get(order.continues)
  if (
    back &&
    (order.act === 'return-receive' ||
      order.act === 'return-stop' ||
      order.act === 'return-confirm')
  )
    back.step = STEP[order.act]
}

/** The adjustment stands only after the resolution, the resolution only over the leaders' paper: last to first. */
const guardOf = (w: World, order: OrderDoc): string | null => {
  if (order.act !== 'budget' || order.state !== 'released') return null
  const standing = [...w.orders.values()].filter(
    (o) => o.fund === order.fund && o.state === 'released' && o !== order,
  )
  if (standing.some((o) => o.act === 'adjust')) return 'LATER_ACT'
  const resolved = standing.some((o) => o.act === 'budget' && o.basis === 'resolution')
  return order.basis === 'leaders' && resolved ? 'LATER_ACT' : null
}

const takeBack = (w: World, order: OrderDoc): void => {
  order.state = 'reversed'
  carry(w, order, -1n)
  const others = [...w.orders.values()].filter((o) => o.state === 'released')
  if (order.act === 'budget')
    w.funds[order.fund].budget = others.some((o) => o.act === 'budget' && o.fund === order.fund)
      ? 'provisional'
      : 'none'
  const back = order.continues === null ? undefined : w.orders.get(order.continues)
  if (!back) return
  const received = others.some((o) => o.act === 'return-receive' && o.continues === back.handle)
  back.step = order.act !== 'return-receive' && received ? 'received' : 'paid'
}

export type Parts = readonly Omit<Entry, 'batch'>[]

const partsOf = (w: World, order: OrderDoc): Parts | string => {
  const refused = linesRefusal(w, order)
  if (refused) return refused
  if (order.act === 'budget' || order.act === 'adjust') return budgetParts(w, order)
  if (order.act === 'set-off') return setOffParts(w, order)
  if (RULES[order.act].continues) return continuedParts(w, order)
  return [{ fund: order.fund, legs: order.lines.map((line) => legOf(order, line)) }]
}

const linesRefusal = (w: World, order: OrderDoc): string | null => {
  const seen = new Set<string>()
  for (const l of order.lines) {
    const text = [l.beneficiary, l.holder, l.stage, l.target, l.commitment].join('/')
    if (seen.has(text)) return 'LINE_TWICE'
    seen.add(text)
    const upward = ['settle', 'retain', 'return', 'set-off'].includes(order.act)
    if (upward && !lastLine(w, order.fund, l.beneficiary)) return 'NOT_A_RECIPIENT'
    const downward = order.act === 'sub-allocate' || order.act === 'take-back'
    if (
      downward &&
      !(unionOf(l.beneficiary).level === 'township' && isBelow(order.union, l.beneficiary))
    )
      return 'NOT_A_TOWNSHIP'
  }
  return null
}

const legOf = (order: OrderDoc, line: Line): Leg => {
  const here: Key = { beneficiary: line.beneficiary, holder: line.holder, stage: line.stage }
  const countys: Key = { beneficiary: order.union, holder: order.union, stage: 'held' }
  const to = (stage: Stage): Key => ({ ...here, stage })
  const leg = (from: Key, target: Key): Leg => {
    if (order.act === 'set-off') throw new Error('a set-off is two acts')
    return { act: order.act, from, to: target, amount: BigInt(line.amount), document: order.handle }
  }
  switch (order.act) {
    case 'reduce':
      return leg(here, provincial('available'))
    case 'carry':
      return leg(here, to('carried'))
    case 'settle':
      return leg(here, to('surplus'))
    case 'return':
      return leg(here, to('returning'))
    case 'sub-allocate':
      return leg(countys, {
        beneficiary: line.beneficiary,
        holder: order.union,
        stage: line.target ?? 'issued',
      })
    case 'take-back':
      return leg(here, countys)
    default:
      return leg(here, to('held'))
  }
}

const budgetParts = (w: World, order: OrderDoc): Parts | string => {
  const fund = w.funds[order.fund]
  let amount: bigint
  if (order.act === 'budget') {
    if (fund.budget === 'approved') return 'BUDGET_ALREADY_APPROVED'
    if (fund.budget === 'provisional' && order.basis === 'leaders')
      return 'BUDGET_ALREADY_PROVISIONAL'
    if (order.total === null || order.basis === null) return 'ORDER_INCOMPLETE'
    amount = BigInt(order.total) - budgeted(w, order)
  } else {
    if (fund.budget !== 'approved') return 'BUDGET_NOT_APPROVED'
    if (order.change === null || order.change === 0) return 'CHANGE_IS_ZERO'
    amount = BigInt(order.change)
  }
  if (amount === 0n) return [{ fund: order.fund, legs: [] }]
  const ends = [provincial('source'), provincial('available')] as const
  const [from, to] = amount > 0n ? ends : [ends[1], ends[0]]
  const size = amount < 0n ? -amount : amount
  const act = order.act === 'adjust' ? 'adjust' : 'budget'
  const leg: Leg = { act, from, to, amount: size, document: order.handle }
  return [{ fund: order.fund, legs: [leg] }]
}

/** What budget journals that stand have put in. */
const budgeted = (w: World, order: OrderDoc): bigint =>
  w.journals
    .filter((j) => j.fund === order.fund && j.act === 'budget' && !j.reversed)
    .reduce((sum, j) => sum + (j.to.stage === 'available' ? j.amount : -j.amount), 0n)

const continuedParts = (w: World, order: OrderDoc): Parts | string => {
  const back = order.continues === null ? undefined : w.orders.get(order.continues)
  if (back?.act !== 'return' || back.state !== 'released' || back.fund !== order.fund)
    return 'RETURN_NOT_UNDERWAY'
  const { via } = back
  const post = (ends: (line: Line) => readonly [Key, Key]): Parts => [
    {
      fund: back.fund,
      legs: back.lines.map((line) => {
        const [from, to] = ends(line)
        if (order.act === 'set-off') throw new Error('a set-off continues nothing')
        return { act: order.act, from, to, amount: BigInt(line.amount), document: back.handle }
      }),
    },
  ]
  const at = (line: Line, holder: string, stage: Stage): Key => ({
    beneficiary: line.beneficiary,
    holder,
    stage,
  })
  if (order.act === 'return-receive') {
    if (back.step !== 'paid') return 'RETURN_NOT_UNDERWAY'
    if (via === null || via !== order.union) return 'RETURN_NOT_YOURS'
    return post((l) => [at(l, l.holder, 'returning'), at(l, via, 'returning')])
  }
  if (order.act === 'return-stop') {
    if (back.union !== order.union) return 'RETURN_NOT_YOURS'
    if (back.step === 'received') return 'RETURN_RECEIVED_ALREADY'
    if (back.step !== 'paid') return 'RETURN_NOT_UNDERWAY'
    return post((l) => [at(l, l.holder, 'returning'), at(l, l.holder, l.stage)])
  }
  if (back.step === 'paid' && via !== null) return 'RETURN_NOT_RECEIVED'
  if (back.step !== 'paid' && back.step !== 'received') return 'RETURN_NOT_UNDERWAY'
  const { year } = w.funds[back.fund]
  const closed = w.closed.has(`${year}/${year}-12`)
  return post((l) => [
    at(l, via ?? l.holder, 'returning'),
    closed ? at(l, PROVINCE, 'returned') : provincial('available'),
  ])
}
