import { RECIPIENTS } from '../cast.ts'
import type { Command, FundKey, RecordSpending } from '../command.ts'
import { balancesOf } from '../oracle/figure.ts'
import { addDays, type SpendingDoc } from '../oracle/world.ts'
import {
  amountOf,
  type Desk,
  type Drawer,
  type Drawing,
  dayOf,
  fundOf,
  latest,
  stale,
  who,
  withMoney,
} from './desk.ts'

const atCounty = (d: Desk, fund: FundKey, ...stages: readonly ('held' | 'occupied' | 'spent')[]) =>
  withMoney(d, fund, ...stages).filter((a) => RECIPIENTS.includes(a.holder))

const reviewerOf = (union: string): string =>
  union === '621002' ? '6210.second' : `${union}.reviewer`
/** Below the amount that asks for a file, mostly. */
const small = (d: Desk, amount: number): number =>
  amount >= 100_000 && d.c.maybe(0.93) ? d.c.between(1, 99_999) : amount

export const spend: Drawer = (d) => {
  const { c, w } = d
  const fund = fundOf(d)
  const found = atCounty(d, fund, 'held')
  const contracts = [...w.commitments.values()].filter((x) => x.state === 'open' && x.fund === fund)
  const contract = contracts.length > 0 && c.maybe(0.3) ? c.pick(contracts) : null
  const advances = [...w.advances.values()].filter((x) => x.state === 'open' && x.fund === fund)
  const advance = !contract && advances.length > 0 && c.maybe(0.3) ? c.pick(advances) : null
  const a = found.length > 0 ? c.pick(found) : null
  const claim = contract ?? advance
  if (!claim && !a)
    return c.maybe(0.04)
      ? spending(d, { ...blank(d, fund, '620121', '620121'), amount: 100 })
      : null
  const [union, beneficiary, balance] = claim
    ? [claim.union, claim.beneficiary, claim.amount - claim.used - claim.asked]
    : [a?.holder ?? '', a?.beneficiary ?? '', a?.amount ?? 0n]
  return spending(d, {
    ...blank(d, fund, union, beneficiary),
    amount: small(d, amountOf(d, balance, 0.06)),
    commitment: contract?.handle ?? null,
    advance: advance?.handle ?? null,
  })
}

const blank = (
  d: Desk,
  fund: FundKey,
  union: string,
  beneficiary: string,
): Omit<RecordSpending, 'amount'> => ({
  do: 'spending.record',
  by: who(d, `${union}.clerk`, `${union}.both`),
  fund,
  beneficiary,
  day: d.w.today,
  voucher: d.number(),
  use: 'training',
  summary: '乡镇工会干部培训',
  payee: true,
  commitment: null,
  advance: null,
})

const spoiled = (d: Desk, s: RecordSpending): RecordSpending => {
  const { c, w } = d
  if (!c.maybe(0.14)) return s
  const advance = latest(c, w.advances.keys())
  const contract = latest(c, w.commitments.keys())
  return c.pick<RecordSpending>([
    { ...s, use: 'nothing' },
    { ...s, summary: '接待来访' },
    { ...s, payee: false },
    { ...s, day: addDays(w.today, 2) },
    { ...s, day: addDays(w.today, -90) },
    { ...s, voucher: Math.max(1, s.voucher - c.between(1, 6)) },
    { ...s, advance, commitment: contract },
    { ...s, advance: s.commitment === null ? advance : null },
    { ...s, commitment: s.advance === null ? contract : null },
    { ...s, beneficiary: c.pick(['621022100', '620121100', '620121', '621022']) },
  ])
}

function* spending(d: Desk, s: RecordSpending): Drawing {
  const { answer, handle } = yield spoiled(d, s)
  const made = d.w.spendings.get(handle)
  if (!answer.ok || !made || d.c.maybe(0.12)) return
  yield releasing(d, made, [handle])
}

const releasing = (d: Desk, s: SpendingDoc, handles: readonly string[]): Command => ({
  do: 'spending.release',
  by: who(d, reviewerOf(s.union), `${s.union}.both`, '6210.first', '6201.first'),
  spendings: handles,
})

/** Several waiting rows at once: what is good is posted, the rest says why. */
export const releaseMany: Drawer = (d) => {
  const { c, w } = d
  const waiting = [...w.spendings.values()].filter((s) => s.state === 'pending')
  const from = waiting.length > 0 && c.maybe(0.85) ? waiting : [...w.spendings.values()].slice(-8)
  if (from.length === 0) return null
  const chosen = c.some(from, c.between(1, 4))
  const [first] = chosen
  return first
    ? one(
        releasing(
          d,
          first,
          chosen.map((s) => s.handle),
        ),
      )
    : null
}
function* one(command: Command): Drawing {
  yield command
}

export const refund: Drawer = (d) => {
  const { c, w } = d
  const posted = [...w.spendings.values()].filter((s) => s.kind === 'spend' && s.state === 'posted')
  const of = latest(c, posted.length > 0 && c.maybe(0.93) ? posted : w.spendings.values())
  return of ? refunding(d, of) : null
}
function* refunding(d: Desk, of: SpendingDoc): Drawing {
  const { c } = d
  const { answer, handle } = yield {
    do: 'spending.refund',
    by: who(d, `${of.union}.clerk`, '621022.clerk'),
    of: of.handle,
    amount: small(d, amountOf(d, of.amount - of.used - of.asked, 0.15)),
    day: dayOf(d, 0.12),
    voucher: c.maybe(0.97) ? d.number() : of.voucher,
  }
  const made = d.w.spendings.get(handle)
  if (answer.ok && made && c.maybe(0.8)) yield releasing(d, made, [handle])
}

export const changeSpending: Drawer = (d) => {
  const { c, w } = d
  const open = [...w.spendings.values()].filter(
    (s) => s.state === 'pending' || s.state === 'returned',
  )
  const s = latest(c, open.length > 0 && c.maybe(0.85) ? open : w.spendings.values())
  if (!s) return null
  const on = { spending: s.handle, stale: stale(d) }
  const clerk = who(d, `${s.union}.clerk`, '621022.clerk')
  return one(
    c.pick<() => Command>([
      () => ({
        do: 'spending.edit',
        by: clerk,
        amount: small(d, amountOf(d, s.amount, 0.3)),
        ...on,
      }),
      () => ({ do: 'spending.withdraw', by: clerk, ...on }),
      () => ({ do: 'spending.sendBack', by: who(d, reviewerOf(s.union), '6201.first'), ...on }),
    ])(),
  )
}

export const occupy: Drawer = (d) => {
  const { c, w } = d
  const fund = fundOf(d)
  const open = [...w.commitments.values()].filter((x) => x.state === 'open')
  if (open.length > 0 && c.maybe(0.3)) {
    const contract = c.pick(c.maybe(0.85) ? open : [...w.commitments.values()])
    return one({
      do: 'commitment.release',
      by: who(d, `${contract.union}.clerk`, '621022.clerk'),
      commitment: contract.handle,
      stale: stale(d),
    })
  }
  const found = atCounty(d, fund, 'held')
  if (found.length === 0) return null
  const a = c.pick(found)
  return one({
    do: 'commitment.occupy',
    by: who(d, `${a.holder}.clerk`, '621022.clerk'),
    fund,
    beneficiary: a.beneficiary,
    amount: amountOf(d, a.amount),
    day: dayOf(d, 0.06),
  })
}

export const advance: Drawer = (d) => {
  const { c, w } = d
  const known = latest(c, w.advances.values())
  if (known && c.maybe(0.35))
    return one({
      do: 'advance.cancel',
      by: who(d, `${known.union}.clerk`, '621022.clerk'),
      advance: known.handle,
      stale: stale(d),
    })
  const union = c.pick(RECIPIENTS)
  const own = balancesOf(w, 'main').some((a) => a.holder === union && a.stage === 'held')
  return one({
    do: 'advance.record',
    by: who(d, `${union}.clerk`),
    fund: own ? 'main' : fundOf(d),
    beneficiary: union,
    amount: c.between(100, 60_000),
    day: dayOf(d, 0.15),
  })
}
