import { type Answer, type Command, DONE, type Handle, no } from '../command.ts'
import { addTo, isUnderway, lineRefusal, linesOrOpen, outstandingOf, underway } from './payment.ts'
import { postAll } from './post.ts'
import {
  handOf,
  hasPost,
  type Leg,
  type PaymentDoc,
  playerIn,
  type ReceiptDoc,
  type World,
} from './world.ts'

const RECEIVERS = ['prefecture-finance', 'county-finance', 'township-clerk'] as const

export const confirmReceipt = (
  w: World,
  c: Extract<Command, { do: 'receipt.confirm' }>,
  handle: Handle,
): Answer => {
  const by = playerIn(c)
  const p = w.payments.get(c.payment)
  if (!p) throw new Error('not applicable')
  const hand = handOf(by, ...RECEIVERS)
  if (!hand || p.payee !== by.union) return no('NOT_FOUND')
  if (!isUnderway(p)) return no('RECEIPT_NOT_UNDERWAY')
  if (c.day > w.today) return no('RECEIPT_CREDIT_LATE')
  if (p.released !== null && c.day < p.released) return no('RECEIPT_CREDIT_EARLY')
  const lines = linesOrOpen(p, c.lines)
  if (lines.length === 0 && c.surplus === 0) return no('RECEIPT_EMPTY')
  const refused = lineRefusal(p, lines)
  if (refused) return no(refused === 'unknown' ? 'RECEIPT_LINE_UNKNOWN' : 'RECEIPT_ABOVE_PAYMENT')
  const arriving = lines.reduce((sum, l) => sum + l.amount, 0n)
  const open = p.lines.reduce((sum, l) => sum + outstandingOf(l), 0n) - arriving
  if (c.surplus > 0 && open > 0n) return no('RECEIPT_SURPLUS_WHILE_SHORT')
  const taken = [...w.receipts.values()].some(
    (r) =>
      r.number === c.number &&
      r.state === 'confirmed' &&
      w.payments.get(r.payment)?.payee === p.payee,
  )
  if (taken) return no('RECEIPT_NUMBER_USED')
  const receipt: ReceiptDoc = {
    handle,
    payment: p.handle,
    number: c.number,
    lines,
    state: 'confirmed',
    surplus: c.surplus > 0 ? 'open' : 'none',
  }
  const batch = `${handle}:${p.handle}`
  const legs = lines.map(
    ({ beneficiary, amount }): Leg => ({
      act: 'receive',
      from: underway(p, beneficiary),
      to: {
        beneficiary,
        holder: p.payee,
        stage: p.payee === beneficiary ? 'held' : 'relayed',
      },
      amount,
      document: p.handle,
    }),
  )
  if (legs.length > 0) {
    const answer = postAll(w, hand, [{ fund: p.fund, batch, legs }])
    if (!answer.ok) return answer
    w.posted.set(batch, {
      act: 'receive',
      union: p.payee,
      undo: () => {
        addTo(p, lines, 'received', -1n)
        receipt.state = 'reversed'
        if (receipt.surplus === 'open') receipt.surplus = 'closed'
      },
      guard: () => null,
    })
  }
  addTo(p, lines, 'received', 1n)
  w.receipts.set(handle, receipt)
  return DONE
}

/** Money that is missing is closed by money or its bounce; money beyond a payment by a word about it. */
export const settleDiscrepancy = (
  w: World,
  c: Extract<Command, { do: 'discrepancy.settle' }>,
): Answer => {
  const by = playerIn(c)
  const receipt = w.receipts.get(c.receipt)
  const p = receipt && w.payments.get(receipt.payment)
  if (!p) throw new Error('not applicable')
  if (c.kind === 'short' && !isShort(p)) throw new Error('not applicable')
  if (!hasPost(by, ...RECEIVERS) || p.payee !== by.union) return no('NOT_FOUND')
  if (c.kind === 'short') return no('DISCREPANCY_NEEDS_MONEY')
  if (receipt.surplus === 'none') throw new Error('not applicable')
  if (receipt.surplus === 'closed') return no('DISCREPANCY_CLOSED')
  receipt.surplus = 'closed'
  return DONE
}

/** A short receipt stays open under a 金额不符 exactly while money of it is missing. */
export const isShort = (p: PaymentDoc): boolean =>
  p.lines.some((l) => l.received > 0n) && p.lines.some((l) => outstandingOf(l) > 0n)
