import { accept, assert, type Decision, never, refuse } from '../base/decision.ts'
import { type Fen, fen } from '../base/money.ts'
import type { OrganizationId } from '../organization/organization.ts'
import { type AccountKey, fundAccount, type Posting } from './account.ts'
import type { Fund } from './fund.ts'
import { documentOf, type Order, type OrderLine } from './order.ts'
import { type NewLine, setOffPostings } from './set-off.ts'

/** Why an order cannot be posted, in order of precedence; the ledger's own refusals come after these. */
export const ORDER_REFUSALS = [
  'ORDER_INCOMPLETE',
  'DOCUMENT_MISSING',
  'REASON_MISSING',
  'LINES_MISSING',
  'LINE_TWICE',
  'STAGE_NOT_ALLOWED',
  'COMMITMENT_NOT_NAMED',
  'NOT_A_RECIPIENT',
  'NOT_A_TOWNSHIP',
  'BUDGET_ALREADY_APPROVED',
  'BUDGET_ALREADY_PROVISIONAL',
  'BUDGET_NOT_APPROVED',
  'CHANGE_IS_ZERO',
  'RETURN_NOT_UNDERWAY',
  'RETURN_NOT_RECEIVED',
  'RETURN_RECEIVED_ALREADY',
  'RETURN_NOT_YOURS',
  'SOURCE_DIFFERS',
  'SAME_FUND',
  'NEW_FUND_NOT_LATER',
  'NEW_LINE_UNKNOWN',
  'SET_OFF_ABOVE_LINE',
] as const
export type OrderRefusal = (typeof ORDER_REFUSALS)[number]

/** What the caller has gathered for the decision. */
export interface OrderFacts {
  readonly provinceId: OrganizationId
  readonly fund: Pick<Fund, 'id' | 'year' | 'source' | 'budgetState'>
  /** What budget journals have posted so far. */
  readonly budgeted: Fen
  /** Whether December of the fund's year is closed: returned money then goes to 已退回, not to 待分配. */
  readonly yearClosed: boolean
  readonly newFund: Pick<Fund, 'id' | 'year' | 'source'> | null
  /** set-off: the recipient's line in the issued document that the order names; null where there is none. */
  readonly newLine: NewLine | null
  /** The return that is continued, with its lines. */
  readonly continued: Order | null
  /** Organizations that stand on the fund's recipient list or once stood on it: what they hold goes on being theirs. */
  readonly isRecipient: (id: OrganizationId) => boolean
  /** Townships below the maker's organization. */
  readonly isTownship: (id: OrganizationId) => boolean
}

/** The journals of an order, per fund; the set-off is the one order that posts to two. */
export interface OrderPostings {
  readonly fundId: string
  readonly postings: readonly Posting[]
}

type Made = Decision<readonly OrderPostings[], OrderRefusal>

/** What an order posts when it is released. */
export const orderPostings = (order: Order, facts: OrderFacts): Made => {
  const checked = checkLines(order, facts)
  if (!checked.ok) return checked
  switch (order.act) {
    case 'budget':
      return budget(order, facts)
    case 'adjust':
      return adjust(order, facts)
    case 'set-off':
      return setOffPostings(order, facts)
    case 'return-receive':
    case 'return-stop':
    case 'return-confirm':
      return continueReturn(order, facts)
    case 'reduce':
      return own(order, (line) => ({ to: fundAccount(facts.provinceId, 'available'), line }))
    case 'carry':
      return own(order, (line) => ({ to: { ...keyOf(line), stage: 'carried' }, line }))
    case 'reuse':
    case 'retain':
      return own(order, (line) => ({ to: { ...keyOf(line), stage: 'held' }, line }))
    case 'settle':
      return own(order, (line) => ({ to: { ...keyOf(line), stage: 'surplus' }, line }))
    case 'return':
      return own(order, (line) => ({ to: { ...keyOf(line), stage: 'returning' }, line }))
    case 'sub-allocate':
      return own(order, (line) => ({
        from: { beneficiary: order.organizationId, holder: order.organizationId, stage: 'held' },
        to: {
          beneficiary: line.beneficiaryId,
          holder: order.organizationId,
          stage: line.target ?? 'issued',
        },
        line,
      }))
    case 'take-back':
      return own(order, (line) => ({
        to: { beneficiary: order.organizationId, holder: order.organizationId, stage: 'held' },
        line,
      }))
    default:
      return never(order.act)
  }
}

const RECIPIENTS_ONLY: ReadonlySet<string> = new Set(['settle', 'retain', 'return', 'set-off'])
const TOWNSHIPS_ONLY: ReadonlySet<string> = new Set(['sub-allocate', 'take-back'])

const checkLines = (order: Order, facts: OrderFacts): Decision<null, OrderRefusal> => {
  const seen = new Set<string>()
  for (const line of order.lines) {
    const key = [
      line.beneficiaryId,
      line.holderId,
      line.stage,
      line.target,
      line.commitmentId,
    ].join('/')
    if (seen.has(key)) return refuse('LINE_TWICE')
    seen.add(key)
    if (RECIPIENTS_ONLY.has(order.act) && !facts.isRecipient(line.beneficiaryId))
      return refuse('NOT_A_RECIPIENT')
    if (TOWNSHIPS_ONLY.has(order.act) && !facts.isTownship(line.beneficiaryId))
      return refuse('NOT_A_TOWNSHIP')
  }
  return accept(null)
}

const keyOf = (line: OrderLine): AccountKey => ({
  beneficiary: line.beneficiaryId,
  holder: line.holderId,
  stage: line.stage,
})

interface Leg {
  readonly from?: AccountKey
  readonly to: AccountKey
  readonly line: OrderLine
}

const own = (order: Order, leg: (line: OrderLine) => Leg): Made =>
  accept([
    {
      fundId: order.fundId,
      postings: order.lines.map((line): Posting => {
        const { from, to } = leg(line)
        assert(order.act !== 'set-off', 'a set-off posts to two funds')
        return {
          act: order.act,
          from: from ?? keyOf(line),
          to,
          amount: line.amount,
          document: documentOf(order),
        }
      }),
    },
  ])

/** Before the resolution the leaders' paper is posted whole; the resolution posts the difference. */
const budget = (order: Order, facts: OrderFacts): Made => {
  if (facts.fund.budgetState === 'approved') return refuse('BUDGET_ALREADY_APPROVED')
  if (facts.fund.budgetState === 'provisional' && order.basis === 'leaders')
    return refuse('BUDGET_ALREADY_PROVISIONAL')
  if (order.total === null || order.basis === null) return refuse('ORDER_INCOMPLETE')
  return change(order, facts, 'budget', fen(order.total - facts.budgeted))
}

const adjust = (order: Order, facts: OrderFacts): Made => {
  if (facts.fund.budgetState !== 'approved') return refuse('BUDGET_NOT_APPROVED')
  if (order.change === null || order.change === 0) return refuse('CHANGE_IS_ZERO')
  return change(order, facts, 'adjust', order.change)
}

const change = (order: Order, facts: OrderFacts, act: 'budget' | 'adjust', amount: Fen): Made => {
  if (amount === 0) return accept([{ fundId: order.fundId, postings: [] }])
  const source = fundAccount(facts.provinceId, 'source')
  const available = fundAccount(facts.provinceId, 'available')
  const [from, to] = amount > 0 ? [source, available] : [available, source]
  return accept([
    {
      fundId: order.fundId,
      postings: [{ act, from, to, amount: fen(Math.abs(amount)), document: order.id }],
    },
  ])
}

const continueReturn = (order: Order, facts: OrderFacts): Made => {
  const back = facts.continued
  if (back?.act !== 'return' || back.state !== 'released' || back.fundId !== order.fundId)
    return refuse('RETURN_NOT_UNDERWAY')
  const via = back.viaId
  const post = (leg: (line: OrderLine) => { from: AccountKey; to: AccountKey }): Made =>
    accept([
      {
        fundId: back.fundId,
        postings: back.lines.map((line): Posting => {
          assert(
            order.act === 'return-receive' ||
              order.act === 'return-stop' ||
              order.act === 'return-confirm',
            'continues a return',
          )
          return { act: order.act, ...leg(line), amount: line.amount, document: back.id }
        }),
      },
    ])
  if (order.act === 'return-receive') {
    if (back.step !== 'paid') return refuse('RETURN_NOT_UNDERWAY')
    if (via === null || via !== order.organizationId) return refuse('RETURN_NOT_YOURS')
    return post((line) => ({
      from: { ...keyOf(line), stage: 'returning' },
      to: { beneficiary: line.beneficiaryId, holder: via, stage: 'returning' },
    }))
  }
  if (order.act === 'return-stop') {
    if (back.organizationId !== order.organizationId) return refuse('RETURN_NOT_YOURS')
    if (back.step === 'received') return refuse('RETURN_RECEIVED_ALREADY')
    if (back.step !== 'paid') return refuse('RETURN_NOT_UNDERWAY')
    return post((line) => ({ from: { ...keyOf(line), stage: 'returning' }, to: keyOf(line) }))
  }
  if (back.step === 'paid' && via !== null) return refuse('RETURN_NOT_RECEIVED')
  if (back.step !== 'paid' && back.step !== 'received') return refuse('RETURN_NOT_UNDERWAY')
  return post((line) => ({
    from: { beneficiary: line.beneficiaryId, holder: via ?? line.holderId, stage: 'returning' },
    to: facts.yearClosed
      ? { beneficiary: line.beneficiaryId, holder: facts.provinceId, stage: 'returned' }
      : fundAccount(facts.provinceId, 'available'),
  }))
}
