import { type Actor, handOf } from '@qiangji/kernel/access/actor.ts'
import type { Hand } from '@qiangji/kernel/access/conflict.ts'
import { isWithin } from '@qiangji/kernel/access/scope.ts'
import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import { publicId } from '@qiangji/kernel/base/id.ts'
import { ACT_WORDS, type PostingAct } from '@qiangji/kernel/fund/movement.ts'
import { isPaidByBank } from '@qiangji/store/fund/payment.ts'
import { journalsOfBatch, keepReason, reverseBatch } from '@qiangji/store/fund/reversal.ts'
import { UNDO, UNDO_GUARDS } from '@qiangji/store/fund/undo.ts'
import { findOrganization } from '@qiangji/store/organization/organization.ts'
import { z } from 'zod'
import { command } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'
import { reversersOf } from './reverser.ts'

export const BatchId = publicId<'Batch'>()

/**
 * 冲销: mirrors every journal of one posted act and sets its document back. By a person other than who posted
 * it, of the organization that posted it or, where that has one person, of the one above (上级复核).
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
    const journals = await journalsOfBatch(tx, input.batch)
    const first = journals[0]
    if (first === undefined) return refuse('NOT_FOUND')
    const holder = await findOrganization(tx, first.from.holder)
    if (holder === null || !isWithin(actor.organization.path, holder.path))
      return refuse('NOT_FOUND')
    const hand = reversingHand(actor, first.act)
    if (hand === null) return refuse('NOT_FOUND')
    const undo = UNDO[first.act]
    if (undo === undefined && first.act !== 'reverse')
      return refuse('NOT_REVERSIBLE', { act: ACT_WORDS[first.act] })
    const stopped = await UNDO_GUARDS[first.act]?.(tx, input.batch)
    if (stopped) return stopped
    const reversed = await reverseBatch(
      tx,
      poster,
      input.batch,
      await isPaidByBank(tx, input.batch),
      hand.onBehalfOf,
    )
    if (!reversed.ok) return reversed
    await undo?.(tx, {
      act: first.act,
      batch: input.batch,
      documents: [...new Set(journals.map((j) => j.document))],
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

/** The hand that reverses: one's own post before one that is lent. */
const reversingHand = (actor: Actor, act: PostingAct): Hand | null => {
  const hands = reversersOf(act)
    .map((post) => handOf(actor, post))
    .filter((hand) => hand !== null)
  return hands.find((hand) => hand.onBehalfOf === null) ?? hands[0] ?? null
}

export const journal = router({ reverse })
