import { type Actor, handOf } from '@qiangji/kernel/access/actor.ts'
import type { Hand } from '@qiangji/kernel/access/conflict.ts'
import { POSTS, type PostCode } from '@qiangji/kernel/access/post.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import { accept, type Decision, refuse } from '@qiangji/kernel/base/decision.ts'
import type { Payment, PaymentBatchId, PaymentId } from '@qiangji/kernel/fund/payment.ts'
import {
  makingPosts,
  type PaymentBatch,
  releasingPosts,
} from '@qiangji/kernel/fund/payment-batch.ts'
import type { Read } from '@qiangji/store/engine/act.ts'
import { findPayment } from '@qiangji/store/fund/payment.ts'
import { findBatch } from '@qiangji/store/fund/payment-batch.ts'
import { findOrganization } from '@qiangji/store/organization/organization.ts'
import { mayReviewFrom, seatAt, seatPosts } from './review-seat.ts'

export const firstHand = (actor: Actor, posts: readonly PostCode[]): Hand | null =>
  posts.map((post) => handOf(actor, post)).find((hand) => hand !== null) ?? null

export const postWords = (posts: readonly PostCode[]): string =>
  posts.map((post) => POSTS[post].name).join('或')

/** The hand with which the actor prepares payments of the own organization. */
export const makingHand = (actor: Actor): Decision<Hand, 'PAYMENT_MAKE_NOT_YOURS'> => {
  const posts = makingPosts(actor.organization.level)
  const hand = firstHand(actor, posts)
  return hand ? accept(hand) : refuse('PAYMENT_MAKE_NOT_YOURS', { posts: postWords(posts) })
}

/** A batch of one's own organization. */
export const ownBatch = async (
  db: Read,
  actor: Actor,
  id: PaymentBatchId,
): Promise<PaymentBatch | null> => {
  const batch = await findBatch(db, id)
  return batch?.payerId === actor.organization.organizationId ? batch : null
}

/** A payment of one's own organization, at the revision that was read. */
export const ownPayment = async (
  db: Read,
  actor: Actor,
  asked: { readonly id: PaymentId; readonly revision: number },
): Promise<Decision<Payment, 'NOT_FOUND' | 'REVISION_STALE'>> => {
  const payment = await findPayment(db, asked.id)
  if (payment?.payerId !== actor.organization.organizationId) return refuse('NOT_FOUND')
  return payment.revision === asked.revision ? accept(payment) : refuse('REVISION_STALE')
}

export interface Releasing {
  readonly batch: PaymentBatch
  readonly hand: Hand
}

type ReleasingRefusal =
  | 'NOT_FOUND'
  | 'REVISION_STALE'
  | 'PAYMENT_RELEASE_NOT_YOURS'
  | 'UPPER_REVIEW_NOT_NEEDED'

/** The batch and the hand that releases or rejects it: at the payer, or above it as 上级复核. */
export const releasing = async (
  db: Read,
  actor: Actor,
  asked: { readonly id: PaymentBatchId; readonly revision: number },
  today: Day,
): Promise<Decision<Releasing, ReleasingRefusal>> => {
  const batch = await findBatch(db, asked.id)
  const payer = batch && (await findOrganization(db, batch.payerId))
  const seat = payer && seatAt(actor, payer)
  if (!batch || !seat) return refuse('NOT_FOUND')
  const posts = releasingPosts(payer.level, 'payer')
  const reviewed = { organization: payer, posts, makers: [batch.maker] }
  const hand = firstHand(actor, seatPosts(seat, reviewed))
  if (!hand) return refuse('PAYMENT_RELEASE_NOT_YOURS', { posts: postWords(posts) })
  const may = await mayReviewFrom(db, seat, reviewed, today)
  if (!may.ok) return may
  return batch.revision === asked.revision ? accept({ batch, hand }) : refuse('REVISION_STALE')
}
