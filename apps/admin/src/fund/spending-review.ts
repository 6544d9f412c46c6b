import { type Actor, handOf } from '@qiangji/kernel/access/actor.ts'
import { mayRelease } from '@qiangji/kernel/fund/spending-check.ts'
import { sentence } from '@qiangji/kernel/refusals.ts'
import type { SpendingRow } from './spending.fields.ts'

/** What the kernel says about releasing these rows, before the server is asked. */
export interface Review {
  /** Waiting rows of the choice. */
  readonly waiting: readonly SpendingRow[]
  /** Why none of them may be released by this person; '' when at least one may be. */
  readonly locked: string
}

/** Whether this person may release at least one of the chosen rows, with the kernel's own reason if not. */
export const reviewOf = (rows: readonly SpendingRow[], actor: Actor | null): Review => {
  const waiting = rows.filter((row) => row.spending.state === 'pending')
  if (!actor || waiting.length === 0) return { waiting, locked: '' }
  const reasons = waiting.map((row) => reasonAgainst(row, actor))
  return { waiting, locked: reasons.includes('') ? '' : (reasons[0] ?? '') }
}

const reasonAgainst = (row: SpendingRow, actor: Actor): string => {
  const own = row.spending.organizationId === actor.organization.organizationId
  const hand = own
    ? handOf(actor, 'county-reviewer')
    : (handOf(actor, 'prefecture-finance') ?? handOf(actor, 'finance-reviewer'))
  if (!hand) return '审核由本单位的县区审核办理，经办人不能审核。'
  const decided = mayRelease(row.spending, {
    hand,
    review: own ? 'own' : 'upper',
    // Whether the county has a reviewer of its own, and how a refund's spending stands, only the server knows.
    hasOwnReviewer: false,
    organization: row.organizationName,
    fileThreshold: null,
    of: row.spending.kind === 'refund' ? { state: 'posted' } : null,
  })
  return decided.ok ? '' : sentence(decided.refusal, decided.facts)
}
