import type { PostCode } from '@qiangji/kernel/access/post.ts'
import { POSTS } from '@qiangji/kernel/access/post.ts'
import { makingPosts, releasingPosts } from '@qiangji/kernel/fund/payment-batch.ts'
import type { TrailStep } from '../figure/trail-step.ts'
import type { Session } from '../frame/session-store.ts'
import type { BatchRow, PaymentRow } from './payment.fields.ts'

const holdsAny = (session: Session, posts: readonly PostCode[]): boolean =>
  session.person.posts.some((held) => posts.includes(held.post))

/** Why this person may not release the batch; '' when nothing stands against it. */
export const releaseLock = (batch: BatchRow, session: Session): string => {
  const { personId, onBehalfOf } = batch.maker
  if (personId === session.person.id || onBehalfOf === session.person.id)
    return '您是制单人，须另一人授权'
  const own = batch.payerId === session.organization.id
  const posts = releasingPosts(batch.payerLevel, own ? 'payer' : 'above')
  const named = releasingPosts(batch.payerLevel, 'payer')
  return holdsAny(session, posts) ? '' : `须由${named.map((p) => POSTS[p].name).join('或')}授权`
}

/** Whether this person keeps the payments of the payer: marks them paid, records bounces. */
export const keepsPayment = (payment: PaymentRow, session: Session): boolean =>
  payment.payerId === session.organization.id &&
  holdsAny(session, makingPosts(session.organization.level))

/** 制单 → 授权 → 银行支付 → 到账确认, each with who and when or how far. */
export const batchSteps = (
  batch: BatchRow,
  payments: readonly PaymentRow[],
): readonly TrailStep[] => {
  const standing = payments.filter((p) => p.state !== 'rejected' && p.state !== 'cancelled')
  const waiting = payments.some((p) => p.state === 'drafted')
  const answered = standing.filter((p) => p.state === 'paid' || p.state === 'failed')
  const failed = standing.filter((p) => p.state === 'failed').length
  const arrived = standing.filter((p) => p.received > 0 && p.outstanding === 0)
  const bankDone = !waiting && standing.length > 0 && answered.length === standing.length
  const allArrived = bankDone && arrived.length === standing.length - failed
  const none = standing.length === 0
  return [
    { word: '制单', about: [batch.maker.name, batch.madeOn], at: 'done' },
    {
      word: '授权',
      about: batch.releaser
        ? [batch.releaser.name, batch.releasedOn ?? '']
        : none
          ? ['未授权']
          : [],
      at: none ? 'returned' : waiting ? 'now' : 'done',
    },
    {
      word: '银行支付',
      about: [
        `${answered.length - failed} / ${standing.length} 笔成功`,
        ...(failed > 0 ? [`${failed} 笔异常`] : []),
      ],
      at: none || waiting ? 'ahead' : failed > 0 ? 'returned' : bankDone ? 'done' : 'now',
    },
    {
      word: '到账确认',
      about: [`${arrived.length} / ${standing.length - failed} 笔`],
      at: allArrived && !none ? 'done' : bankDone ? 'now' : 'ahead',
    },
  ]
}
