import { RECIPIENTS, ROUTES, unionOf, WITHOUT_ACCOUNT } from '../cast.ts'
import type { Command, FundKey, Part } from '../command.ts'
import { balancesOf } from '../oracle/figure.ts'
import { isUnderway, outstandingOf, payableOf } from '../oracle/payment.ts'
import { isShort } from '../oracle/receipt.ts'
import type { BatchDoc, PaymentDoc } from '../oracle/world.ts'
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
} from './desk.ts'

export const makerOf = (payer: string): string =>
  payer === '62'
    ? '62.cashier'
    : payer === '6201' || payer === '6210'
      ? `${payer}.first`
      : `${payer}.clerk`
export const releaserOf = (payer: string): string => {
  if (payer === '62') return '62.accountant'
  if (payer === '6201' || payer === '6210') return `${payer}.second`
  return payer === '621002' ? '6210.first' : `${payer}.reviewer`
}

/** Everything this payer may pay, by fund. */
const payables = (d: Desk, payer: string) =>
  (['main', 'next'] as const).flatMap((fund) =>
    [
      ...new Set(
        balancesOf(d.w, fund)
          .filter((a) => a.holder === payer)
          .map((a) => a.beneficiary),
      ),
    ].flatMap((beneficiary) => {
      const payable = payableOf(d.w, fund, payer, beneficiary)
      return payable && payable.free > 0n ? [{ fund, beneficiary, ...payable }] : []
    }),
  )

/** 拨付 by the province, 转拨 by a prefecture, or a county's payment to its townships. */
export const pay =
  (payers: readonly string[]): Drawer =>
  (d) => {
    const { c } = d
    const rich = payers.filter((payer) => payables(d, payer).length > 0)
    if (rich.length === 0) return c.maybe(0.02) ? blindly(d, c.pick(payers)) : null
    const payer = c.pick(rich)
    const found = payables(d, payer)
    const lines = c.some(found, c.between(1, 4)).map((p) => ({
      fund: p.fund,
      beneficiary: p.beneficiary,
      amount: amountOf(d, p.free, 0.07),
    }))
    const relays = found.some((p) => p.act === 'relay')
    return paying(d, payer, relays, c.maybe(0.06) ? [...lines, ...lines] : lines)
  }

function* blindly(d: Desk, payer: string): Drawing {
  const beneficiary = d.c.pick([...RECIPIENTS, WITHOUT_ACCOUNT])
  yield {
    do: 'payment.make',
    by: makerOf(payer),
    document: null,
    lines: [{ fund: fundOf(d), beneficiary, amount: d.c.between(1, 9_999) }],
  }
}

const notice = (d: Desk) => {
  const { c, w } = d
  const year = c.maybe(0.9) ? w.today.slice(0, 4) : String(Number(w.today.slice(0, 4)) - 3)
  const known = latest(
    c,
    [...w.batches.values()].flatMap((b) => b.notice ?? []),
  )?.number
  const number =
    known && c.maybe(0.2) ? known : c.maybe(0.88) ? `演示工发〔${year}〕${d.number()}号` : '文号'
  return { number, day: w.today, title: '关于转拨专项补助的通知' }
}

function* paying(
  d: Desk,
  payer: string,
  relays: boolean,
  lines: readonly (Part & { fund: FundKey })[],
): Drawing {
  const { c } = d
  const document = relays ? (c.maybe(0.85) ? notice(d) : null) : c.maybe(0.1) ? notice(d) : null
  const by = who(
    d,
    makerOf(payer),
    payer === '62' ? '62.cashier-both' : makerOf(payer),
    '6201.first',
    '621022.clerk',
  )
  const { answer, handle } = yield { do: 'payment.make', by, document, lines }
  if (!answer.ok || c.maybe(0.1)) return
  const wrong = payer === '62' ? ['62.cashier-both', '62.chief'] : ['62.chief', by]
  yield {
    do: 'payment.release',
    by: who(d, releaserOf(payer), ...wrong),
    batch: handle,
    stale: stale(d),
  }
}

export const settleBatch: Drawer = (d) => {
  const { c, w } = d
  const waits = (b: BatchDoc) => b.payments.some((p) => w.payments.get(p)?.state === 'drafted')
  const waiting = [...w.batches.values()].filter(waits)
  const batch = latest(c, waiting.length > 0 && c.maybe(0.8) ? waiting : w.batches.values())
  return batch ? settling(d, batch) : null
}
function* settling(d: Desk, batch: BatchDoc): Drawing {
  const act = d.c.pick([
    'payment.release',
    'payment.release',
    'payment.reject',
    'payment.withdraw',
  ] as const)
  const right = act === 'payment.withdraw' ? makerOf(batch.payer) : releaserOf(batch.payer)
  const by = who(d, right, '62.chief', '6210.second', '6201.second', '62.accountant')
  yield { do: act, by, batch: batch.handle, stale: stale(d) }
}

const parts = (d: Desk, p: PaymentDoc, over: number): readonly Part[] => {
  const open = p.lines.filter((l) => outstandingOf(l) > 0n)
  const chosen = d.c.some(open.length > 0 ? open : p.lines, d.c.between(1, 3))
  return chosen.map((l) => ({
    beneficiary: d.c.maybe(0.93) ? l.beneficiary : '620171101',
    amount: amountOf(d, outstandingOf(l), over),
  }))
}

const onTheWay = (d: Desk): PaymentDoc | null => {
  const { c, w } = d
  const open = [...w.payments.values()].filter(
    (p) => isUnderway(p) && p.lines.some((l) => outstandingOf(l) > 0n),
  )
  return latest(c, open.length > 0 && c.maybe(0.93) ? open : w.payments.values(), 8)
}

export const bank: Drawer = (d) => {
  const p = onTheWay(d)
  return p ? banking(d, p) : null
}
function* banking(d: Desk, p: PaymentDoc): Drawing {
  const { c } = d
  const on = {
    by: who(d, makerOf(p.payer), '62.cashier', '6210.first', '621022.clerk'),
    payment: p.handle,
    stale: stale(d),
    day: dayOf(d, 0.28),
  }
  if (c.maybe(0.5)) {
    const { answer } = yield { do: 'payment.paid', ...on }
    const release = [...d.w.posted.keys()].find((batch) => batch.endsWith(`:${p.handle}`))
    // What the bank has paid is not reversed; it bounces or is returned.
    if (answer.ok && release && c.maybe(0.6))
      yield { do: 'reverse', by: p.payer === '62' ? '62.chief' : makerOf(p.payer), batch: release }
  } else yield { do: 'payment.bounce', ...on, lines: c.maybe(0.5) ? null : parts(d, p, 0.12) }
}

export const receiverOf = (payee: string): string =>
  payee === '6201' || payee === '6210' ? `${payee}.second` : `${payee}.clerk`

export const receive: Drawer = (d) => {
  const p = onTheWay(d)
  return p ? receiving(d, p) : null
}
function* receiving(d: Desk, p: PaymentDoc): Drawing {
  const { c, w } = d
  const known = latest(
    c,
    [...w.receipts.values()].filter((r) => w.payments.get(r.payment)?.payee === p.payee),
  )
  const whole = c.maybe(0.6)
  yield {
    do: 'receipt.confirm',
    by: who(d, receiverOf(p.payee), '6210.first', '621022.clerk', '62.cashier'),
    payment: p.handle,
    day: dayOf(d, 0.12),
    number: known && c.maybe(0.4) ? known.number : d.number(),
    lines: whole ? null : c.maybe(0.04) ? [] : parts(d, p, 0.07),
    surplus: c.maybe(whole ? 0.1 : 0.3) ? c.between(1, 500) : 0,
  }
}

export const discrepancy: Drawer = (d) => {
  const { c, w } = d
  const found = [...w.receipts.values()].filter((r) => {
    const p = w.payments.get(r.payment)
    return r.surplus !== 'none' || (p && isShort(p))
  })
  const r = latest(c, found)
  const p = r && w.payments.get(r.payment)
  if (!r || !p) return null
  const kind = r.surplus === 'none' ? 'short' : 'surplus'
  const command: Command = {
    do: 'discrepancy.settle',
    by: who(d, receiverOf(p.payee), '621022.clerk'),
    receipt: r.handle,
    kind,
  }
  return one(command)
}
function* one(command: Command): Drawing {
  yield command
}

export const PREFECTURES = [...new Set([...ROUTES.values()].filter((via) => via !== null))]
export const COUNTIES = RECIPIENTS.filter((code) => unionOf(code).code !== '621002')
