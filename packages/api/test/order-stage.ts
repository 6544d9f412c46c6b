import type { Actor } from '@qiangji/kernel/access/actor.ts'
import type { PostCode } from '@qiangji/kernel/access/post.ts'
import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { PositiveFen } from '@qiangji/kernel/base/money.ts'
import type { Order, OrderAct, OrderForm, OrderLine } from '@qiangji/kernel/fund/order.ts'
import type { Stage as Held } from '@qiangji/kernel/fund/stage.ts'
import { addHolding } from '@qiangji/store/access/post.ts'
import { boardStage, wan } from './board-stage.ts'

export const PAPER = { number: '演示总工财〔2024〕3号', day: day('2024-06-04'), title: '依据' }

/** The board's stage with people whose posts are on record, and short ways to write and release orders. */
export const orderStage = async (today: Day = day('2024-06-04')) => {
  const b = await boardStage(today)
  const { s } = b
  const hire = async (code: string, ...posts: PostCode[]): Promise<Actor> => {
    const actor = await b.person(code, ...posts)
    const { organizationId } = actor.organization
    await s.act(async (tx) => {
      for (const post of posts)
        await addHolding(tx, actor.personId, {
          post,
          organizationId,
          from: day('2024-01-01'),
          to: null,
        })
      return accept(null)
    })
    return actor
  }
  /** One who stands in for another in that one's post: 代办授权. */
  const standIn = async (code: string, post: PostCode, giver: Actor): Promise<Actor> => ({
    ...(await hire(code, 'viewer')),
    posts: [{ post, from: { personId: giver.personId, name: giver.name } }],
  })
  const line = (
    beneficiary: string,
    holder: string,
    stage: Held,
    amount: number,
    target: OrderLine['target'] = null,
  ): OrderLine => ({
    beneficiaryId: s.at(beneficiary).id,
    holderId: s.at(holder).id,
    stage,
    amount: PositiveFen.parse(wan(amount)),
    target,
    commitmentId: null,
  })
  const make = (by: Actor, act: OrderAct, more: Partial<OrderForm> = {}): Promise<Order> =>
    s.as(by).fund.order.make({
      fundId: b.fundId,
      act,
      lines: [],
      total: null,
      change: null,
      basis: null,
      document: PAPER,
      reason: '理由',
      continuesId: null,
      newFundId: null,
      newDocument: null,
      ...more,
    })
  const release = (by: Actor, { id, revision }: Order): Promise<Order> =>
    s.as(by).fund.order.release({ id, revision })
  /** Straight or through a prefecture, or off the list, from a day on. */
  const changeList = (by: Actor, code: string, from: Day, next: 'off' | 'direct' | 'relay') =>
    s.as(by).fund.recipient.change({
      fundId: b.fundId,
      unionId: s.at(code).id,
      from,
      next:
        next === 'off'
          ? null
          : {
              route: next,
              viaId: next === 'relay' ? s.at(code).prefectureId : null,
              className: null,
            },
    })
  /** The accounts of a beneficiary with money, as holder/stage=万. */
  const lying = async (code: string): Promise<readonly string[]> =>
    (
      await s.store.read
        .selectFrom('account as a')
        .innerJoin('organization as h', 'h.id', 'a.holder_id')
        .select(['h.code', 'a.stage', 'a.balance'])
        .where('a.fund_id', '=', b.fundId)
        .where('a.beneficiary_id', '=', s.at(code).id)
        .where('a.balance', '<>', 0)
        .execute()
    )
      .map((a) => `${a.code}/${a.stage}=${a.balance / 1_000_000}`)
      .toSorted()
  return { ...b, hire, standIn, line, make, release, changeList, lying }
}
