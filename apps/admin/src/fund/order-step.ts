import type { PostCode } from '@qiangji/kernel/access/post.ts'
import { upperReviewers } from '@qiangji/kernel/access/review.ts'
import { ORDER_RULES, type Order, type OrderAct } from '@qiangji/kernel/fund/order.ts'
import type { Organization, OrganizationId } from '@qiangji/kernel/organization/organization.ts'

/** Whose second person confirms an order: the recipient's for a set-off, the maker's own elsewhere. */
export const releasingUnion = (order: Order): OrganizationId | null =>
  order.act === 'set-off' ? (order.lines[0]?.beneficiaryId ?? null) : order.organizationId

export interface Releaser {
  readonly personId: string
  readonly organizationId: string
  readonly posts: readonly PostCode[]
}

/** Why this person may not release or decline; '' when nothing stands against it. */
export const releaseLock = (
  order: Order,
  who: Releaser,
  union: Pick<Organization, 'id' | 'parentId' | 'level'> | null,
): string => {
  if (order.makerId === who.personId) return '您是经办人，须另一人复核'
  return releasersFor(order, who.organizationId, union).some((post) => who.posts.includes(post))
    ? ''
    : '您的岗位不复核此类资金单'
}

/** Of the union that confirms, or of the one above it for 上级复核; whether that is needed the server knows. */
const releasersFor = (
  order: Order,
  ownId: string,
  union: Parameters<typeof releaseLock>[2],
): readonly PostCode[] => {
  if (union?.id === ownId) return ORDER_RULES[order.act].releasers ?? []
  return union?.parentId === ownId && order.act !== 'set-off' ? upperReviewers(union.level) : []
}

/** What this person may do next with a return that is underway. */
export const continuation = (
  order: Order,
  ownId: string,
  posts: readonly PostCode[],
): OrderAct | null => {
  if (order.act !== 'return' || order.state !== 'released') return null
  const paid = order.step === 'paid'
  if (paid && order.viaId === ownId && posts.includes('prefecture-finance')) return 'return-receive'
  const atProvince = order.step === 'received' || (paid && order.viaId === null)
  if (atProvince && posts.includes('finance-clerk')) return 'return-confirm'
  const pays = posts.includes('county-finance') || posts.includes('prefecture-finance')
  return paid && order.organizationId === ownId && pays ? 'return-stop' : null
}
