import type { Fen } from '../base/money.ts'
import type { OrganizationId } from '../organization/organization.ts'
import type { PostingAct } from './movement.ts'
import { isFundStage, type Stage } from './stage.ts'

/**
 * Who holds, seen from the provincial line: the province, a prefecture that passes money on, or the
 * line's recipient and everything below it. The figures of the board are cut by it.
 */
export const TIERS = ['province', 'relay', 'recipient'] as const
export type Tier = (typeof TIERS)[number]

/** How money reaches a recipient: 逐级转拨 through its prefecture, or 直拨. */
export const ROUTES = ['relay', 'direct'] as const
export type Route = (typeof ROUTES)[number]

/** (fund, beneficiary, holder, stage) names an account; the fund is that of the posting. */
export interface AccountKey {
  readonly beneficiary: OrganizationId
  readonly holder: OrganizationId
  readonly stage: Stage
}

/**
 * One journal to be posted: `amount` > 0 leaves `from` (line 1, negative) and reaches `to` (line 2).
 * `document` is the public id of what the act names: a plan, a payment, an order, a spending.
 */
export interface Posting {
  readonly act: PostingAct
  readonly from: AccountKey
  readonly to: AccountKey
  readonly amount: Fen
  readonly document: string
}

export const fundAccount = (province: OrganizationId, stage: Stage): AccountKey => ({
  beneficiary: province,
  holder: province,
  stage,
})

export const accountKeyText = (key: AccountKey): string =>
  `${key.beneficiary}/${key.holder}/${key.stage}`

export const tierOf = (
  key: AccountKey,
  province: OrganizationId,
  isRecipientOrBelow: (holder: OrganizationId) => boolean,
): Tier => {
  if (isFundStage(key.stage) || key.holder === province) return 'province'
  return isRecipientOrBelow(key.holder) ? 'recipient' : 'relay'
}
