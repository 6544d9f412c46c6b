import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { fen, negateFen } from '@qiangji/kernel/base/money.ts'
import { type Spending, SpendingHand, SpendingId } from '@qiangji/kernel/fund/spending.ts'
import type { Tx } from '../engine/act.ts'
import { newId } from '../engine/new-id.ts'
import { CLAIM_MOVES, moveClaims } from './claim.ts'
import { addSpendings, findSpendings, saveSpending } from './spending.ts'
import { takeDesk } from './spending-place.ts'
import { findRule } from './spending-rule.ts'
import type { Undo, UndoGuard } from './undo.ts'

/**
 * A reversed spending or refund stands as 已冲销, what it drew on is free again, and a row of its own shows
 * the reversal on its day.
 */
export const undoSpending: Undo = async (tx, { batch }) => {
  const reversal = await reversalOf(tx, batch)
  const found = await tx
    .selectFrom('spending')
    .select('id')
    .where('batch', '=', batch)
    .executeTakeFirst()
  const [old] = await findSpendings(tx, found ? [found.id] : [])
  if (!old || !reversal) return
  const { fileThreshold } = await findRule(tx, old.fundId)
  await saveSpending(tx, old, { ...old, state: 'reversed' }, fileThreshold)
  await moveClaims(tx, [{ spending: old, ...CLAIM_MOVES.unused }])
  await addSpendings(tx, [mirror(old, reversal)], fileThreshold)
}

interface Reversal {
  readonly batch: string
  readonly personId: string
  readonly onBehalfOf: string | null
  readonly day: Day
}

const reversalOf = async (tx: Tx, batch: string): Promise<Reversal | null> => {
  const row = await tx
    .selectFrom('journal as r')
    .innerJoin('journal as o', 'o.id', 'r.reverses')
    .select(['r.batch', 'r.request_person', 'r.posted_for', 'r.day'])
    .where('o.batch', '=', batch)
    .executeTakeFirst()
  if (!row) return null
  const { request_person: personId, posted_for: onBehalfOf } = row
  return { batch: row.batch, personId, onBehalfOf, day: day(row.day) }
}

const mirror = (old: Spending, by: Reversal): Spending => {
  const hand = SpendingHand.parse({ personId: by.personId, onBehalfOf: by.onBehalfOf })
  return {
    ...old,
    id: newId(SpendingId),
    kind: 'reversal',
    state: 'posted',
    origin: 'reversal',
    ofId: old.id,
    day: by.day,
    summary: `冲销 ${old.voucher}`,
    signed: negateFen(old.signed),
    commitmentId: null,
    advanceId: null,
    used: fen(0),
    asked: fen(0),
    importId: null,
    makers: [hand],
    madeOn: by.day,
    releaser: hand,
    postedOn: by.day,
    batch: by.batch,
    reason: null,
    files: 0,
    revision: 0,
  }
}

/**
 * Nothing is in the way of a spending, but its desk is taken before anything is posted: what it gives back is
 * counted at the same contract or advance as what is written down there at the same time.
 */
export const guardSpending: UndoGuard = async (tx, batch) => {
  const row = await tx
    .selectFrom('spending')
    .select('organization_id')
    .where('batch', '=', batch)
    .executeTakeFirst()
  if (row) await takeDesk(tx, [row.organization_id])
  return null
}
