import type { OrderAct } from '@qiangji/kernel/fund/order.ts'
import type { Stage } from '@qiangji/kernel/fund/stage.ts'
import { isBelow, RECIPIENTS, townshipsOf, unionOf } from '../cast.ts'
import type { Command, FundKey, Line, MakeOrder } from '../command.ts'
import { contractLeft } from '../oracle/commitment.ts'
import type { Held } from '../oracle/figure.ts'
import { newLineOf } from '../oracle/set-off.ts'
import type { OrderDoc, World } from '../oracle/world.ts'
import {
  amountOf,
  type Desk,
  type Drawer,
  type Drawing,
  fundOf,
  latest,
  stale,
  who,
  withMoney,
} from './desk.ts'

export const BLANK = {
  do: 'order.make',
  lines: [],
  total: null,
  change: null,
  basis: null,
  document: true,
  reason: '按规定办理',
  continues: null,
  newFund: null,
  newNumber: null,
} as const

/** Prepares an order, sometimes badly, and mostly lets the second person through at once. */
function* twoHands(
  d: Desk,
  make: MakeOrder,
  releaser: string,
  ...wrong: readonly string[]
): Drawing {
  const { answer, handle } = yield spoiled(d, make)
  if (!answer.ok || d.w.orders.get(handle)?.state !== 'drafted' || d.c.maybe(0.06)) return
  yield {
    do: 'order.release',
    by: who(d, releaser, ...wrong, make.by),
    order: handle,
    stale: stale(d),
  }
}

/** One thing in a hundred is missing on a form. */
const spoiled = (d: Desk, make: MakeOrder): Command => {
  if (!d.c.maybe(0.15)) return make
  return d.c.pick<MakeOrder>([
    { ...make, document: false },
    {
      ...make,
      document: d.c.pick(['scribbled', 'of another year', 'of tomorrow'] as const),
    },
    { ...make, reason: '' },
    { ...make, lines: [] },
    { ...make, lines: [...make.lines, ...make.lines] },
    { ...make, total: null, change: null },
    { ...make, newFund: null },
    { ...make, newNumber: null },
    {
      ...make,
      lines: make.lines.map((l) => ({ ...l, target: l.target === null ? 'held' : null })),
    },
    {
      ...make,
      lines: make.lines.map((l) => ({ ...l, stage: d.c.pick(['spent', 'issued'] as const) })),
    },
    { ...make, act: d.c.pick(['settle', 'retain', 'take-back', 'reduce'] as const) },
  ])
}

const lineOf = (d: Desk, a: Held, stage: Stage, over?: number): Line => ({
  beneficiary: a.beneficiary,
  holder: a.holder,
  stage,
  amount: amountOf(d, a.amount, over),
  target: null,
})

/** 占用 by one of the contracts behind it, or without naming any. */
const contractLine = (d: Desk, fund: FundKey, a: Held, over: number): Line => {
  const behind = [...d.w.commitments.values()].filter(
    (x) =>
      x.state === 'open' &&
      x.fund === fund &&
      x.holder === a.holder &&
      x.beneficiary === a.beneficiary,
  )
  const contract = d.c.maybe(0.06) ? null : latest(d.c, behind)
  if (!contract) return lineOf(d, a, 'occupied', over)
  const left = { ...a, amount: contractLeft(contract) }
  return { ...lineOf(d, left, 'occupied', over), commitment: contract.handle }
}

export const budget: Drawer = (d) => {
  const { c, w } = d
  const fund = fundOf(d)
  const state = w.funds[fund].budget
  if (state === 'approved' && c.maybe(0.5)) return null
  const act = state === 'approved' && c.maybe(0.75) ? 'adjust' : c.maybe(0.85) ? 'budget' : 'adjust'
  const make: MakeOrder = {
    ...BLANK,
    by: who(d, '62.finance', '62.finance-both', '62.chief'),
    fund,
    act,
    total: act === 'budget' ? c.between(2, 60) * 50_000 : null,
    change: act === 'adjust' ? (c.maybe(0.15) ? 0 : c.between(-12, 16) * 20_000) : null,
    basis:
      act === 'adjust' ? null : c.maybe(state === 'none' ? 0.5 : 0.35) ? 'leaders' : 'resolution',
  }
  return twoHands(d, make, '62.chief', '62.finance-both')
}

export const reduce: Drawer = (d) => {
  const fund = fundOf(d)
  const found = withMoney(d, fund, 'issued')
  if (found.length === 0) return null
  const lines = d.c.some(found, d.c.between(1, 2)).map((a) => lineOf(d, a, 'issued'))
  const make: MakeOrder = {
    ...BLANK,
    by: who(d, '62.finance', '62.finance-both'),
    fund,
    act: 'reduce',
    lines,
  }
  return twoHands(d, make, '62.chief', '62.finance-both')
}

/** The money of a county's desk: its own, or that of a township below it. */
const atDesk = (d: Desk, fund: FundKey, union: string, ...stages: readonly Stage[]) =>
  withMoney(d, fund, ...stages).filter((a) => isBelow(union, a.holder))

const DESK: Readonly<
  Partial<Record<OrderAct, readonly ('held' | 'occupied' | 'carried' | 'surplus')[]>>
> = {
  carry: ['held', 'occupied'],
  reuse: ['carried'],
  settle: ['held', 'carried'],
  retain: ['surplus'],
  return: ['held', 'carried', 'surplus'],
}

/** carry, reuse, settle, retain, return at a county. */
export const countyOrder =
  (act: 'carry' | 'reuse' | 'settle' | 'retain' | 'return'): Drawer =>
  (d) => {
    const { c } = d
    const fund = fundOf(d)
    const union = c.pick(RECIPIENTS)
    const found = atDesk(d, fund, union, ...(DESK[act] ?? [])).filter(
      (a) => act === 'carry' || act === 'reuse' || a.beneficiary === union || c.maybe(0.1),
    )
    if (found.length === 0) return null
    const stageOf = (a: Held): Stage => (DESK[act] ?? []).find((s) => s === a.stage) ?? 'held'
    const lines = c
      .some(found, c.between(1, 2))
      .map((a) =>
        a.stage === 'occupied'
          ? contractLine(d, fund, a, 0.27)
          : lineOf(d, a, stageOf(a), a.stage === 'held' ? 0.1 : 0.33),
      )
    const make: MakeOrder = { ...BLANK, by: who(d, `${union}.clerk`), fund, act, lines }
    return twoHands(
      d,
      make,
      `${union === '621002' ? '6210.first' : `${union}.reviewer`}`,
      `${union}.both`,
    )
  }

export const returnRelayed: Drawer = (d) => {
  const { c } = d
  const fund = fundOf(d)
  const found = withMoney(d, fund, 'relayed')
  if (found.length === 0) return null
  const holder = c.pick(found).holder
  const lines = c
    .some(
      found.filter((a) => a.holder === holder),
      c.between(1, 2),
    )
    .map((a) => lineOf(d, a, 'relayed'))
  const make: MakeOrder = { ...BLANK, by: who(d, `${holder}.first`), fund, act: 'return', lines }
  return twoHands(d, make, `${holder}.second`)
}

const standing = (order: OrderDoc): boolean =>
  order.act === 'return' &&
  order.state === 'released' &&
  (order.step === 'paid' || order.step === 'received')

/** Receipt, stop or confirmation of a return: the one that is due, or one that comes too early or too late. */
export const continueReturn: Drawer = (d) => {
  const { c, w } = d
  const returns = [...w.orders.values()].filter((o) => o.act === 'return')
  const open = returns.filter(standing)
  const back = latest(c, open.length > 0 && c.maybe(0.9) ? open : returns)
  return back ? continuing(d, back) : null
}

const payerOf = (back: OrderDoc): string =>
  back.union === '6201' || back.union === '6210' ? `${back.union}.first` : `${back.union}.clerk`

function* continuing(d: Desk, back: OrderDoc): Drawing {
  const { c } = d
  const { via } = back
  const step = (act: OrderAct, by: string): MakeOrder => ({
    ...BLANK,
    by: c.maybe(0.95) ? by : c.pick(['6201.first', '6210.first', '621022.clerk', '62.finance']),
    fund: c.maybe(0.97) ? back.fund : back.fund === 'main' ? 'next' : 'main',
    act,
    continues: back.handle,
  })
  const confirm = () =>
    twoHands(d, step('return-confirm', '62.finance'), '62.chief', '62.finance-both')
  const stop = step('return-stop', payerOf(back))
  if (back.step === 'paid' && via !== null) {
    if (c.maybe(0.8)) yield* confirm()
    if (c.maybe(0.25)) yield step('return-stop', `${via}.first`)
    if (c.maybe(0.2)) yield stop
    yield step('return-receive', `${via}.second`)
    if (c.maybe(0.95)) yield stop
    return
  }
  if (c.maybe(back.step === 'paid' ? 0.35 : 0.15)) yield stop
  if (c.maybe(0.15)) yield step('return-receive', `${via ?? '6201'}.second`)
  yield* confirm()
}

/** 抵扣下年: old surplus against what the new fund has issued to the same recipient. */
export const setOff: Drawer = (d) => {
  const { c } = d
  // what next year leaves over is asked for where this year's is: it is refused before any balance is looked at
  const fund = c.maybe(0.9) ? 'main' : 'next'
  const found = withMoney(d, 'main', 'surplus')
  const a = found.length === 0 ? null : c.pick(found)
  if (!a) return null
  const other: FundKey = fund === 'main' ? 'next' : 'main'
  const document = latest(c, documentsFor(d.w, other, a.beneficiary))
  if (document === null && c.maybe(0.7)) return null
  const issued = withMoney(d, other, 'issued').find((i) => i.beneficiary === a.beneficiary)
  const line = lineOf(d, a, 'surplus')
  const make: MakeOrder = {
    ...BLANK,
    by: who(d, '62.finance'),
    fund,
    act: 'set-off',
    lines: [{ ...line, amount: setOffAmount(d, a.amount, document?.room, issued?.amount) }],
    newFund: c.maybe(0.88) ? other : fund,
    newNumber: document && c.maybe(0.93) ? document.number : '演示总工发〔2001〕999号',
  }
  return twoHands(d, make, `${a.beneficiary}.clerk`, `${a.beneficiary}.reviewer`)
}

/** Mostly what surplus, line and what is unpaid allow; sometimes a fen more than one of them. */
const setOffAmount = (d: Desk, surplus: bigint, room = surplus, unpaid = room): number => {
  const { c } = d
  const most = [surplus, room, unpaid].reduce((x, y) => (y < x ? y : x))
  if (c.maybe(0.14)) return Number(room) + 1
  if (c.maybe(0.14)) return Number(surplus) + 1
  return amountOf(d, most, 0.04)
}

/** Documents that are out with a line of the recipient, and what is left of it for a set-off. */
const documentsFor = (w: World, fund: FundKey, beneficiary: string) =>
  [...w.plans.values()].flatMap(({ fund: of, number }) => {
    if (of !== fund || number === null) return []
    const line = newLineOf(w, { fund, number }, beneficiary)
    return line === null ? [] : [{ number, room: line.amount - line.taken }]
  })

export const subAllocate: Drawer = (d) => {
  const { c } = d
  const fund = fundOf(d)
  const counties = RECIPIENTS.filter((code) => townshipsOf(code).length > 0)
  const found = withMoney(d, fund, 'held').filter(
    (a) => a.beneficiary === a.holder && counties.includes(a.holder),
  )
  if (found.length === 0) return null
  const a = c.pick(found)
  const strangers = ['621022100', '620121100', '621002']
  const lines = c.some(townshipsOf(a.holder), c.between(1, 2)).map(
    (township): Line => ({
      beneficiary: c.maybe(0.97) ? township : c.pick(strangers),
      holder: a.holder,
      stage: 'held',
      amount: amountOf(d, a.amount / 2n),
      target: c.maybe(0.6) ? 'issued' : 'held',
    }),
  )
  const make: MakeOrder = {
    ...BLANK,
    by: who(d, `${a.holder}.clerk`),
    fund,
    act: 'sub-allocate',
    lines,
  }
  return twoHands(d, make, `${a.holder}.reviewer`, `${a.holder}.both`)
}

export const takeBack: Drawer = (d) => {
  const { c } = d
  const fund = fundOf(d)
  const stages = ['issued', 'held', 'carried'] as const
  const found = withMoney(d, fund, ...stages).filter(
    (a) => unionOf(a.beneficiary).level === 'township',
  )
  if (found.length === 0) return null
  const a = c.pick(found)
  const county = RECIPIENTS.find((code) => isBelow(code, a.beneficiary)) ?? ''
  const line = lineOf(d, a, stages.find((s) => s === a.stage) ?? 'held')
  const make: MakeOrder = {
    ...BLANK,
    by: who(d, `${county}.clerk`),
    fund,
    act: 'take-back',
    lines: [line],
  }
  return twoHands(d, make, `${county}.reviewer`, `${county}.both`)
}

/** A waiting order is let through, sent back or taken back later, when the balances have moved on. */
export const settleOrder: Drawer = (d) => {
  const { c, w } = d
  const waiting = [...w.orders.values()].filter((o) => o.state === 'drafted')
  const order = latest(c, waiting.length > 0 && c.maybe(0.85) ? waiting : w.orders.values())
  return order ? settling(d, order) : null
}
function* settling(d: Desk, order: OrderDoc): Drawing {
  const { c } = d
  const at = order.releasing
  const releaser =
    at === '62'
      ? '62.chief'
      : order.act === 'set-off'
        ? `${at}.clerk`
        : at === '6201' || at === '6210'
          ? `${at}.second`
          : at === '621002'
            ? '6210.first'
            : `${at}.reviewer`
  const act = c.pick(['order.release', 'order.release', 'order.decline', 'order.cancel'] as const)
  const by = act === 'order.cancel' ? (order.maker[0] ?? '') : releaser
  yield { do: act, by: who(d, by), order: order.handle, stale: stale(d) }
}
