import type { Actor } from '@qiangji/kernel/access/actor.ts'
import { handOf } from '@qiangji/kernel/access/actor.ts'
import { different, type Hand } from '@qiangji/kernel/access/conflict.ts'
import { PersonId } from '@qiangji/kernel/access/person.ts'
import type { PostCode } from '@qiangji/kernel/access/post.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import { Revision } from '@qiangji/kernel/base/id.ts'
import { type Fen, NaturalFen, NO_FEN } from '@qiangji/kernel/base/money.ts'
import { CommitmentId, commitmentLeft } from '@qiangji/kernel/fund/commitment.ts'
import { FundId } from '@qiangji/kernel/fund/fund.ts'
import { holderOf } from '@qiangji/kernel/fund/holder.ts'
import {
  mayBecome,
  ORDER_RULES,
  ORDER_STATES,
  Order,
  OrderAct,
  OrderForm,
  OrderId,
} from '@qiangji/kernel/fund/order.ts'
import { checkOrder, type MakerPlace, mayDrawOn } from '@qiangji/kernel/fund/order-check.ts'
import { STAGES } from '@qiangji/kernel/fund/stage.ts'
import { type Organization, OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { namesOf } from '@qiangji/store/access/person.ts'
import type { Read } from '@qiangji/store/engine/act.ts'
import { newId } from '@qiangji/store/engine/new-id.ts'
import { mayBeReleased } from '@qiangji/store/fund/approval.ts'
import { orderBill } from '@qiangji/store/fund/approval-bill.ts'
import { listOpenContracts } from '@qiangji/store/fund/commitment.ts'
import { findFund } from '@qiangji/store/fund/fund.ts'
import {
  addOrder,
  type Drawable,
  findOrder,
  listDrawable,
  listOrders,
  releasingOf,
  settleOrder,
} from '@qiangji/store/fund/order.ts'
import { settleProposal } from '@qiangji/store/fund/settle-proposal.ts'
import {
  findOrganization,
  listBelow,
  listOrganizations,
} from '@qiangji/store/organization/organization.ts'
import { z } from 'zod'
import { cut, PAGE_ASK, page, readCursor } from '../frame/page.ts'
import { command, query } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'
import { fundInSight } from './fund-sight.ts'
import {
  makerPlace,
  mayPost,
  mayReadOrder,
  releaseOrder,
  releasingOrganization,
} from './order-release.ts'
import { ReversalView, reversalOf } from './reversal-view.ts'
import { mayReviewFrom, seatAt, seatPosts } from './review-seat.ts'

const STATES = ['drafted', 'released', 'declined', 'cancelled', 'reversed'] as const

/** An order with the names that a list shows. */
const OrderRow = z.strictObject({
  order: Order,
  organizationName: z.string(),
  fundName: z.string(),
})

/** An order with the names of who stands behind it. */
const OrderDetail = Order.extend({
  organizationName: z.string(),
  makerName: z.string(),
  /** Of who let it through or sent it back; null while it waits, and where one person is enough. */
  releaserName: z.string().nullable(),
  reversal: ReversalView.nullable(),
})

/** The hand with which the actor uses one of these posts, the first that is held. */
const handFor = (actor: Actor, posts: readonly PostCode[]): Hand | null =>
  posts.map((post) => handOf(actor, post)).find((hand) => hand !== null) ?? null

const list = query(
  {
    input: z.strictObject({
      fundId: FundId.nullable().default(null),
      state: z.enum(STATES).nullable().default(null),
      act: OrderAct.nullable().default(null),
      ...PAGE_ASK,
    }),
    output: page(OrderRow),
    scoped: 'body',
    rest: 'GET /fund/orders',
  },
  async ({ db, actor, input }) => {
    const orders = await listOrders(db, {
      path: actor.organization,
      fundId: input.fundId,
      state: input.state,
      act: input.act,
      limit: input.limit,
      after: readCursor(z.tuple([z.string(), z.string()]), input.cursor),
    })
    const organizations = await listOrganizations(db, [
      ...new Set(orders.map((o) => o.organizationId)),
    ])
    const funds = await Promise.all(
      [...new Set(orders.map((o) => o.fundId))].map((id) => findFund(db, id)),
    )
    const rows = orders.map((order) => ({
      order,
      organizationName: organizations.find((o) => o.id === order.organizationId)?.shortName ?? '',
      fundName: funds.find((f) => f?.id === order.fundId)?.name ?? '',
    }))
    return cut(rows, input.limit, (row) => [row.order.madeOn, row.order.id])
  },
)

const detail = query(
  {
    input: z.strictObject({ id: OrderId }),
    output: OrderDetail,
    scoped: 'body',
    rest: 'GET /fund/orders/{id}',
  },
  async ({ db, actor, input }) => {
    const order = await findOrder(db, input.id)
    if (!order || !(await mayReadOrder(db, actor, order))) return refuse('NOT_FOUND')
    const maker = PersonId.parse(order.makerId)
    const releaser = PersonId.nullable().parse(order.releaserId)
    const persons = await namesOf(db, releaser === null ? [maker] : [maker, releaser])
    return {
      ...order,
      organizationName: (await findOrganization(db, order.organizationId))?.name ?? '',
      makerName: persons.get(maker) ?? '',
      releaserName: releaser === null ? null : (persons.get(releaser) ?? ''),
      reversal: await reversalOf(db, order.batch),
    }
  },
)

/** Whose accounts are worth looking at: a set-off is made by the province on what any recipient holds. */
const holdersOf = (
  act: OrderAct,
  place: MakerPlace,
  below: readonly Organization[],
): readonly string[] | null => {
  if (act === 'set-off') return null
  return act === 'reduce' ? [place.provinceId] : below.map((o) => o.id)
}

/** The accounts with money that an act of this organization may draw on; 占用 is drawn contract by contract. */
const drawable = query(
  {
    input: z.strictObject({ fundId: FundId, act: OrderAct }),
    output: z.array(
      z.strictObject({
        beneficiaryId: OrganizationId,
        beneficiaryName: z.string(),
        holderId: OrganizationId,
        holderName: z.string(),
        stage: z.enum(STAGES),
        balance: NaturalFen,
        commitmentId: CommitmentId.nullable(),
        /** The contract behind 占用. */
        title: z.string().nullable(),
        /** What the fund's age rule proposes for 转结余. */
        proposed: NaturalFen,
      }),
    ),
    scoped: 'body',
  },
  async ({ db, actor, input, today }) => {
    const stages = ORDER_RULES[input.act].from
    if (stages.length === 0) return []
    const below = await listBelow(db, actor.organization.path)
    const place = await makerPlace(db, actor)
    const found = await listDrawable(db, input.fundId, holdersOf(input.act, place, below), stages)
    const proposedOf = await proposals(db, actor, input, today)
    const nameOf = (id: string): string => below.find((o) => o.id === id)?.shortName ?? ''
    const accounts = found
      .filter((a) => a.stage !== 'occupied')
      .map((a) => ({ ...a, commitmentId: null, title: null }))
    const contracts = stages.includes('occupied')
      ? await drawableContracts(db, input.fundId, actor.organization.organizationId)
      : []
    return [...accounts, ...contracts]
      .map((a) => ({
        ...a,
        beneficiaryId: OrganizationId.parse(a.beneficiaryId),
        holderId: OrganizationId.parse(a.holderId),
      }))
      .filter((a) => mayDrawOn(input.act, a, place))
      .map((a) => ({
        ...a,
        beneficiaryName: nameOf(a.beneficiaryId),
        holderName: nameOf(a.holderId),
        proposed: proposedOf(a),
      }))
  },
)

const drawableContracts = async (db: Read, fundId: FundId, organizationId: OrganizationId) =>
  (await listOpenContracts(db, fundId, organizationId))
    .filter((contract) => commitmentLeft(contract) > 0)
    .map((contract) => ({
      beneficiaryId: contract.beneficiaryId,
      holderId: holderOf(contract),
      stage: 'occupied' as const,
      balance: commitmentLeft(contract),
      commitmentId: contract.id,
      title: contract.title,
    }))

/** What the fund's age rule proposes to the actor's own organization, account by account. */
const proposals = async (
  db: Read,
  actor: Actor,
  input: { readonly fundId: FundId; readonly act: OrderAct },
  today: Day,
): Promise<(account: Drawable) => Fen> => {
  const own = actor.organization.organizationId
  const fund = input.act === 'settle' ? await findFund(db, input.fundId) : null
  const found = fund && (await settleProposal(db, fund, own, today))
  return ({ beneficiaryId, holderId, stage }) =>
    found && beneficiaryId === own && holderId === own && (stage === 'held' || stage === 'carried')
      ? found[stage]
      : NO_FEN
}

/** Prepares an order; an act that one person may do is posted at once. */
const make = command(
  {
    input: OrderForm,
    output: Order,
    scoped: 'body',
    subject: (i) => i.fundId,
    rest: 'POST /fund/orders',
    bodyLimit: 512 * 1024,
  },
  async ({ tx, actor, input, today, poster }) => {
    const rule = ORDER_RULES[input.act]
    const maker = handFor(actor, rule.makers)
    if (maker === null) return refuse('NOT_FOUND')
    for (const id of [input.fundId, input.newFundId])
      if (id !== null && (await fundInSight(tx, actor, id)) === null) return refuse('NOT_FOUND')
    if (!(await mayContinue(tx, actor, input.continuesId))) return refuse('NOT_FOUND')
    const place = await makerPlace(tx, actor)
    const checked = checkOrder(input, place, today)
    if (!checked.ok) return checked
    const releasing = await releasingOrganization(tx, actor, input)
    if (releasing === null) return refuse('NOT_FOUND')
    const order: Order = {
      ...input,
      id: newId(OrderId),
      organizationId: actor.organization.organizationId,
      state: 'drafted',
      step: null,
      viaId: null,
      makerId: actor.personId,
      makerForId: maker.onBehalfOf,
      madeOn: today,
      releaserId: null,
      releaserForId: null,
      releasedOn: null,
      declineReason: null,
      batch: null,
      revision: 0,
    }
    if (input.act === 'set-off') {
      const may = await mayPost(tx, poster, order)
      if (!may.ok) return may
    }
    await addOrder(tx, order, {
      prefectureId: actor.organization.prefectureId,
      countyId: actor.organization.countyId,
      releasingId: releasing,
    })
    return rule.releasers === null ? releaseOrder(tx, poster, order, null) : accept(order)
  },
)

/** Whether the order that is continued is a return of one's own organization or of one below. */
const mayContinue = async (tx: Read, actor: Actor, id: OrderId | null): Promise<boolean> => {
  if (id === null) return true
  const back = await findOrder(tx, id)
  return back?.act === 'return' && (await mayReadOrder(tx, actor, back))
}

const Chosen = z.strictObject({ id: OrderId, revision: Revision })

/** The second person lets it through: now it is posted. */
const release = command(
  {
    input: Chosen,
    output: Order,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/orders/{id}/release',
  },
  async ({ tx, actor, input, poster }) => {
    const waiting = await waitingFor(tx, actor, input, poster.today)
    if (!waiting.ok) return waiting
    const { order, hand } = waiting.value
    if (!different(makerOf(order), hand)) return refuse('SAME_PERSON')
    const signed = await mayBeReleased(tx, await orderBill(tx, order), poster.today)
    if (!signed.ok) return signed
    return releaseOrder(tx, poster, order, hand)
  },
)

const decline = command(
  {
    input: Chosen.extend({ reason: z.string().trim().min(1).max(500) }),
    output: Order,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/orders/{id}/decline',
  },
  async ({ tx, actor, input, today }) => {
    const waiting = await waitingFor(tx, actor, input, today)
    if (!waiting.ok) return waiting
    const { order } = waiting.value
    return save(tx, { ...order, state: 'declined', declineReason: input.reason })
  },
)

const cancel = command(
  {
    input: Chosen,
    output: Order,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/orders/{id}/cancel',
  },
  async ({ tx, actor, input }) => {
    const order = await findOrder(tx, input.id)
    if (order === null || order.organizationId !== actor.organization.organizationId)
      return refuse('NOT_FOUND')
    if (!mayBecome(order.state, 'cancelled')) return notWaiting(order)
    if (order.revision !== input.revision) return refuse('REVISION_STALE')
    return save(tx, { ...order, state: 'cancelled' })
  },
)

/** The order and the hand that lets it through or sends it back: of who confirms it, or above as 上级复核. */
const waitingFor = async (db: Read, actor: Actor, input: z.output<typeof Chosen>, today: Day) => {
  const order = await findOrder(db, input.id)
  const place = order && (await releasingPlace(db, order))
  const seat = place && seatAt(actor, place)
  // Both sides of a set-off answer for themselves.
  if (!order || !seat || (seat === 'upper' && order.act === 'set-off')) return refuse('NOT_FOUND')
  if (!mayBecome(order.state, 'released')) return notWaiting(order)
  if (order.revision !== input.revision) return refuse('REVISION_STALE')
  const posts = ORDER_RULES[order.act].releasers ?? []
  const reviewed = { organization: place, posts, makers: [makerOf(order)] }
  const hand = handFor(actor, seatPosts(seat, reviewed))
  if (hand === null) return refuse('NOT_FOUND')
  const may = await mayReviewFrom(db, seat, reviewed, today)
  return may.ok ? accept({ order, hand }) : may
}

const releasingPlace = async (db: Read, order: Order): Promise<Organization | null> => {
  const id = await releasingOf(db, order.id)
  return id === null ? null : findOrganization(db, OrganizationId.parse(id))
}

const notWaiting = (order: Order) =>
  refuse('ORDER_NOT_WAITING', { state: ORDER_STATES[order.state] })

const makerOf = (order: Order): Hand => ({
  personId: PersonId.parse(order.makerId),
  onBehalfOf: order.makerForId === null ? null : PersonId.parse(order.makerForId),
})

const save = async (tx: Parameters<typeof settleOrder>[0], order: Order) =>
  (await settleOrder(tx, order))
    ? accept({ ...order, revision: order.revision + 1 })
    : refuse('REVISION_STALE')

export const order = router({ list, detail, drawable, make, release, decline, cancel })
