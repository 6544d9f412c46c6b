import { isBelow, townshipsOf, unionOf, WITHOUT_ACCOUNT } from '../cast.ts'
import type { Command } from '../command.ts'
import { recipientOf } from '../oracle/figure.ts'
import { isUnderway } from '../oracle/payment.ts'
import type { AdvanceDoc, CommitmentDoc } from '../oracle/world.ts'
import { type Desk, latest, withMoney } from './desk.ts'
import { BLANK } from './orders.ts'
import { makerOf, releaserOf } from './payments.ts'
import { blank, reviewerOf } from './spendings.ts'

const fund = 'main' as const
const stale = false
const isTownship = (code: string): boolean => unionOf(code).level === 'township'

/** A step on the road of a township's own money; null where it has nothing to act on. */
type Step = (d: Desk) => Command | null

const share: Step = (d) => {
  const some = withMoney(d, fund, 'held').filter(
    (a) => a.beneficiary === a.holder && townshipsOf(a.holder).length > 0,
  )
  const a = latest(d.c, some)
  const beneficiary = a && townshipsOf(a.holder).find((code) => code !== WITHOUT_ACCOUNT)
  if (!a || !beneficiary) return null
  const amount = Math.max(1, Math.floor(Number(a.amount) / 2))
  const lines = [
    { beneficiary, holder: a.holder, stage: 'held', amount, target: 'issued' },
  ] as const
  return { ...BLANK, by: `${a.holder}.clerk`, fund, act: 'sub-allocate', lines }
}

const passShare: Step = ({ w }) => {
  const waits = [...w.orders.values()].find(
    (o) => o.act === 'sub-allocate' && o.state === 'drafted',
  )
  return waits
    ? { do: 'order.release', by: reviewerOf(waits.union), order: waits.handle, stale }
    : null
}

const pay: Step = (d) => {
  const a = latest(
    d.c,
    withMoney(d, fund, 'issued').filter((x) => isTownship(x.beneficiary)),
  )
  if (!a || a.beneficiary === WITHOUT_ACCOUNT) return null
  const number = `演示工发〔${d.w.today.slice(0, 4)}〕${d.number()}号`
  return {
    do: 'payment.make',
    by: makerOf(a.holder),
    lines: [{ fund, beneficiary: a.beneficiary, amount: Number(a.amount) }],
    document: { number, day: d.w.today, title: '通知' },
  }
}

const toTownships = ({ w }: Desk) =>
  [...w.payments.values()].filter((p) => isTownship(p.payee) && p.fund === fund)

const release: Step = (d) => {
  const waits = toTownships(d).find((p) => p.state === 'drafted')
  const batch = [...d.w.batches.values()].find((b) => waits && b.payments.includes(waits.handle))
  return batch
    ? { do: 'payment.release', by: releaserOf(batch.payer), batch: batch.handle, stale }
    : null
}

const receive: Step = (d) => {
  const p = toTownships(d).find(
    (one) => isUnderway(one) && one.lines.some((l) => l.received === 0n),
  )
  if (!p) return null
  const on = { by: `${p.payee}.clerk`, payment: p.handle, day: d.w.today, number: d.number() }
  return { do: 'receipt.confirm', ...on, lines: null, surplus: 0 }
}

/** Contracts, advances and vouchers on the own account of a township, and now and then on the wrong one. */
const use: Step = (d) => {
  const { w, c } = d
  const found = withMoney(d, fund, 'held', 'occupied').filter(
    (a) => isTownship(a.holder) && a.holder === a.beneficiary,
  )
  const a = latest(c, found)
  if (!a) return null
  const { holder, beneficiary } = a
  const desk = recipientOf(holder)
  const by = `${desk}.clerk`
  const mine = (x: CommitmentDoc | AdvanceDoc) => x.fund === fund && isBelow(desk, x.beneficiary)
  const contract = latest(c, [...w.commitments.values()].filter(mine))?.handle ?? null
  const advance = latest(c, [...w.advances.values()].filter(mine))?.handle ?? null
  const rows = [...w.spendings.values()].filter((s) => s.holder === holder)
  const waits = latest(
    c,
    rows.filter((s) => s.state === 'pending'),
  )
  const at = { by, fund, beneficiary, holder, amount: c.between(1, 60_000) }
  const voucher = { ...blank(d, fund, desk, beneficiary, holder), ...at }
  return c.pick<() => Command>([
    () => ({ do: 'commitment.occupy', ...at, day: w.today }),
    () => ({ do: 'advance.record', ...at, day: w.today }),
    () => voucher,
    () => ({ ...voucher, commitment: contract }),
    () => ({ ...voucher, advance }),
    () => ({ ...voucher, commitment: contract, holder: undefined }),
    () => ({ ...voucher, voucher: latest(c, rows)?.voucher ?? voucher.voucher }),
    () =>
      waits
        ? { do: 'spending.release', by: reviewerOf(desk), spendings: [waits.handle] }
        : { ...voucher, advance },
  ])()
}

const ROAD: readonly Step[] = [use, receive, release, pay, passShare, share]

/** 分解, 拨付, 到账 on a township's own account, one step at a time, and then what its county does there. */
export const onOwnAccount: Step = (d) => {
  for (const step of ROAD) {
    const command = step(d)
    if (command) return command
  }
  return null
}
