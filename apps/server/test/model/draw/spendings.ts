import { PLAYERS, RECIPIENTS, townshipsOf } from '../cast.ts'
import type { Command, FundKey, RecordSpending } from '../command.ts'
import { balancesOf, type Held, recipientOf } from '../oracle/figure.ts'
import { addDays, type SpendingDoc } from '../oracle/world.ts'
import {
  amountOf,
  atCounty,
  type Desk,
  type Drawer,
  type Drawing,
  dayOf,
  fundOf,
  latest,
  stale,
  who,
} from './desk.ts'

export const reviewerOf = (union: string): string =>
  union === '621002' ? '6210.second' : `${union}.reviewer`
/** Below the amount that asks for a file, mostly. */
const small = (d: Desk, amount: number): number =>
  amount >= 100_000 && d.c.maybe(0.8) ? d.c.between(1, 99_999) : amount

export const spend: Drawer = (d) => {
  const { c, w } = d
  const fund = fundOf(d)
  const found = atCounty(d, fund, 'held')
  const contracts = [...w.commitments.values()].filter((x) => x.state === 'open' && x.fund === fund)
  const contract = contracts.length > 0 && c.maybe(0.4) ? c.pick(contracts) : null
  const advances = [...w.advances.values()].filter((x) => x.state === 'open' && x.fund === fund)
  const advance = !contract && advances.length > 0 && c.maybe(0.55) ? c.pick(advances) : null
  const a = found.length > 0 ? c.pick(found) : null
  const claim = contract ?? advance
  if (!claim && !a)
    return c.maybe(0.04)
      ? spending(d, { ...blank(d, fund, '620121', '620121'), amount: 100 })
      : null
  const { beneficiary, holder } = claim ?? a ?? { beneficiary: '', holder: '' }
  const balance = claim ? claim.amount - claim.used - claim.asked : (a?.amount ?? 0n)
  return spending(d, {
    ...blank(d, fund, recipientOf(holder), beneficiary, holder),
    amount: small(d, amountOf(d, balance, 0.1)),
    commitment: contract?.handle ?? null,
    advance: advance?.handle ?? null,
  })
}

export const blank = (
  d: Desk,
  fund: FundKey,
  union: string,
  beneficiary: string,
  holder = union,
): Omit<RecordSpending, 'amount'> => ({
  do: 'spending.record',
  by: who(d, `${union}.clerk`, `${union}.both`),
  fund,
  beneficiary,
  holder: holder === union ? undefined : holder,
  day: d.w.today,
  voucher: d.number(),
  use: 'training',
  summary: '乡镇工会干部培训',
  payee: true,
  commitment: null,
  advance: null,
})

const unionOfPlayer = (key: string): string => key.split('.')[0] ?? ''

const spoiled = (d: Desk, s: RecordSpending): RecordSpending => {
  const { c, w } = d
  if (!c.maybe(0.3)) return s
  const advance = latest(c, w.advances.keys())
  const contract = latest(c, w.commitments.keys())
  return c.pick<RecordSpending>([
    { ...s, use: 'nothing' },
    { ...s, summary: '接待来访' },
    { ...s, payee: false },
    { ...s, day: addDays(w.today, 2) },
    { ...s, day: addDays(w.today, -90) },
    {
      ...s,
      voucher:
        latest(
          c,
          [...w.spendings.values()].filter((x) => x.holder === (s.holder ?? unionOfPlayer(s.by))),
        )?.voucher ?? s.voucher,
    },
    { ...s, advance, commitment: contract },
    { ...s, advance, commitment: contract },
    { ...s, advance: s.commitment === null ? advance : null },
    { ...s, commitment: s.advance === null ? contract : null },
    { ...s, holder: s.holder === undefined ? s.beneficiary : undefined },
    { ...s, beneficiary: c.pick(['621022100', '620121100', '620121', '621022']) },
  ])
}

function* spending(d: Desk, s: RecordSpending): Drawing {
  const { answer, handle } = yield spoiled(d, s)
  const made = d.w.spendings.get(handle)
  if (!answer.ok || !made || d.c.maybe(0.12)) return
  yield releasing(d, made, [handle])
}

const releasing = ({ c, ...rest }: Desk, s: SpendingDoc, handles: readonly string[]): Command => ({
  do: 'spending.release',
  by: c.maybe(0.1)
    ? c.pick([
        PLAYERS.has(`${s.union}.both`) ? `${s.union}.both` : '6210.first',
        '6210.first',
        '6201.first',
        '62.chief',
      ])
    : who({ c, ...rest }, reviewerOf(s.union)),
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
    day: dayOf(d, 0.25),
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
  return occupying(d, fund, c.pick(found))
}
function* occupying(d: Desk, fund: FundKey, a: Held): Drawing {
  const { c, w } = d
  const desk = recipientOf(a.holder)
  const { answer, handle } = yield {
    do: 'commitment.occupy',
    by: who(d, `${desk}.clerk`, '621022.clerk'),
    fund,
    beneficiary: a.beneficiary,
    holder: a.holder === desk ? undefined : a.holder,
    amount: amountOf(d, a.amount),
    day: dayOf(d, 0.2),
  }
  const contract = w.commitments.get(handle)
  if (!answer.ok || !contract || c.maybe(0.35)) return
  const clerk = `${contract.union}.clerk`
  const draw = blank(d, fund, contract.union, contract.beneficiary, contract.holder)
  const amount = Math.min(Number(contract.amount), c.between(1, 30_000))
  const paid = yield { ...draw, by: clerk, amount, commitment: handle }
  if (c.maybe(0.4)) yield { do: 'commitment.release', by: clerk, commitment: handle, stale: false }
  if (c.maybe(0.95))
    yield {
      ...blank(d, fund, contract.union, otherThan(a.beneficiary)),
      by: clerk,
      amount: 2,
      commitment: handle,
    }
  if (!paid.answer.ok || c.maybe(0.5)) return
  yield { do: 'spending.release', by: reviewerOf(contract.union), spendings: [paid.handle] }
  const second = contract.union === '621002' ? '6210.first' : reviewerOf(contract.union)
  yield { do: 'reverse', by: second, batch: `${handle}:${handle}` }
}

/** The county for its township, the township for its county. */
const otherThan = (beneficiary: string): string =>
  RECIPIENTS.includes(beneficiary)
    ? (townshipsOf(beneficiary)[0] ?? '621022')
    : (RECIPIENTS.find((code) => townshipsOf(code).includes(beneficiary)) ?? '621022')

/** A contract or an advance that is already drawn on: what is then no longer possible. */
export const claimed: Drawer = (d) => {
  const { c, w } = d
  const drawn = [...w.commitments.values(), ...w.advances.values()].filter(
    (x) => x.used + x.asked > 0n,
  )
  const x = latest(c, drawn)
  if (!x) return null
  const contract = w.commitments.has(x.handle)
  const clerk = `${x.union}.clerk`
  return one(
    c.pick<() => Command>([
      () =>
        contract
          ? {
              do: 'reverse',
              by: x.union === '621002' ? '6210.first' : `${x.union}.reviewer`,
              batch: `${x.handle}:${x.handle}`,
            }
          : { do: 'advance.cancel', by: clerk, advance: x.handle, stale: false },
      () =>
        contract
          ? { do: 'commitment.release', by: clerk, commitment: x.handle, stale: false }
          : { do: 'advance.cancel', by: clerk, advance: x.handle, stale: false },
      () => ({
        ...(c.maybe(0.6)
          ? blank(d, x.fund, x.union, x.beneficiary, x.holder)
          : blank(d, x.fund, x.union, c.pick([...townshipsOf(x.union), x.union]))),
        by: clerk,
        amount: small(d, amountOf(d, x.amount - x.used - x.asked, 0.6)),
        commitment: contract ? x.handle : null,
        advance: contract ? null : x.handle,
      }),
    ])(),
  )
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
  const paid = atCounty(d, 'main', 'held').filter((a) => !RECIPIENTS.includes(a.holder))
  if (paid.length > 0 && c.maybe(0.4)) return advancing(d, c.pick(paid))
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

/** What a township with an account of its own will repay from there. */
const advancing = (d: Desk, { beneficiary, holder }: Held): Drawing =>
  one({
    do: 'advance.record',
    by: `${recipientOf(holder)}.clerk`,
    fund: 'main',
    beneficiary,
    holder,
    amount: d.c.between(100, 60_000),
    day: dayOf(d, 0.15),
  })
