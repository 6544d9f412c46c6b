import type { PostingAct } from '@qiangji/kernel/fund/movement.ts'
import { actHolder, type Reversible } from '@qiangji/kernel/fund/reversal.ts'
import type { Read } from '../engine/act.ts'
import { journalsOfBatch } from './reversal.ts'

/** What a batch stands for: an act of an organization, with its journals if it moved anything. */
export interface PostedAct {
  readonly act: PostingAct
  /** The act that a reversal mirrors; its own elsewhere. */
  readonly mirrors: PostingAct
  /** Who holds the money that it moved, and so did it. */
  readonly holderId: string
  readonly journals: readonly Reversible[]
  readonly documents: readonly string[]
  /** It posted nothing: a resolution that confirms the leaders' paper to the fen. */
  readonly quiet: boolean
}

export const actOfBatch = async (db: Read, batch: string): Promise<PostedAct | null> => {
  const journals = await journalsOfBatch(db, batch)
  const [first] = journals
  if (first === undefined) return quietAct(db, batch)
  return {
    act: first.act,
    mirrors: first.mirrors,
    holderId: actHolder(first.mirrors, first.from, first.to),
    journals,
    documents: [...new Set(journals.map((j) => j.document))],
    quiet: false,
  }
}

const quietAct = async (db: Read, batch: string): Promise<PostedAct | null> => {
  const order = await db
    .selectFrom('fund_order')
    .select(['id', 'organization_id', 'state', 'releaser', 'releaser_for'])
    .where('batch', '=', batch)
    .where('act', '=', 'budget')
    .executeTakeFirst()
  if (order === undefined) return null
  const postedBy = { personId: order.releaser ?? '', onBehalfOf: order.releaser_for }
  return {
    act: 'budget',
    mirrors: 'budget',
    holderId: order.organization_id,
    journals: [{ act: 'budget', postedBy, reversed: order.state === 'reversed' }],
    documents: [order.id],
    quiet: true,
  }
}
