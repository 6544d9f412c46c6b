import { PROVINCE } from '../cast.ts'
import type { FundKey, Handle } from '../command.ts'
import type { Parts } from './order.ts'
import type { Key, Leg, OrderDoc, World } from './world.ts'

/** The recipient's line in the issued document with this number, and what other set-offs that stand take of it. */
export const newLineOf = (
  w: World,
  { fund, number }: { readonly fund: FundKey; readonly number: string },
  beneficiary: string,
  except: Handle | null = null,
) => {
  const plan = [...w.plans.values()].find(
    (p) => p.fund === fund && p.number === number && p.state === 'issued',
  )
  const line = plan?.submitted?.lines.find((l) => l.beneficiary === beneficiary)
  if (line === undefined) return null
  const others = [...w.orders.values()].filter(
    (o) =>
      o.act === 'set-off' &&
      (o.state === 'drafted' || o.state === 'released') &&
      o.handle !== except &&
      o.newFund === fund &&
      o.newNumber === number &&
      o.releasing === beneficiary,
  )
  return { amount: BigInt(line.amount), taken: others.reduce((sum, o) => sum + drawnBy(o), 0n) }
}

const drawnBy = (o: OrderDoc): bigint => o.lines.reduce((sum, l) => sum + BigInt(l.amount), 0n)

/** Both funds at once, into a later year, within one 资金来源 and within the line of a document that is out. */
export const setOffParts = (w: World, order: OrderDoc): Parts | string => {
  const { newFund, newNumber } = order
  if (newFund === null || newNumber === null) return 'ORDER_INCOMPLETE'
  if (newFund === order.fund) return 'SAME_FUND'
  if (w.funds[newFund].year <= w.funds[order.fund].year) return 'NEW_FUND_NOT_LATER'
  if (w.funds[newFund].source !== w.funds[order.fund].source) return 'SOURCE_DIFFERS'
  const document = { fund: newFund, number: newNumber }
  const line = newLineOf(w, document, order.releasing, order.handle)
  if (line === null) return 'NEW_LINE_UNKNOWN'
  if (drawnBy(order) > line.amount - line.taken) return 'SET_OFF_ABOVE_LINE'
  const legs = (act: 'set-off-old' | 'set-off-new'): readonly Leg[] =>
    order.lines.map(({ beneficiary, amount }) => {
      const at = (holder: string, stage: Key['stage']): Key => ({ beneficiary, holder, stage })
      const old = act === 'set-off-old'
      return {
        act,
        from: old ? at(beneficiary, 'surplus') : at(PROVINCE, 'issued'),
        to: old ? at(PROVINCE, 'returned') : at(beneficiary, 'held'),
        amount: BigInt(amount),
        document: order.handle,
      }
    })
  return [
    { fund: order.fund, legs: legs('set-off-old') },
    { fund: newFund, legs: legs('set-off-new') },
  ]
}
