import { isBelow, PLAYERS, RECIPIENTS, WITHOUT_ACCOUNT } from '../cast.ts'
import type { Command, FundKey, MakeOrder } from '../command.ts'
import { contractLeft } from '../oracle/commitment.ts'
import { isAstray, isUnderway, outstandingOf } from '../oracle/payment.ts'
import { isShort } from '../oracle/receipt.ts'
import { addDays, type BatchDoc, balanceOf, type OrderDoc, provincial } from '../oracle/world.ts'
import { type Desk, type Drawer, type Drawing, type Family, latest, withMoney } from './desk.ts'
import { BLANK } from './orders.ts'
import { makerOf, receiverOf, releaserOf } from './payments.ts'
import { blank, reviewerOf } from './spendings.ts'
import { onOwnAccount } from './township.ts'

/** A command that must be refused for a reason that chance alone meets too seldom. */
type Provocation = (d: Desk) => Command | null

type ChangeList = Extract<Command, { do: 'list.change' }>

const stale = false

const aReturn = (d: Desk, fits: (o: OrderDoc, via: string | null) => boolean): OrderDoc | null =>
  latest(
    d.c,
    [...d.w.orders.values()].filter(
      (o) => o.act === 'return' && o.state === 'released' && fits(o, o.via),
    ),
  )

const continuing = (
  back: OrderDoc | null,
  by: string | null,
  act: MakeOrder['act'],
): Command | null =>
  back && by !== null && PLAYERS.has(by)
    ? { ...BLANK, by, fund: back.fund, act, continues: back.handle }
    : null

const deskAt = (union: string): string =>
  PLAYERS.has(`${union}.clerk`) ? `${union}.clerk` : `${union}.first`

const ORDERS: readonly Provocation[] = [
  (d) => {
    const back = aReturn(d, (o) => o.step === 'received')
    return continuing(back, back && deskAt(back.union), 'return-stop')
  },
  (d) => {
    const waiting = [...d.w.orders.values()].filter(
      (o) => o.act === 'return-confirm' && o.state === 'drafted',
    )
    const order = latest(d.c, waiting)
    return order && { do: 'order.release', by: '62.chief', order: order.handle, stale }
  },
  (d) =>
    continuing(
      aReturn(d, (o, via) => o.step === 'paid' && via !== null),
      '62.finance',
      'return-confirm',
    ),
  (d) => {
    const back = aReturn(d, (o) => o.step === 'paid' && o.union !== '6202')
    return continuing(
      back,
      back && (back.union.startsWith('6210') ? '6210.first' : '6201.first'),
      'return-stop',
    )
  },
  (d) =>
    continuing(
      aReturn(d, (o, via) => via === null && o.union === '620171'),
      '6201.first',
      'return-receive',
    ),
  ({ w, c }) => {
    const fund = c.pick(['main', 'next'] as const)
    return w.funds[fund].budget === 'provisional'
      ? { ...BLANK, by: '62.finance', fund, act: 'budget', total: 100_000, basis: 'leaders' }
      : null
  },
  (d) => {
    const leaders = [...d.w.orders.values()].find(
      (o) => o.basis === 'leaders' && o.state === 'drafted',
    )
    return leaders ? { do: 'order.release', by: '62.chief', order: leaders.handle, stale } : null
  },
  (d) => deskOrder(d, 'reuse', 'carried', (balance) => balance + 1n),
  (d) => {
    const made = carryContract(d)
    return made && { ...made, lines: made.lines.map(({ commitment: _, ...line }) => line) }
  },
  (d) => carryContract(d),
  (d) => {
    const made = deskOrder(d, 'retain', 'surplus', (balance) => balance)
    return made && { ...made, ...d.c.pick([{ document: false }, { reason: '' }, { lines: [] }]) }
  },
  (d) => {
    const made = deskOrder(d, 'carry', 'held', (balance) => (balance + 1n) / 2n)
    return made && { ...made, lines: [...made.lines, ...made.lines] }
  },
]

/** All that is left of a contract goes into the next year. */
const carryContract = (d: Desk): MakeOrder | null => {
  const open = [...d.w.commitments.values()].filter((x) => x.state === 'open')
  const contract = latest(d.c, open)
  if (!contract) return null
  const { fund, union, beneficiary, holder, handle: commitment } = contract
  const amount = Math.max(1, Number(contractLeft(contract)))
  const line = { beneficiary, holder, stage: 'occupied', amount, target: null } as const
  const lines = [{ ...line, commitment }]
  return { ...BLANK, by: `${union}.clerk`, fund, act: 'carry', lines }
}

const deskOrder = (
  d: Desk,
  act: 'reuse' | 'carry' | 'retain',
  stage: 'carried' | 'surplus' | 'held',
  amount: (balance: bigint) => bigint,
): MakeOrder | null => {
  const fund = d.c.pick(['main', 'main', 'next'] as const)
  const found = withMoney(d, fund, stage).filter((a) => RECIPIENTS.includes(a.holder))
  const a = latest(d.c, found)
  if (!a) return null
  const { beneficiary, holder } = a
  const line = { beneficiary, holder, stage, amount: Number(amount(a.amount)), target: null }
  return { ...BLANK, by: `${holder}.clerk`, fund, act, lines: [line] }
}

const PAYMENTS: readonly Provocation[] = [
  ({ w, c }) => {
    const batch = latest(
      c,
      [...w.batches.values()].filter((b) => b.payer.length === 4 && b.payer !== '6202'),
    )
    return (
      batch && { do: 'payment.withdraw', by: `${batch.payer}.second`, batch: batch.handle, stale }
    )
  },
  ({ w, c }) => {
    const batch = latest(
      c,
      [...w.batches.values()].filter((b) => b.payer === '62'),
    )
    return batch && { do: 'payment.release', by: '62.chief', batch: batch.handle, stale }
  },
  ({ w, c }) => {
    const p = latest(c, [...w.payments.values()].filter(isUnderway))
    const lines = [{ beneficiary: '620171101', amount: 5 }]
    return (
      p && {
        do: 'payment.bounce',
        by: makerOf(p.payer),
        payment: p.handle,
        stale,
        day: w.today,
        lines,
      }
    )
  },
  ({ w, c }) => {
    const p = latest(
      c,
      [...w.payments.values()].filter((one) => !isUnderway(one)),
    )
    return (
      p && {
        do: 'payment.bounce',
        by: makerOf(p.payer),
        payment: p.handle,
        stale,
        day: w.today,
        lines: null,
      }
    )
  },
  ({ w, c, number }) => {
    const open = [...w.payments.values()].filter(
      (p) => isUnderway(p) && p.lines.some((l) => outstandingOf(l) > 1n),
    )
    const p = latest(c, open)
    const line = p?.lines.find((l) => outstandingOf(l) > 1n)
    if (!p || !line) return null
    const lines = [{ beneficiary: line.beneficiary, amount: 1 }]
    const on = { by: receiverOf(p.payee), payment: p.handle, day: w.today, number: number() }
    return { do: 'receipt.confirm', ...on, lines, surplus: 7 }
  },
  ({ w, c }) => {
    const r = latest(
      c,
      [...w.receipts.values()].filter((one) => one.surplus !== 'none'),
    )
    const p = r && w.payments.get(r.payment)
    return r && p
      ? { do: 'discrepancy.settle', by: receiverOf(p.payee), receipt: r.handle, kind: 'surplus' }
      : null
  },
  ({ w, c }) => {
    const short = [...w.receipts.values()].filter((one) => {
      const p = w.payments.get(one.payment)
      return p !== undefined && isShort(p)
    })
    const r = latest(c, short)
    const p = r && w.payments.get(r.payment)
    return r && p
      ? { do: 'discrepancy.settle', by: receiverOf(p.payee), receipt: r.handle, kind: 'short' }
      : null
  },
  (d) => {
    const found = withMoney(d, 'main', 'relayed')
    const a = latest(d.c, found)
    if (!a) return null
    const lines = [{ fund: 'main' as const, beneficiary: a.beneficiary, amount: 1 }]
    const twice = d.c.maybe(0.6) ? [...lines, ...lines] : lines
    return { do: 'payment.make', by: `${a.holder}.first`, lines: twice, document: null }
  },
]

const CLAIMS: readonly Provocation[] = [
  (d) => {
    const { w, c } = d
    const contract = latest(c, w.commitments.values())
    const advance = [...w.advances.values()].find(
      (a) => a.union === contract?.union && a.fund === contract.fund,
    )
    if (!contract || !advance) return null
    const claims = { commitment: contract.handle, advance: advance.handle }
    const { fund, union, beneficiary, holder } = contract
    return {
      ...blank(d, fund, union, beneficiary, holder),
      by: `${union}.clerk`,
      amount: 3,
      ...claims,
    }
  },
  ({ w, c }) => {
    const contract = latest(
      c,
      [...w.commitments.values()].filter((x) => x.asked > 0n),
    )
    return (
      contract && {
        do: 'commitment.release',
        by: `${contract.union}.clerk`,
        commitment: contract.handle,
        stale,
      }
    )
  },
  (d) => {
    const x = latest(d.c, [...d.w.commitments.values(), ...d.w.advances.values()])
    if (!x) return null
    const on = d.w.commitments.has(x.handle) ? { commitment: x.handle } : { advance: x.handle }
    const made = blank(d, x.fund, x.union, x.beneficiary, x.holder)
    return { ...made, by: `${x.union}.clerk`, amount: Number(x.amount) + 1, ...on }
  },
  (d) => {
    const contract = latest(
      d.c,
      [...d.w.commitments.values()].filter((x) => x.state === 'open'),
    )
    const other =
      contract &&
      [...d.w.funds[contract.fund].arrivals.keys()]
        .map((line) => line.split('/'))
        .find(
          ([beneficiary, holder]) =>
            holder === contract.union && beneficiary !== contract.beneficiary,
        )?.[0]
    if (!contract || !other) return null
    const made = blank(d, contract.fund, contract.union, other)
    return { ...made, by: `${contract.union}.clerk`, amount: 2, commitment: contract.handle }
  },
  ({ w, c }) => {
    const a = latest(
      c,
      [...w.advances.values()].filter((x) => x.used + x.asked > 0n),
    )
    return a && { do: 'advance.cancel', by: `${a.union}.clerk`, advance: a.handle, stale }
  },
]

const SPENDINGS: readonly Provocation[] = [
  (d) => {
    const s = latest(
      d.c,
      [...d.w.spendings.values()].filter((x) => x.kind === 'spend'),
    )
    if (!s) return null
    const { voucher, day } = s
    return {
      ...blank(d, s.fund, s.union, s.beneficiary, s.holder),
      by: `${s.union}.clerk`,
      amount: 2,
      voucher,
      day,
    }
  },
  ({ w, c }) => {
    const s = latest(
      c,
      [...w.spendings.values()].filter((x) => x.state === 'pending' && x.union !== '621002'),
    )
    return s && { do: 'spending.release', by: `${s.union}.both`, spendings: [s.handle] }
  },
  ({ w, c }) => {
    const s = latest(
      c,
      [...w.spendings.values()].filter((x) => x.asked > 0n && x.state === 'posted'),
    )
    return (
      s && { do: 'spending.edit', by: `${s.union}.clerk`, spending: s.handle, stale, amount: 5 }
    )
  },
  (d) => {
    const a = latest(
      d.c,
      withMoney(d, 'main', 'held').filter((x) => RECIPIENTS.includes(x.holder)),
    )
    if (!a) return null
    const day = addDays(d.w.today, -300)
    const made = {
      ...blank(d, 'main', a.holder, a.beneficiary),
      by: `${a.holder}.clerk`,
      amount: 2,
    }
    return d.c.maybe(0.6) ? { ...made, day } : { ...made, summary: '公务接待' }
  },
  ({ w, c }) => {
    const s = latest(
      c,
      [...w.spendings.values()].filter((x) => x.state === 'pending'),
    )
    return s && { do: 'spending.sendBack', by: reviewerOf(s.union), spending: s.handle, stale }
  },
]

const PLANS: readonly Provocation[] = [
  ({ w, c }) => {
    const p = latest(
      c,
      [...w.plans.values()].filter((x) => x.state === 'numbering'),
    )
    if (!p) return null
    const day = addDays(w.today, c.pick([1, 2, -1, -3, -30]))
    const used = latest(c, w.numbers.keys())
    const on = { by: '62.office', plan: p.handle, stale }
    if (used !== null && c.maybe(0.5))
      return { do: 'plan.issue', ...on, day: w.today, number: used }
    return { do: 'plan.issue', ...on, day, number: `演示总工发〔${day.slice(0, 4)}〕9999号` }
  },
  ({ w, c }) => {
    const waits = [...w.plans.values()].filter(
      (x) => x.state === 'deliberation' && w.funds[x.fund].publicity,
    )
    const p = latest(c, waits)
    const publicUntil = c.maybe(0.5) ? null : addDays(w.today, 2)
    return (
      p && { do: 'plan.meet', by: '62.drafter', plan: p.handle, stale, day: w.today, publicUntil }
    )
  },
  ({ w, c }) => {
    const p = latest(
      c,
      [...w.plans.values()].filter((x) => x.state === 'programme-review'),
    )
    return p && { do: 'plan.pass', by: '62.chief', plan: p.handle, stale }
  },
  ({ w, c }) => {
    const p = latest(
      c,
      [...w.plans.values()].filter((x) => x.state === 'publicity'),
    )
    return p && { do: 'plan.object', by: '62.drafter', plan: p.handle, stale, reason: '收到异议' }
  },
  ({ w, c }) => {
    const withdrawn = [...w.posted].filter(([, posted]) => posted.act === 'withdraw')
    const [batch] = latest(c, withdrawn) ?? []
    return batch === undefined ? null : { do: 'reverse', by: '62.chief', batch }
  },
  ({ w, c }) => {
    const p = latest(
      c,
      [...w.plans.values()].filter((x) => ['numbering', 'publicity'].includes(x.state)),
    )
    return p && { do: 'plan.void', by: '62.drafter', plan: p.handle, stale, reason: '不再办理' }
  },
]

const OTHERS: readonly Provocation[] = [
  ({ w, c }) => {
    const p = latest(
      c,
      [...w.pauses.values()].filter((x) => x.state === 'standing'),
    )
    const origin = 'audit'
    return p && { do: 'pause.proposeLift', by: '62.auditor', pause: p.handle, stale, origin }
  },
  ({ w, c }) => {
    const p = latest(
      c,
      [...w.pauses.values()].filter((x) => ['standing', 'proposed'].includes(x.state)),
    )
    return (
      p && { do: 'pause.propose', by: '62.auditor', fund: p.fund, union: p.union, origin: 'audit' }
    )
  },
  ({ w, c }) => {
    const p = latest(
      c,
      [...w.pauses.values()].filter((x) => x.state === 'standing' && x.lift),
    )
    return p && { do: 'pause.lift', by: '62.chief', pause: p.handle, stale }
  },
  ({ w, c }) => {
    const p = latest(
      c,
      [...w.pauses.values()].filter((x) => x.state === 'proposed'),
    )
    return (
      p && {
        do: c.pick(['pause.decline', 'pause.execute'] as const),
        by: '62.chief',
        pause: p.handle,
        stale,
      }
    )
  },
  ({ w, c }) => {
    const waits = [...w.orders.values()].filter((o) => o.state === 'drafted')
    const order = latest(c, waits)
    return order && { do: 'order.cancel', by: order.maker[0] ?? '', order: order.handle, stale }
  },
  (d) => {
    const available = balanceOf(d.w, 'main', provincial('available'))
    return available > 0n
      ? { ...BLANK, by: '62.finance', fund: 'main', act: 'adjust', change: -Number(available) - 1 }
      : null
  },
]

/** What remains too seldom even so; tried again at the end of every sequence. */
const RARE: readonly Provocation[] = [
  ({ w, c }) => {
    const p = latest(
      c,
      [...w.plans.values()].filter((x) => x.publicUntil !== null && w.today <= x.publicUntil),
    )
    return p && { do: 'plan.closePublicity', by: '62.drafter', plan: p.handle, stale }
  },
  (d) => {
    const a = latest(
      d.c,
      withMoney(d, 'main', 'issued').filter((x) => x.beneficiary === WITHOUT_ACCOUNT),
    )
    const lines = [{ fund: 'main' as const, beneficiary: WITHOUT_ACCOUNT, amount: 1 }]
    return a && { do: 'payment.make', by: `${a.holder}.clerk`, lines, document: null }
  },
  ({ w, c }) => {
    const order = latest(
      c,
      [...w.orders.values()].filter((o) => o.state === 'drafted' && o.union === '62'),
    )
    return order && { do: 'order.release', by: '62.chief', order: order.handle, stale }
  },
  ({ w }) =>
    w.funds.main.budget === 'approved'
      ? { ...BLANK, by: '62.finance', fund: 'main', act: 'adjust', change: 0 }
      : null,
  ({ w, c }) => {
    const batch = latest(
      c,
      [...w.batches.values()].filter((b) => hasDrafted(w, b)),
    )
    const act = c.pick(['payment.withdraw', 'payment.reject'] as const)
    if (!batch) return null
    const by = act === 'payment.withdraw' ? (batch.maker[0] ?? '') : releaserOf(batch.payer)
    return { do: act, by, batch: batch.handle, stale }
  },
  ({ w, c }) => {
    const [year, month] = latest(c, w.closing.keys())?.split('/') ?? []
    return year && month
      ? { do: 'period.propose', by: '62.finance', year: Number(year), month }
      : null
  },
  ({ w, c, number }) => {
    const p = latest(c, [...w.payments.values()].filter(isUnderway))
    const lines = [{ beneficiary: '620171101', amount: 5 }]
    const on = p && { by: receiverOf(p.payee), payment: p.handle, day: w.today, number: number() }
    return on && { do: 'receipt.confirm', ...on, lines, surplus: 0 }
  },
  (d) => {
    const a = latest(
      d.c,
      withMoney(d, 'main', 'held').filter((x) => RECIPIENTS.includes(x.holder)),
    )
    if (!a) return null
    const made = {
      ...blank(d, 'main', a.holder, a.beneficiary),
      by: `${a.holder}.clerk`,
      amount: 2,
    }
    return { ...made, ...d.c.pick([{ use: 'nothing' as const }, { payee: false }]) }
  },
]

/** Money bounces, is paid again, and then the bounce shall be reversed. */
const REPAID: Provocation = (d) => {
  const { w, c } = d
  const repaid = latest(
    c,
    [...w.payments.values()].flatMap((p) => p.repays.map((r) => r.bounce)),
  )
  if (repaid && c.maybe(0.6)) {
    const by = repaid.payer === '62' ? '62.chief' : makerOf(repaid.payer)
    return { do: 'reverse', by, batch: repaid.batch }
  }
  const bounce = latest(c, w.bounces)
  const [beneficiary] = [...(bounce?.open ?? [])].find(([, open]) => open > 0n) ?? []
  if (bounce && beneficiary !== undefined) {
    const number = `演示工发〔${w.today.slice(0, 4)}〕${d.number()}号`
    return {
      do: 'payment.make',
      by: makerOf(bounce.payer),
      lines: [{ fund: bounce.fund, beneficiary, amount: c.between(1, 9) }],
      document: bounce.payer === '62' ? null : { number, day: w.today, title: '通知' },
    }
  }
  const open = [...w.payments.values()].filter(
    (p) => isUnderway(p) && p.lines.some((l) => outstandingOf(l) > 0n),
  )
  const p = latest(c, open)
  return (
    p && {
      do: 'payment.bounce',
      by: makerOf(p.payer),
      payment: p.handle,
      stale,
      day: w.today,
      lines: null,
    }
  )
}

/** Everything that 暂停拨付 refuses, tried where it stands. */
const UNDER_PAUSE: readonly Provocation[] = (
  ['carried', 'surplus', 'held', 'relayed', 'issued', 'spend'] as const
).map((what) => (d) => {
  const { w, c } = d
  const p = latest(
    c,
    [...w.pauses.values()].filter((x) => x.state === 'standing'),
  )
  const stage = what === 'spend' ? 'held' : what
  const a =
    p &&
    latest(
      c,
      withMoney(d, p.fund, stage).filter((x) => isBelow(p.union, x.beneficiary)),
    )
  if (!p || !a) return null
  const { beneficiary, holder } = a
  const { fund } = p
  const amount = 1
  if (what === 'relayed' || what === 'issued') {
    const number = `演示工发〔${w.today.slice(0, 4)}〕${d.number()}号`
    const document = { number, day: w.today, title: '通知' }
    return {
      do: 'payment.make',
      by: makerOf(holder),
      lines: [{ fund, beneficiary, amount }],
      document,
    }
  }
  const at = { by: `${holder}.clerk`, fund, beneficiary, amount }
  if (!PLAYERS.has(at.by) || !RECIPIENTS.includes(holder)) return null
  if (what === 'held') return { do: 'commitment.occupy', ...at, day: w.today }
  if (what === 'spend') return { ...blank(d, fund, holder, beneficiary), ...at }
  const line = { beneficiary, holder, stage: what, amount, target: null }
  return { ...BLANK, by: at.by, fund, act: what === 'carried' ? 'reuse' : 'retain', lines: [line] }
})

/** A pause where money lies, asked for and put into force, and what waits then. */
const PAUSES: readonly Provocation[] = [
  ({ w, c }) => {
    const waits = latest(
      c,
      [...w.pauses.values()].filter((x) => x.state === 'proposed'),
    )
    return waits && { do: 'pause.execute', by: '62.chief', pause: waits.handle, stale }
  },
  (d) => {
    const { w, c } = d
    const a = latest(c, withMoney(d, 'main', 'carried', 'surplus'))
    const known = [...w.pauses.values()].some((p) => p.union === a?.beneficiary)
    return a && !known
      ? {
          do: 'pause.propose',
          by: '62.auditor',
          fund: 'main',
          union: a.beneficiary,
          origin: 'audit',
        }
      : null
  },
  (d) => {
    const waits = [...d.w.orders.values()].filter(
      (o) => o.state === 'drafted' && ['retain', 'set-off', 'sub-allocate'].includes(o.act),
    )
    const o = latest(d.c, waits)
    const by = o && (o.act === 'set-off' ? `${o.releasing}.clerk` : `${o.releasing}.reviewer`)
    return o && by && PLAYERS.has(by) ? { do: 'order.release', by, order: o.handle, stale } : null
  },
]

const leaving = (d: Desk, fund: FundKey, union: string): ChangeList => ({
  do: 'list.change',
  by: '62.finance',
  fund,
  union,
  from: d.w.today,
  next: d.c.pick(['off', 'direct'] as const),
  via: '6210',
})

/** A recipient with money leaves the list, or another road is taken while its return is on the way. */
const LISTS: readonly Provocation[] = [
  (d) => {
    const a = latest(d.c, withMoney(d, 'main', 'held', 'carried', 'surplus', 'returning', 'issued'))
    return a && RECIPIENTS.includes(a.beneficiary) ? leaving(d, 'main', a.beneficiary) : null
  },
  (d) => {
    const back = aReturn(d, (o) => o.step === 'received' || o.step === 'paid')
    const union = back?.lines[0]?.beneficiary
    return back && union !== undefined ? leaving(d, back.fund, union) : null
  },
]

/** Changes of the list that cannot be: too early, of who is not on it, by a road that does not lead there. */
const LIST_FAULTS: readonly Provocation[] = [
  (d) => {
    const changed = [...d.w.lists.main].filter(
      ([, lines]) => lines.length > 1 || lines.some((line) => line.to !== null),
    )
    const [union, lines] = latest(d.c, changed) ?? []
    const last = lines?.at(-1)
    if (union === undefined || last === undefined) return null
    const from = last.to === null ? last.from : addDays(last.to, 1)
    return { ...leaving(d, 'main', union), from, next: 'off' }
  },
  (d) => ({
    ...leaving(d, 'main', d.c.pick(['620121', '621022100'])),
    next: 'relay',
    via: '6210',
  }),
]

/** A resolution that confirms the leaders' paper to the fen moves nothing, and is undone all the same. */
const QUIET: Provocation = ({ w, c }) => {
  const [batch] = [...w.posted].findLast(([, p]) => p.quiet && !p.quiet.undone) ?? []
  if (batch !== undefined && c.maybe(0.6))
    return { do: 'reverse', by: c.pick(['62.accountant', '62.chief']), batch }
  const paper = { ...BLANK, by: '62.finance', fund: 'main' as const, act: 'budget' as const }
  const waits = [...w.orders.values()].find(
    (o) => o.fund === 'main' && o.act === 'budget' && o.state === 'drafted',
  )
  if (waits) return { do: 'order.release', by: '62.chief', order: waits.handle, stale }
  if (w.funds.main.budget === 'none') return { ...paper, total: 500_000, basis: 'leaders' }
  if (w.funds.main.budget === 'approved') return null
  const total = w.journals
    .filter((j) => j.fund === 'main' && j.act === 'budget' && !j.reversed)
    .reduce((sum, j) => sum + (j.to.stage === 'available' ? j.amount : -j.amount), 0n)
  return { ...paper, total: Number(total), basis: 'resolution' }
}

/** The list changes under a payment that waits, and the payment is released all the same. */
const ASTRAY: readonly Provocation[] = [
  ({ w, c }) => {
    const stands = [...w.payments.values()].filter((p) => p.state === 'drafted' && isAstray(w, p))
    const p = latest(c, stands)
    const batch = [...w.batches.values()].find((b) => p && b.payments.includes(p.handle)) ?? null
    return (
      batch && { do: 'payment.release', by: releaserOf(batch.payer), batch: batch.handle, stale }
    )
  },
  (d) => {
    const waits = [...d.w.payments.values()].filter(
      (p) => p.state === 'drafted' && p.payer === '62' && p.lines[0]?.beneficiary !== p.payee,
    )
    const p = latest(d.c, waits)
    const union = p?.lines[0]?.beneficiary
    return p && union !== undefined
      ? { ...leaving(d, p.fund, union), next: 'direct' as const }
      : null
  },
]

const hasDrafted = (w: Desk['w'], b: BatchDoc): boolean =>
  b.payments.some((handle) => w.payments.get(handle)?.state === 'drafted')

const ALL = [
  ...ORDERS,
  ...CLAIMS,
  ...PLANS,
  ...PAYMENTS,
  ...SPENDINGS,
  ...OTHERS,
  ...RARE,
  ...PAUSES,
]

/** What a sequence is after: it does mostly what leads there and tries again and again. */
export interface Goal {
  readonly theme: Family
  readonly provocation: Provocation
}
const goals = (theme: Family, some: readonly Provocation[]): readonly Goal[] =>
  some.map((provocation) => ({ theme, provocation }))
const times = (count: number, some: readonly Goal[]): readonly Goal[] =>
  Array.from({ length: count }, () => some).flat()
/** Now one of these, now one of those. */
const inTurn =
  (some: readonly Provocation[], others: readonly Provocation[]): Provocation =>
  (d) =>
    d.c.pick(d.c.maybe(0.5) ? some : others)(d)
const nothing: Provocation = () => null

export const GOALS: readonly Goal[] = [
  ...times(4, goals('return', ORDERS.slice(0, 5))),
  ...times(6, goals('budget', ORDERS.slice(5, 7))),
  ...goals('year-end', ORDERS.slice(7)),
  ...times(2, goals('year-end', ORDERS.slice(7, 8))),
  ...times(2, goals('claim', CLAIMS)),
  ...times(5, goals('claim', CLAIMS.slice(0, 1))),
  ...times(9, goals('township', CLAIMS.slice(3, 4))),
  ...times(9, goals('claim', CLAIMS.slice(4))),
  ...times(2, goals('plan', PLANS)),
  ...times(3, goals('plan', PLANS.slice(0, 1))),
  ...times(7, goals('plan', PLANS.slice(4, 5))),
  ...times(2, goals('year-end', ORDERS.slice(8, 9))),
  ...times(2, goals('claim', ORDERS.slice(8, 9))),
  ...goals('receive', PAYMENTS),
  ...goals('pay', PAYMENTS.slice(0, 2)),
  ...times(3, goals('receive', PAYMENTS.slice(3, 5))),
  ...times(5, goals('receive', PAYMENTS.slice(6))),
  ...times(3, goals('spend', SPENDINGS.slice(0, 2))),
  ...goals('spend', SPENDINGS.slice(2)),
  ...times(3, goals('pause', OTHERS.slice(0, 4))),
  ...goals('budget', OTHERS.slice(4)),
  ...goals('plan', RARE.slice(0, 1)),
  ...times(4, goals('township', RARE.slice(1, 2))),
  ...goals('budget', RARE.slice(2, 4)),
  ...times(7, goals('pay', RARE.slice(4, 5))),
  ...goals('clock', RARE.slice(5, 6)),
  ...goals('receive', RARE.slice(6, 7)),
  ...goals('spend', RARE.slice(7)),
  ...times(20, goals('set-off', [nothing])),
  ...times(8, goals('year-end', [nothing])),
  ...times(8, goals('undo', [nothing])),
  ...times(5, goals('receive', [REPAID])),
  ...times(3, goals('return', LISTS)),
  ...times(3, goals('return', [inTurn(LISTS, LIST_FAULTS)])),
  ...times(2, goals('return', LIST_FAULTS.slice(1))),
  ...times(2, goals('budget', [QUIET])),
  ...times(26, goals('pay', [inTurn(ASTRAY, ASTRAY)])),
  ...times(10, goals('claim', CLAIMS.slice(-2))),
  ...times(4, goals('spend', SPENDINGS)),
  ...times(3, goals('pay', PAYMENTS)),
  ...times(3, goals('year-end', [inTurn(PAUSES, UNDER_PAUSE)])),
  ...times(2, goals('pause', [inTurn(PAUSES, UNDER_PAUSE)])),
  ...times(10, goals('township', [onOwnAccount])),
  ...goals('township', [inTurn(PAUSES, UNDER_PAUSE)]),
  ...goals('set-off', [inTurn(PAUSES, UNDER_PAUSE)]),
]

/** Tries a few until one finds what it needs. */
export const provoke: Drawer = (d) => {
  for (let tries = 0; tries < 9; tries++) {
    const command = d.c.pick(ALL)(d)
    if (command) return one(command)
  }
  return null
}
function* one(command: Command): Drawing {
  yield command
}
