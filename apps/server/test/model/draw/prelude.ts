import { RECIPIENTS } from '../cast.ts'
import type { FundKey } from '../command.ts'
import { isUnderway, outstandingOf, payableOf } from '../oracle/payment.ts'
import { addDays } from '../oracle/world.ts'
import type { Desk, Drawing } from './desk.ts'

/** How far a fund has come before the sequence proper begins. */
export type Depth = 'budget' | 'issued' | 'paid' | 'received' | 'spread'
const DEPTHS: readonly Depth[] = ['budget', 'issued', 'paid', 'received', 'spread']

/** Everybody does the right thing, so that sequences also begin where money has already come far. */
export function* prelude(d: Desk, fund: FundKey, depth: Depth): Drawing {
  const far = (at: Depth): boolean => DEPTHS.indexOf(depth) >= DEPTHS.indexOf(at)
  const total = d.c.between(8, 60) * 50_000
  yield* approve(fund, total)
  if (far('issued')) yield* issue(d, fund, total)
  if (far('paid')) yield* pay(d, fund, '62', '62.cashier', '62.accountant')
  if (far('received')) yield* receive(d)
  if (!far('spread')) return
  for (const prefecture of ['6201', '6210'])
    yield* pay(d, fund, prefecture, `${prefecture}.first`, `${prefecture}.second`)
  yield* receive(d)
}

function* approve(fund: FundKey, total: number): Drawing {
  const { handle } = yield {
    do: 'order.make',
    by: '62.finance',
    fund,
    act: 'budget',
    lines: [],
    total,
    change: null,
    basis: 'resolution',
    document: true,
    reason: '',
    continues: null,
    newFund: null,
    newNumber: null,
  }
  yield { do: 'order.release', by: '62.chief', order: handle, stale: false }
}

function* issue(d: Desk, fund: FundKey, total: number): Drawing {
  const { c, w } = d
  const { handle } = yield { do: 'plan.draft', by: '62.drafter', fund }
  const on = { plan: handle, stale: false }
  const each = Math.floor(total / c.between(5, 7))
  const lines = c.some(RECIPIENTS, c.between(2, 4)).map((beneficiary) => ({
    beneficiary,
    amount: c.maybe(0.5) ? each : c.between(10_000, each),
  }))
  yield { do: 'plan.save', by: '62.drafter', pot: total, lines, note: '', ...on }
  yield { do: 'plan.submit', by: '62.drafter', ...on }
  yield { do: 'plan.pass', by: '62.programme', ...on }
  yield { do: 'plan.pass', by: '62.chief', ...on }
  const { publicity } = w.funds[fund]
  const publicUntil = publicity ? addDays(w.today, 7) : null
  yield { do: 'plan.meet', by: '62.drafter', day: w.today, publicUntil, ...on }
  if (publicity) {
    yield { do: 'tick', days: 8 }
    yield { do: 'plan.closePublicity', by: '62.drafter', ...on }
  }
  const number = `演示总工发〔${w.today.slice(0, 4)}〕${d.number()}号`
  yield { do: 'plan.issue', by: '62.office', day: w.today, number, ...on }
}

function* pay(d: Desk, fund: FundKey, payer: string, maker: string, releaser: string): Drawing {
  const lines = RECIPIENTS.flatMap((beneficiary) => {
    const payable = payableOf(d.w, fund, payer, beneficiary)
    if (!payable || payable.free <= 0n || d.c.maybe(0.1)) return []
    return { fund, beneficiary, amount: Number(payable.free) }
  })
  if (lines.length === 0) return
  const year = d.w.today.slice(0, 4)
  const document = { number: `演示工发〔${year}〕${d.number()}号`, day: d.w.today, title: '通知' }
  const { handle } = yield {
    do: 'payment.make',
    by: maker,
    document: payer === '62' ? null : document,
    lines,
  }
  yield { do: 'payment.release', by: releaser, batch: handle, stale: false }
}

function* receive(d: Desk): Drawing {
  const { w } = d
  const open = [...w.payments.values()].filter(
    (p) => isUnderway(p) && p.lines.some((l) => outstandingOf(l) > 0n),
  )
  for (const p of open)
    yield {
      do: 'receipt.confirm',
      by: p.payee === '6201' || p.payee === '6210' ? `${p.payee}.second` : `${p.payee}.clerk`,
      payment: p.handle,
      day: w.today,
      number: d.number(),
      lines: null,
      surplus: 0,
    }
}
