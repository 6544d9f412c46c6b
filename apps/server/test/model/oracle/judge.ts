import { type Answer, type Command, DONE, type Handle, no } from '../command.ts'
import { cancelAdvance, recordClaim, releaseCommitment } from './commitment.ts'
import { changeList } from './list.ts'
import { makeOrder, onOrder } from './order.ts'
import { onPause, proposePause } from './pause.ts'
import { makePayments, onBatch, onPayment } from './payment.ts'
import { closePeriod, endFund } from './period.ts'
import { judgePlan } from './plan.ts'
import { confirmReceipt, settleDiscrepancy } from './receipt.ts'
import { reverse } from './reversal.ts'
import { onSpending, recordRefund, recordSpending, releaseSpendings } from './spending.ts'
import { addDays, type World } from './world.ts'

/** What the money model answers to a command, and what the world is afterwards. */
export const judge = (w: World, c: Command, at: Handle): Answer => {
  const answer = answerTo(w, c, at)
  w.told.set(at, { command: c, answer })
  return answer
}

const answerTo = (w: World, c: Command, at: Handle): Answer => {
  switch (c.do) {
    case 'order.make':
      return makeOrder(w, c, at)
    case 'order.release':
    case 'order.decline':
    case 'order.cancel':
      return onOrder(w, c, at)
    case 'plan.draft':
    case 'plan.save':
    case 'plan.submit':
    case 'plan.pass':
    case 'plan.sendBack':
    case 'plan.meet':
    case 'plan.object':
    case 'plan.closePublicity':
    case 'plan.issue':
    case 'plan.void':
      return judgePlan(w, c, at)
    case 'payment.make':
      return makePayments(w, c, at)
    case 'payment.release':
    case 'payment.reject':
    case 'payment.withdraw':
      return onBatch(w, c, at)
    case 'payment.paid':
    case 'payment.bounce':
      return onPayment(w, c, at)
    case 'receipt.confirm':
      return confirmReceipt(w, c, at)
    case 'discrepancy.settle':
      return settleDiscrepancy(w, c)
    case 'commitment.occupy':
    case 'advance.record':
      return recordClaim(w, c, at)
    case 'commitment.release':
      return releaseCommitment(w, c, at)
    case 'advance.cancel':
      return cancelAdvance(w, c)
    case 'spending.record':
      return recordSpending(w, c, at)
    case 'spending.refund':
      return recordRefund(w, c, at)
    case 'spending.edit':
    case 'spending.withdraw':
    case 'spending.sendBack':
      return onSpending(w, c)
    case 'spending.release':
      return releaseSpendings(w, c, at)
    case 'pause.propose':
      return proposePause(w, c, at)
    case 'pause.execute':
    case 'pause.decline':
    case 'pause.proposeLift':
    case 'pause.lift':
      return onPause(w, c)
    case 'period.propose':
    case 'period.close':
      return closePeriod(w, c)
    case 'fund.end':
      return endFund(w, c)
    case 'list.change':
      return changeList(w, c)
    case 'reverse':
      return reverse(w, c, at)
    case 'tick':
      w.today = addDays(w.today, c.days)
      return DONE
    case 'replay':
      return replay(w, c)
  }
}

/** One request has one effect and one answer, refusals included. */
const replay = (w: World, c: Extract<Command, { do: 'replay' }>): Answer => {
  const before = w.told.get(c.of)
  if (!before || !isKept(before.command, before.answer)) throw new Error('not applicable')
  return c.body === 'same' ? before.answer : no('REQUEST_MISMATCH')
}

/** Who is not let in at all is not told so by a kept answer. */
export const isKept = (command: Command, answer: Answer): boolean =>
  command.do !== 'tick' && command.do !== 'replay' && (answer.ok || answer.refusal !== 'NOT_FOUND')

/** Whether everything that the command names exists: a shortened sequence leaves out the rest. */
export const isApplicable = (w: World, c: Command): boolean => {
  switch (c.do) {
    case 'order.make':
      return (
        (c.continues === null || w.orders.has(c.continues)) &&
        c.lines.every((l) => l.commitment === undefined || w.commitments.has(l.commitment))
      )
    case 'order.release':
    case 'order.decline':
    case 'order.cancel':
      return w.orders.has(c.order)
    case 'plan.submit':
      return (w.plans.get(c.plan)?.form ?? null) !== null
    case 'plan.save':
    case 'plan.pass':
    case 'plan.sendBack':
    case 'plan.meet':
    case 'plan.object':
    case 'plan.closePublicity':
    case 'plan.issue':
    case 'plan.void':
      return w.plans.has(c.plan)
    case 'payment.release':
    case 'payment.reject':
    case 'payment.withdraw':
      return w.batches.has(c.batch)
    case 'payment.paid':
    case 'payment.bounce':
    case 'receipt.confirm':
      return w.payments.has(c.payment)
    case 'discrepancy.settle':
      return canSettle(w, c)
    case 'commitment.release':
      return w.commitments.has(c.commitment)
    case 'advance.cancel':
      return w.advances.has(c.advance)
    case 'spending.record':
      return (
        (c.commitment === null || w.commitments.has(c.commitment)) &&
        (c.advance === null || w.advances.has(c.advance))
      )
    case 'spending.refund':
      return w.spendings.has(c.of)
    case 'spending.edit':
    case 'spending.withdraw':
    case 'spending.sendBack':
      return w.spendings.has(c.spending)
    case 'spending.release':
      return c.spendings.every((handle) => w.spendings.has(handle))
    case 'pause.execute':
    case 'pause.decline':
    case 'pause.proposeLift':
    case 'pause.lift':
      return w.pauses.has(c.pause)
    case 'reverse':
      return w.posted.has(c.batch)
    case 'replay': {
      const before = w.told.get(c.of)
      return before !== undefined && isKept(before.command, before.answer)
    }
    default:
      return true
  }
}

const canSettle = (w: World, c: Extract<Command, { do: 'discrepancy.settle' }>): boolean => {
  const receipt = w.receipts.get(c.receipt)
  const payment = receipt && w.payments.get(receipt.payment)
  if (!payment) return false
  return c.kind === 'short'
    ? payment.lines.some((l) => l.received > 0n) &&
        payment.lines.some((l) => l.amount > l.received + l.bounced)
    : receipt.surplus !== 'none'
}
