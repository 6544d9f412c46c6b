import type { Actor } from '@qiangji/kernel/access/actor.ts'
import type { Hand } from '@qiangji/kernel/access/conflict.ts'
import { isWithin } from '@qiangji/kernel/access/scope.ts'
import { accept, assert, type Decision, refuse } from '@qiangji/kernel/base/decision.ts'
import type { Recipient } from '@qiangji/kernel/fund/fund.ts'
import type { Order, OrderForm, OrderId } from '@qiangji/kernel/fund/order.ts'
import type { MakerPlace } from '@qiangji/kernel/fund/order-check.ts'
import { type OrderFacts, orderPostings } from '@qiangji/kernel/fund/order-posting.ts'
import type { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import type { Outcome, Read, Tx } from '@qiangji/store/engine/act.ts'
import { newText } from '@qiangji/store/engine/new-id.ts'
import { prepareCarry, saveCarry } from '@qiangji/store/fund/commitment-carry.ts'
import { findFund, saveFund } from '@qiangji/store/fund/fund.ts'
import { type Poster, post, posterAs } from '@qiangji/store/fund/ledger.ts'
import {
  budgetedSum,
  findOrder,
  isYearClosed,
  releasingOf,
  settleOrder,
  stepReturn,
} from '@qiangji/store/fund/order.ts'
import { lastLines } from '@qiangji/store/fund/recipient.ts'
import {
  findOrganization,
  findProvince,
  listBelow,
  listOrganizations,
} from '@qiangji/store/organization/organization.ts'
import { newLineOf } from './set-off.ts'

export const makerPlace = async (db: Read, actor: Actor): Promise<MakerPlace> => {
  const below = new Set((await listBelow(db, actor.organization.path)).map((o) => o.id))
  return {
    organizationId: actor.organization.organizationId,
    level: actor.organization.level,
    provinceId: (await findProvince(db)).id,
    isOwnOrBelow: (id) => below.has(id),
  }
}

/** Whose second person releases: the recipient's for a set-off, one's own elsewhere; null when out of reach. */
export const releasingOrganization = async (
  db: Read,
  actor: Actor,
  form: OrderForm,
): Promise<OrganizationId | null> => {
  if (form.act !== 'set-off') return actor.organization.organizationId
  const recipients = [...new Set(form.lines.map((line) => line.beneficiaryId))]
  const only = recipients[0]
  if (only === undefined || recipients.length !== 1) return null
  const recipient = await findOrganization(db, only)
  return recipient && isWithin(actor.organization.path, recipient.path) ? recipient.id : null
}

/** Own and below; a set-off also for the recipient that confirms it. */
export const mayReadOrder = async (db: Read, actor: Actor, order: Order): Promise<boolean> => {
  const own = actor.organization
  if ((await releasingOf(db, order.id)) === own.organizationId) return true
  const maker = await findOrganization(db, order.organizationId)
  return maker !== null && isWithin(own.path, maker.path)
}

/** Whether an order could be posted as it is made: asked of a set-off, since the notice prints it from then on. */
export const mayPost = async (
  tx: Tx,
  poster: Poster,
  order: Order,
): Promise<Decision<null, string>> => {
  const facts = await gather(tx, poster, order)
  if (facts === null) return refuse('NOT_FOUND')
  const decided = orderPostings(order, facts)
  return decided.ok ? accept(null) : decided
}

/** Posts the order and sets its documents forward; the maker's own hand where one person is enough. */
export const releaseOrder = async (
  tx: Tx,
  poster: Poster,
  order: Order,
  releaser: Hand | null,
): Promise<Outcome<Order>> => {
  const facts = await gather(tx, poster, order)
  if (facts === null) return refuse('NOT_FOUND')
  const decided = orderPostings(order, facts)
  if (!decided.ok) return decided
  const carried = await prepareCarry(tx, order)
  if (!carried.ok) return carried
  // A resolution that changes no amount posts nothing, so that the ledger is not asked.
  if (facts.ended) return refuse('FUND_ENDED')
  const batch = newText()
  const desk = releaser ?? { onBehalfOf: order.makerForId }
  for (const part of decided.value) {
    if (part.postings.length === 0) continue
    const posted = await post(tx, posterAs(poster, desk), part.fundId, part.postings, {
      batch,
      maker: order.makerId,
      releaser: releaser?.personId ?? null,
    })
    if (!posted.ok) return posted
  }
  await saveCarry(tx, carried.value)
  await carryOn(tx, order)
  const released: Order = {
    ...order,
    state: 'released',
    step: order.act === 'return' ? 'paid' : null,
    viaId: order.act === 'return' ? viaOf(order, facts.lines) : null,
    releaserId: releaser?.personId ?? null,
    releaserForId: releaser?.onBehalfOf ?? null,
    releasedOn: poster.today,
    batch,
  }
  const saved = await settleOrder(tx, released)
  return saved ? accept({ ...released, revision: order.revision + 1 }) : refuse('REVISION_STALE')
}

type Lines = ReadonlyMap<string, Pick<Recipient, 'viaId'>>
type Gathered = OrderFacts & { readonly ended: boolean; readonly lines: Lines }

const gather = async (tx: Tx, poster: Poster, order: Order): Promise<Gathered | null> => {
  const fund = await findFund(tx, order.fundId)
  if (fund === null) return null
  const ids = [...new Set(order.lines.map((line) => line.beneficiaryId))]
  const lines = await lastLines(tx, order.fundId, ids, poster.today)
  const maker = await findOrganization(tx, order.organizationId)
  const townships = new Set(
    (await listOrganizations(tx, ids))
      .filter((o) => o.level === 'township' && isWithin(maker?.path ?? '', o.path))
      .map((o) => o.id),
  )
  return {
    provinceId: (await findProvince(tx)).id,
    fund,
    ended: fund.state === 'ended',
    budgeted: await budgetedSum(tx, order.fundId),
    yearClosed: await isYearClosed(tx, fund.year),
    newFund: order.newFundId === null ? null : await findFund(tx, order.newFundId),
    newLine: order.act === 'set-off' ? await newLineOf(tx, order) : null,
    continued: order.continuesId === null ? null : await findOrder(tx, order.continuesId),
    lines,
    isRecipient: (id) => lines.has(id),
    isTownship: (id) => townships.has(id),
  }
}

/** The prefecture that a return passes through on its way up; null when its payer pays the province. */
const viaOf = (back: Order, lines: Lines): OrganizationId | null => {
  const [line] = back.lines
  assert(line !== undefined, 'a return has lines')
  const via = lines.get(line.beneficiaryId)?.viaId ?? null
  return via === back.organizationId ? null : via
}

const STEP_AFTER = {
  'return-receive': 'received',
  'return-stop': 'stopped',
  'return-confirm': 'confirmed',
} as const

/** What else stands differently once an order is posted: the budget's state, the return's step. */
const carryOn = async (tx: Tx, order: Order): Promise<void> => {
  if (order.act === 'budget') {
    const fund = await findFund(tx, order.fundId)
    assert(fund !== null, 'the fund of an order exists')
    const budgetState = order.basis === 'resolution' ? 'approved' : 'provisional'
    const saved = await saveFund(tx, { ...fund, budgetState }, fund.revision)
    assert(saved, 'a fund saved inside the transaction that read it')
  }
  const back: OrderId | null = order.continuesId
  if (
    back !== null &&
    (order.act === 'return-receive' ||
      order.act === 'return-stop' ||
      order.act === 'return-confirm')
  )
    await stepReturn(tx, back, STEP_AFTER[order.act])
}
