import { handsOf } from '@qiangji/kernel/access/actor.ts'
import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import { publicId } from '@qiangji/kernel/base/id.ts'
import { ACT_WORDS } from '@qiangji/kernel/fund/movement.ts'
import { type Organization, OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import type { Tx } from '@qiangji/store/engine/act.ts'
import { posterAs } from '@qiangji/store/fund/ledger.ts'
import { isPaidByBank } from '@qiangji/store/fund/payment.ts'
import { actOfBatch, type PostedAct } from '@qiangji/store/fund/posted-act.ts'
import { keepReason, reverseBatch, reverseQuiet } from '@qiangji/store/fund/reversal.ts'
import { UNDO, UNDO_GUARDS } from '@qiangji/store/fund/undo.ts'
import { findOrganization } from '@qiangji/store/organization/organization.ts'
import { z } from 'zod'
import { command } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'
import { reversersOf } from './reverser.ts'
import { mayReviewFrom, seatAt } from './review-seat.ts'

export const BatchId = publicId<'Batch'>()

/**
 * 冲销: mirrors every journal of one posted act and sets its document back. By a person other than who posted
 * it, of the organization whose act it is or, where that has nobody else, of the one above (上级复核).
 */
const reverse = command(
  {
    input: z.strictObject({ batch: BatchId, reason: z.string().trim().min(1).max(500) }),
    output: z.strictObject({ batch: BatchId }),
    scoped: 'body',
    subject: (i) => i.batch,
    rest: 'POST /fund/batches/{batch}/reverse',
  },
  async ({ tx, actor, input, poster }) => {
    const posted = await actOfBatch(tx, input.batch)
    const place = posted && (await placeOf(tx, posted))
    const seat = place && seatAt(actor, place)
    if (!posted || !seat) return refuse('NOT_FOUND')
    const { act } = posted
    const posts = reversersOf(posted.mirrors)
    const [hand] = handsOf(actor, posts)
    if (hand === undefined) return refuse('NOT_FOUND')
    const makers = posted.journals.map((j) => j.postedBy)
    const may = await mayReviewFrom(tx, seat, { organization: place, posts, makers }, poster.today)
    if (!may.ok) return may
    const undo = UNDO[act]
    if (undo === undefined && act !== 'reverse')
      return refuse('NOT_REVERSIBLE', { act: ACT_WORDS[act] })
    const stopped = await UNDO_GUARDS[act]?.(tx, input.batch)
    if (stopped) return stopped
    const desk = posterAs(poster, hand)
    const reversed = posted.quiet
      ? reverseQuiet(desk, posted.journals)
      : await reverseBatch(tx, desk, input.batch, await isPaidByBank(tx, input.batch))
    if (!reversed.ok) return reversed
    await undo?.(tx, {
      act,
      batch: input.batch,
      documents: posted.documents,
      today: poster.today,
    })
    await keepReason(tx, poster, {
      batch: reversed.value,
      reverses: input.batch,
      reason: input.reason,
    })
    return accept({ batch: BatchId.parse(reversed.value) })
  },
)

/** Whose act it is. A township does nothing with its money but receive it: the rest is done at its county's desk. */
const placeOf = async (tx: Tx, posted: PostedAct): Promise<Organization | null> => {
  const holder = await findOrganization(tx, OrganizationId.parse(posted.holderId))
  return holder?.level === 'township' && holder.parentId !== null && posted.mirrors !== 'receive'
    ? findOrganization(tx, holder.parentId)
    : holder
}

export const journal = router({ reverse })
