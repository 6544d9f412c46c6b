import type { PostCode } from '@qiangji/kernel/access/post.ts'
import type { PostingAct } from '@qiangji/kernel/fund/movement.ts'

const PROVINCIAL: ReadonlySet<PostingAct> = new Set([
  'budget',
  'adjust',
  'arrange',
  'withdraw',
  'issue',
  'reduce',
  'return-confirm',
  'set-off-old',
  'set-off-new',
])

/** Whose posts may reverse an act, at home and from above; that the person is another one is the ledger's rule. */
export const reversersOf = (act: PostingAct): readonly PostCode[] =>
  PROVINCIAL.has(act)
    ? ['finance-reviewer', 'accountant']
    : ['finance-reviewer', 'accountant', 'prefecture-finance', 'county-reviewer', 'county-finance']
