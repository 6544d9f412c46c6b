import { day } from '../base/day.ts'
import { fen, PositiveFen } from '../base/money.ts'
import { OrganizationId } from '../organization/organization.ts'
import { CommitmentId } from './commitment.ts'
import { FundId } from './fund.ts'
import { type Order, type OrderAct, OrderId, type OrderLine } from './order.ts'
import type { OrderFacts } from './order-posting.ts'
import type { Stage } from './stage.ts'

const organization = (n: number) => OrganizationId.parse(String(n).padStart(20, '0'))
export const PROVINCE = organization(1)
export const PREFECTURE = organization(2)
export const COUNTY = organization(3)
export const TOWNSHIP = organization(4)
export const FUND = FundId.parse('f'.repeat(20))
export const NEXT_FUND = FundId.parse('g'.repeat(20))
export const CONTRACT = CommitmentId.parse('c'.repeat(20))
export const PAPER = { number: '演示总工财〔2024〕3号', day: day('2024-03-11'), title: '依据' }

export const line = (stage: Stage, more: Partial<OrderLine> = {}): OrderLine => ({
  beneficiaryId: COUNTY,
  holderId: COUNTY,
  stage,
  amount: PositiveFen.parse(500),
  target: null,
  commitmentId: null,
  ...more,
})

export const order = (act: OrderAct, more: Partial<Order> = {}): Order => ({
  id: OrderId.parse('a'.repeat(20)),
  fundId: FUND,
  act,
  organizationId: COUNTY,
  lines: [],
  total: null,
  change: null,
  basis: null,
  document: PAPER,
  reason: '理由',
  continuesId: null,
  newFundId: null,
  newDocument: null,
  state: 'drafted',
  step: null,
  viaId: null,
  makerId: 'm',
  makerForId: null,
  madeOn: day('2024-03-11'),
  releaserId: null,
  releaserForId: null,
  releasedOn: null,
  declineReason: null,
  batch: null,
  revision: 0,
  ...more,
})

export const facts = (more: Partial<OrderFacts> = {}): OrderFacts => ({
  provinceId: PROVINCE,
  fund: { id: FUND, year: 2023, source: 'union-own', budgetState: 'approved' },
  budgeted: fen(0),
  yearClosed: false,
  newFund: null,
  newLine: null,
  continued: null,
  isRecipient: (id) => id === COUNTY,
  isTownship: (id) => id === TOWNSHIP,
  ...more,
})
