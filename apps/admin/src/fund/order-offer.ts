import type { PostCode } from '@qiangji/kernel/access/post.ts'
import { ORDER_ACTS, ORDER_RULES, type OrderAct } from '@qiangji/kernel/fund/order.ts'
import type { DrawnAccount } from './order-draft.ts'

/** The acts that one of these posts prepares; continuations of a return are offered on the return itself. */
export const actsOfPosts = (posts: readonly PostCode[]): readonly OrderAct[] =>
  ORDER_ACTS.filter(
    (act) =>
      !ORDER_RULES[act].continues && ORDER_RULES[act].makers.some((post) => posts.includes(post)),
  )

interface Union {
  readonly id: string
  readonly shortName: string
  readonly level: string
}

/** For a sub-allocation: every township below, each drawing on what the county holds. */
export const townshipAccounts = (
  held: readonly DrawnAccount[],
  tree: readonly Union[],
): readonly DrawnAccount[] => {
  const own = held.find((a) => a.beneficiaryId === a.holderId && a.stage === 'held')
  if (own === undefined) return []
  return tree
    .filter((o) => o.level === 'township')
    .map((o) => ({ ...own, beneficiaryId: o.id, beneficiaryName: o.shortName }))
}
