import type { PostCode } from '@qiangji/kernel/access/post.ts'
import { unionOf, WITHOUT_ACCOUNT } from '../cast.ts'
import { type Answer, type Command, DONE, type FundKey, type Handle, no } from '../command.ts'
import { viaOf } from './list.ts'
import { type Entry, isPaused, postAll } from './post.ts'
import { aboveOf, hasOther, seatOf } from './upper.ts'
import {
  type BounceDoc,
  balanceOf,
  handOf,
  hasPost,
  isSamePerson,
  type Key,
  type Leg,
  type Notice,
  type PaymentDoc,
  type PaymentLine,
  type Persons,
  playerIn,
  type RepaidLine,
  type World,
} from './world.ts'

/** Who prepares a payment and who lets it go, by the level of who pays. */
const MAKERS: Readonly<Record<string, readonly PostCode[]>> = {
  province: ['cashier'],
  prefecture: ['prefecture-finance', 'county-finance'],
  county: ['county-finance'],
  township: ['county-finance'],
}
const releasersOf = (level: string): readonly PostCode[] => {
  if (level === 'province') return ['accountant']
  return level === 'prefecture' ? ['prefecture-finance', 'county-reviewer'] : ['county-reviewer']
}

export const makingHand = (by: ReturnType<typeof playerIn>): Persons | null =>
  handOf(by, ...(MAKERS[unionOf(by.union).level] ?? []))

export const outstandingOf = (line: PaymentLine): bigint =>
  line.amount - line.received - line.bounced
export const isUnderway = (p: PaymentDoc): boolean => p.state === 'released' || p.state === 'paid'

/** The next holder comes from the recipient list, never from the tree. */
export const payeeOf = (w: World, fund: FundKey, beneficiary: string, payer: string): string => {
  const via = viaOf(w, fund, beneficiary)
  return via !== null && via !== payer ? via : beneficiary
}

const resting = (payer: string, beneficiary: string, stage: 'issued' | 'relayed'): Key => ({
  beneficiary,
  holder: payer,
  stage,
})
export const underway = (p: PaymentDoc, beneficiary: string): Key => ({
  beneficiary,
  holder: p.payer,
  stage: 'remitted',
})
export const restingOf = (p: PaymentDoc, beneficiary: string): Key =>
  resting(p.payer, beneficiary, p.act === 'remit' ? 'issued' : 'relayed')

/** What a payer has for a beneficiary: issued to be paid, or relayed to be passed on. */
export const payableOf = (w: World, fund: FundKey, payer: string, beneficiary: string) => {
  if (w.funds[fund].ended) return null
  for (const stage of ['issued', 'relayed'] as const) {
    const balance = balanceOf(w, fund, resting(payer, beneficiary, stage))
    if (balance <= 0n) continue
    let drafted = 0n
    for (const p of w.payments.values())
      if (p.state === 'drafted' && p.payer === payer && p.fund === fund)
        for (const l of p.lines) if (l.beneficiary === beneficiary) drafted += l.amount
    const free = balance > drafted ? balance - drafted : 0n
    return { act: stage === 'issued' ? ('remit' as const) : ('relay' as const), balance, free }
  }
  return null
}

/** Whether the list has changed since and would send a line to somebody else. */
export const isAstray = (w: World, p: PaymentDoc): boolean =>
  p.lines.some((l) => payeeOf(w, p.fund, l.beneficiary, p.payer) !== p.payee)

const NUMBER = /^[\p{Script=Han}A-Za-z]{2,20}〔(\d{4})〕[1-9]\d{0,4}号$/u

/** One number is one paper of the payer, as long as something is paid or to be paid under it. */
const isUsed = (w: World, payer: string, paper: Notice): boolean =>
  [...w.batches.values()].some(
    ({ notice, payer: other, payments }) =>
      notice?.number === paper.number &&
      other === payer &&
      (notice.day !== paper.day || notice.title !== paper.title) &&
      payments.some((p) => !['rejected', 'cancelled'].includes(w.payments.get(p)?.state ?? '')),
  )

export const makePayments = (
  w: World,
  c: Extract<Command, { do: 'payment.make' }>,
  handle: Handle,
): Answer => {
  const by = playerIn(c)
  if (!hasPost(by, 'cashier', 'prefecture-finance', 'county-finance')) return no('NOT_FOUND')
  const maker = makingHand(by)
  if (!maker) return no('PAYMENT_MAKE_NOT_YOURS')
  if (c.document) {
    const shape = NUMBER.exec(c.document.number)
    if (!shape) return no('NUMBER_MALFORMED')
    if (shape[1] !== c.document.day.slice(0, 4)) return no('NUMBER_YEAR')
    if (c.document.day > w.today) return no('DOCUMENT_IN_FUTURE')
    if (isUsed(w, by.union, c.document)) return no('NUMBER_USED')
  }
  const groups = new Map<string, Omit<PaymentDoc, 'handle'>>()
  const seen = new Set<string>()
  for (const line of c.lines) {
    const key = `${line.fund}/${line.beneficiary}`
    if (seen.has(key)) return no('PAYMENT_LINE_TWICE')
    seen.add(key)
    const payable = payableOf(w, line.fund, by.union, line.beneficiary)
    if (!payable) return no('PAYMENT_NOTHING_TO_PAY')
    if (isPaused(w, line.fund, line.beneficiary)) return no('PAYMENT_PAUSED')
    if (BigInt(line.amount) > payable.free) return no('PAYMENT_ABOVE_BALANCE')
    const payee = payeeOf(w, line.fund, line.beneficiary, by.union)
    if (payee === WITHOUT_ACCOUNT) return no('PAYEE_ACCOUNT_MISSING')
    if (payable.act === 'relay' && c.document === null) return no('RELAY_DOCUMENT_MISSING')
    const at = `${line.fund}/${payee}/${payable.act}`
    const group = groups.get(at) ?? {
      fund: line.fund,
      payer: by.union,
      payee,
      act: payable.act,
      state: 'drafted',
      lines: [],
      released: null,
      repays: [],
    }
    groups.set(at, group)
    group.lines.push({
      beneficiary: line.beneficiary,
      amount: BigInt(line.amount),
      received: 0n,
      bounced: 0n,
    })
  }
  const payments = [...groups.values()].map((p, i) => ({ ...p, handle: `${handle}/${i}` }))
  for (const p of payments) {
    w.payments.set(p.handle, p)
    repay(w, p)
  }
  const handles = payments.map((p) => p.handle)
  w.batches.set(handle, { handle, payer: by.union, maker, payments: handles, notice: c.document })
  return DONE
}

export const onBatch = (
  w: World,
  c: Extract<Command, { do: 'payment.release' | 'payment.reject' | 'payment.withdraw' }>,
  at: Handle,
): Answer => {
  const by = playerIn(c)
  const batch = w.batches.get(c.batch)
  if (!batch) throw new Error('not applicable')
  const payments = batch.payments.flatMap((handle) => w.payments.get(handle) ?? [])
  const waiting = payments.filter((p) => p.state === 'drafted')
  if (c.do === 'payment.withdraw') {
    if (!hasPost(by, 'cashier', 'prefecture-finance', 'county-finance')) return no('NOT_FOUND')
    if (batch.payer !== by.union) return no('NOT_FOUND')
    if (batch.maker[0] !== by.person) return no('PAYMENT_WITHDRAW_NOT_YOURS')
    if (c.stale) return no('REVISION_STALE')
    if (waiting.length === 0) return no('PAYMENT_NOTHING_DRAFTED')
    for (const p of waiting) drop(p, 'cancelled')
    return DONE
  }
  if (!hasPost(by, 'accountant', 'finance-reviewer', 'prefecture-finance', 'county-reviewer'))
    return no('NOT_FOUND')
  const seat = seatOf(by.union, batch.payer)
  if (!seat) return no('NOT_FOUND')
  const releasers = releasersOf(unionOf(batch.payer).level)
  const hand = handOf(by, ...(seat === 'own' ? releasers : aboveOf(batch.payer)))
  if (!hand) return no('PAYMENT_RELEASE_NOT_YOURS')
  if (seat === 'upper' && hasOther(batch.payer, releasers, batch.maker))
    return no('UPPER_REVIEW_NOT_NEEDED')
  if (c.stale) return no('REVISION_STALE')
  if (c.do === 'payment.reject') {
    if (waiting.length === 0) return no('PAYMENT_NOTHING_DRAFTED')
    for (const p of waiting) drop(p, 'rejected')
    return DONE
  }
  if (isSamePerson(batch.maker, hand)) return no('SAME_PERSON')
  if (waiting.length === 0) return no('PAYMENT_NOTHING_DRAFTED')
  if (waiting.some((p) => isAstray(w, p))) return no('PAYEE_CHANGED')
  return release(w, waiting, hand, at)
}

/** A new payment pays again what had come back for the same beneficiaries, the oldest first. */
const repay = (w: World, p: PaymentDoc): void => {
  const repays: RepaidLine[] = []
  for (const line of p.lines) {
    let left = line.amount
    for (const bounce of w.bounces) {
      const open = bounce.open.get(line.beneficiary) ?? 0n
      const amount = open < left ? open : left
      if (bounce.fund !== p.fund || bounce.payer !== p.payer || amount === 0n) continue
      bounce.open.set(line.beneficiary, open - amount)
      left -= amount
      repays.push({ bounce, beneficiary: line.beneficiary, amount })
    }
  }
  p.repays = repays
}

/** A payment that is not made after all leaves that to be paid again. */
const drop = (p: PaymentDoc, state: 'rejected' | 'cancelled'): void => {
  p.state = state
  for (const { bounce, beneficiary, amount } of p.repays)
    bounce.open.set(beneficiary, (bounce.open.get(beneficiary) ?? 0n) + amount)
  p.repays = []
}

/** Every waiting payment of the batch or none, each a batch of journals of its own. */
const release = (w: World, waiting: readonly PaymentDoc[], hand: Persons, at: Handle): Answer => {
  const parts = waiting.map(
    (p): Entry => ({
      fund: p.fund,
      batch: `${at}:${p.handle}`,
      legs: p.lines.map(
        (l): Leg => ({
          act: p.act,
          from: restingOf(p, l.beneficiary),
          to: underway(p, l.beneficiary),
          amount: l.amount,
          document: p.handle,
        }),
      ),
    }),
  )
  const answer = postAll(w, hand, parts)
  if (!answer.ok) return answer
  for (const p of waiting) {
    p.state = 'released'
    p.released = w.today
    w.posted.set(`${at}:${p.handle}`, {
      act: p.act,
      union: p.payer,
      undo: () => drop(p, 'cancelled'),
      guard: () => null,
      paid: () => p.state === 'paid',
    })
  }
  return DONE
}

export const onPayment = (
  w: World,
  c: Extract<Command, { do: 'payment.paid' | 'payment.bounce' }>,
  at: Handle,
): Answer => {
  const by = playerIn(c)
  const p = w.payments.get(c.payment)
  if (!p) throw new Error('not applicable')
  if (!hasPost(by, 'cashier', 'prefecture-finance', 'county-finance')) return no('NOT_FOUND')
  const hand = makingHand(by)
  if (!hand) return no('PAYMENT_MAKE_NOT_YOURS')
  if (p.payer !== by.union) return no('NOT_FOUND')
  if (c.stale) return no('REVISION_STALE')
  if (c.do === 'payment.bounce') return bounce(w, p, c, hand, at)
  if (p.state !== 'released') return no('PAYMENT_STATE')
  if (c.day > w.today) return no('PAID_DAY_LATE')
  if (p.released !== null && c.day < p.released) return no('PAID_DAY_EARLY')
  p.state = 'paid'
  return DONE
}

const bounce = (
  w: World,
  p: PaymentDoc,
  c: Extract<Command, { do: 'payment.bounce' }>,
  hand: Persons,
  at: Handle,
): Answer => {
  if (!isUnderway(p)) return no('BOUNCE_NOT_UNDERWAY')
  if (c.day > w.today) return no('BOUNCE_DAY_LATE')
  if (p.released !== null && c.day < p.released) return no('BOUNCE_DAY_EARLY')
  const lines = linesOrOpen(p, c.lines)
  if (lines.length === 0) return no('BOUNCE_NOTHING_OPEN')
  const refused = lineRefusal(p, lines)
  if (refused) return no(refused === 'unknown' ? 'BOUNCE_LINE_UNKNOWN' : 'BOUNCE_ABOVE_OPEN')
  const before = p.state
  const batch = `${at}:${p.handle}`
  const legs = lines.map(
    ({ beneficiary, amount }): Leg => ({
      act: 'bounce',
      from: underway(p, beneficiary),
      to: restingOf(p, beneficiary),
      amount,
      document: p.handle,
    }),
  )
  const answer = postAll(w, hand, [{ fund: p.fund, batch, legs }])
  if (!answer.ok) return answer
  addTo(p, lines, 'bounced', 1n)
  if (p.lines.every((l) => l.bounced === l.amount)) p.state = 'failed'
  const doc: BounceDoc = { fund: p.fund, payer: p.payer, batch, open: new Map() }
  for (const l of lines) doc.open.set(l.beneficiary, (doc.open.get(l.beneficiary) ?? 0n) + l.amount)
  w.bounces.push(doc)
  w.posted.set(batch, {
    act: 'bounce',
    union: p.payer,
    undo: () => {
      addTo(p, lines, 'bounced', -1n)
      if (p.state === 'failed') p.state = before
      w.bounces.splice(w.bounces.indexOf(doc), 1)
    },
    guard: () =>
      [...w.payments.values()].some((other) => other.repays.some((r) => r.bounce === doc))
        ? 'BOUNCE_REPAID'
        : null,
  })
  return DONE
}

interface Amount {
  readonly beneficiary: string
  readonly amount: bigint
}

/** The lines named, or all that is open. */
export const linesOrOpen = (
  p: PaymentDoc,
  named: readonly { readonly beneficiary: string; readonly amount: number }[] | null,
): readonly Amount[] =>
  named === null
    ? p.lines
        .map((l) => ({ beneficiary: l.beneficiary, amount: outstandingOf(l) }))
        .filter((l) => l.amount > 0n)
    : named.map((l) => ({ beneficiary: l.beneficiary, amount: BigInt(l.amount) }))

/** Whether each named line exists and has that much open, one after the other. */
export const lineRefusal = (
  p: PaymentDoc,
  lines: readonly Amount[],
): 'unknown' | 'above' | null => {
  const taken = new Map<string, bigint>()
  for (const { beneficiary, amount } of lines) {
    const line = p.lines.find((l) => l.beneficiary === beneficiary)
    if (!line) return 'unknown'
    const before = taken.get(beneficiary) ?? 0n
    if (amount > outstandingOf(line) - before) return 'above'
    taken.set(beneficiary, before + amount)
  }
  return null
}

export const addTo = (
  p: PaymentDoc,
  lines: readonly Amount[],
  what: 'received' | 'bounced',
  sign: bigint,
): void => {
  for (const { beneficiary, amount } of lines)
    for (const line of p.lines) if (line.beneficiary === beneficiary) line[what] += sign * amount
}
