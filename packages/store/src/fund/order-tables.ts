import type { PostCode } from '@qiangji/kernel/access/post.ts'
import type { OrderAct, OrderState, ReturnStep } from '@qiangji/kernel/fund/order.ts'

export interface OrderTables {
  fund_order: OrderRow
  period_closing: PeriodClosingRow
}

export interface OrderRow {
  id: string
  fund_id: string
  act: OrderAct
  organization_id: string
  prefecture_id: string | null
  county_id: string | null
  /** set-off: whose confirmation releases it; elsewhere the maker's own organization. */
  releasing_id: string
  state: OrderState
  step: ReturnStep | null
  via_id: string | null
  lines: string
  amount: number
  form: string
  continues_id: string | null
  maker: string
  maker_for: string | null
  made_on: string
  releaser: string | null
  releaser_for: string | null
  released_on: string | null
  decline_reason: string | null
  batch: string | null
  revision: number
}

/** A month that one person proposed to close and a second one has yet to check. */
export interface PeriodClosingRow {
  fund_year: number
  month: string
  proposed_by: string
  proposed_for: string | null
  proposed_as: PostCode
  proposed_on: string
}
