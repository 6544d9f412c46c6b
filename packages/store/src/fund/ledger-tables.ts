import type { Route, Tier } from '@qiangji/kernel/fund/account.ts'
import type { FundSource } from '@qiangji/kernel/fund/fund.ts'
import type { PostingAct } from '@qiangji/kernel/fund/movement.ts'
import type { PauseOrigin } from '@qiangji/kernel/fund/pause.ts'
import type { Stage } from '@qiangji/kernel/fund/stage.ts'
import type { Generated } from 'kysely'

/** The ledger, the fund and its recipients; each later noun of the mechanism adds its own tables file. */
export interface LedgerTables {
  movement: { act: PostingAct; from_stage: Stage; to_stage: Stage; keeps: string }
  period: {
    fund_year: number
    month: string
    closed: number
    closed_by: string | null
    closed_on: string | null
  }
  account: AccountRow
  posting: { account_id: number; delta: number }
  journal_proof: { journal_id: number }
  journal: JournalRow
  entry: { journal_id: number; line: 1 | 2; account_id: number; amount: number }
  total: TotalRow
  fund: FundRow
  fund_recipient: RecipientRow
  pause: PauseRow
  fact: FactRow
}

export interface AccountRow {
  id: number
  fund_id: string
  beneficiary_id: string
  holder_id: string
  stage: Stage
  tier: Tier
  route: Route
  /** The provincial line's recipient; null for the fund's own stages. */
  recipient_id: string | null
  prefecture_id: string | null
  county_id: string | null
  balance: number
}

export interface JournalRow {
  id: number
  public_id: string
  request_person: string
  /** In whose place that person stood, under a 代办授权. */
  posted_for: string | null
  request_id: string
  batch: string
  act: PostingAct
  document: string
  fund_id: string
  fund_year: number
  period: string
  day: string
  maker: string
  releaser: string | null
  legs: number
  reverses: number | null
}

/** A counter: the sum of the balances whose beneficiary is the organization or below it. */
export interface TotalRow {
  fund_id: string
  organization_id: string
  stage: Stage
  tier: Tier
  route: Route
  amount: number
}

export interface FundRow {
  id: string
  organization_id: string
  year: number
  name: string
  source: FundSource
  subject: string
  department: string
  basis: string
  uses: string
  prohibitions: string
  age_rule: string
  publicity: number
  quota_unit: number | null
  previous_fund_id: string | null
  state: 'open' | 'ended'
  budget_state: 'none' | 'provisional' | 'approved'
  revision: number
}

export interface RecipientRow {
  fund_id: string
  organization_id: string
  route: Route
  via_id: string | null
  class_name: string | null
  from_day: string
  to_day: string | null
}

/** 暂停拨付 on (fund, organization with all below it); proposed and executed by different posts. */
export interface PauseRow {
  id: string
  fund_id: string
  organization_id: string
  state: 'proposed' | 'standing' | 'declined' | 'lifted'
  reason: string
  document: string
  proposed_by: string
  proposed_on: string
  executed_by: string | null
  executed_on: string | null
  lifted_by: string | null
  lifted_on: string | null
  lift_reason: string | null
  revision: number
  origin: Generated<PauseOrigin>
  document_day: Generated<string | null>
  document_title: Generated<string | null>
  audit_item_id: Generated<string | null>
  proposed_for: Generated<string | null>
  executed_for: Generated<string | null>
  decline_reason: Generated<string | null>
  lift_origin: Generated<PauseOrigin | null>
  lift_document: Generated<string | null>
  lift_document_day: Generated<string | null>
  lift_document_title: Generated<string | null>
  lift_proposed_by: Generated<string | null>
  lift_proposed_for: Generated<string | null>
  lift_proposed_on: Generated<string | null>
  lifted_for: Generated<string | null>
}

/** A figure that plans compute with: key such as 'members', a decimal string, with day and source. */
export interface FactRow {
  organization_id: string
  key: string
  day: string
  value: string
  source: string
  demonstration: number
}
