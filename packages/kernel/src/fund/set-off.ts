import { accept, type Decision, refuse } from '../base/decision.ts'
import { addFen, type Fen, NO_FEN, subtractFen, sumFen } from '../base/money.ts'
import type { OrganizationId } from '../organization/organization.ts'
import type { Posting } from './account.ts'
import type { Order } from './order.ts'
import type { OrderFacts, OrderPostings, OrderRefusal } from './order-posting.ts'

/** The recipient's line in the new fund's document, and what other set-offs already take of it. */
export interface NewLine {
  readonly amount: Fen
  readonly taken: Fen
}

/** Old fund: 结余 to 已退回; new fund of a later year: 已下达未拨 to 已到账; equal amounts, same recipient, same 资金来源. */
export const setOffPostings = (
  order: Order,
  facts: OrderFacts,
): Decision<readonly OrderPostings[], OrderRefusal> => {
  const { newFund, provinceId } = facts
  if (newFund === null || order.newDocument === null) return refuse('ORDER_INCOMPLETE')
  if (newFund.id === order.fundId) return refuse('SAME_FUND')
  if (newFund.year <= facts.fund.year)
    return refuse('NEW_FUND_NOT_LATER', { year: facts.fund.year })
  if (newFund.source !== facts.fund.source) return refuse('SOURCE_DIFFERS')
  const room = checkRoom(order, order.newDocument.number, facts.newLine)
  if (!room.ok) return room
  const old = order.lines.map(
    ({ beneficiaryId, holderId, stage, amount }): Posting => ({
      act: 'set-off-old',
      from: { beneficiary: beneficiaryId, holder: holderId, stage },
      to: { beneficiary: beneficiaryId, holder: provinceId, stage: 'returned' },
      amount,
      document: order.id,
    }),
  )
  const next = order.lines.map(
    ({ beneficiaryId, amount }): Posting => ({
      act: 'set-off-new',
      from: { beneficiary: beneficiaryId, holder: provinceId, stage: 'issued' },
      to: { beneficiary: beneficiaryId, holder: beneficiaryId, stage: 'held' },
      amount,
      document: order.id,
    }),
  )
  return accept([
    { fundId: order.fundId, postings: old },
    { fundId: newFund.id, postings: next },
  ])
}

/** The notice prints 其中抵扣 of its own line, so a set-off stays within the line of the document that it names. */
const checkRoom = (
  { lines }: Order,
  number: string,
  line: NewLine | null,
): Decision<null, OrderRefusal> => {
  if (line === null) return refuse('NEW_LINE_UNKNOWN', { number })
  const asked = sumFen(lines, ({ amount }) => amount)
  const left = subtractFen(line.amount, line.taken)
  if (asked <= left) return accept(null)
  return refuse('SET_OFF_ABOVE_LINE', { number, line: line.amount, taken: line.taken, left })
}

/** A set-off that names a document, as long as it waits for the recipient or is posted. */
export interface StandingSetOff {
  readonly organizationId: OrganizationId
  readonly amount: Fen
  /** Whether the recipient has yet to confirm it. */
  readonly pending: boolean
  /** 依据文件: the number of the old fund's document. */
  readonly paper: string
}

/** 其中抵扣 of a line, and how much of it waits for the recipient. */
export interface LineSetOff {
  readonly amount: Fen
  readonly pending: Fen
}
export const NO_SET_OFF: LineSetOff = { amount: NO_FEN, pending: NO_FEN }

/**
 * What the notice prints for every line. A draft that no longer fits (its document was withdrawn and issued anew
 * with less) can never be released, so it is left out and 实拨 never falls below zero.
 */
export const setOffsByLine = (
  lines: readonly { readonly organizationId: string; readonly amount: Fen }[],
  standing: readonly StandingSetOff[],
): ReadonlyMap<string, LineSetOff> =>
  new Map(
    lines.map(({ organizationId, amount }) => {
      const own = standing.filter((one) => one.organizationId === organizationId)
      const posted = own.filter((one) => !one.pending)
      let sum = sumFen(posted, (one) => one.amount)
      let pending: Fen = NO_FEN
      for (const one of own.filter((each) => each.pending)) {
        if (sum + one.amount > amount) continue
        sum = addFen(sum, one.amount)
        pending = addFen(pending, one.amount)
      }
      return [organizationId, { amount: sum, pending }]
    }),
  )
