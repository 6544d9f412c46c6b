import type { PostCode } from '@qiangji/kernel/access/post.ts'
import { ORDER_RULES, type Order, type OrderAct } from '@qiangji/kernel/fund/order.ts'

/** Why this person may not release or decline; '' when nothing stands against it. */
export const releaseLock = (order: Order, personId: string, posts: readonly PostCode[]): string => {
  if (order.makerId === personId) return '您是经办人，须另一人复核'
  const releasers = ORDER_RULES[order.act].releasers ?? []
  return releasers.some((post) => posts.includes(post)) ? '' : '您的岗位不复核此类资金单'
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
