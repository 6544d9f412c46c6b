import { type Fen, fen } from '@qiangji/kernel/base/money.ts'
import {
  Order,
  type OrderAct,
  type OrderId,
  type OrderState,
  orderAmount,
} from '@qiangji/kernel/fund/order.ts'
import type { Stage } from '@qiangji/kernel/fund/stage.ts'
import type { Read, Tx } from '../engine/act.ts'
import type { OrderRow } from './order-tables.ts'

export const readOrder = (row: OrderRow): Order =>
  Order.parse({
    ...JSON.parse(row.form),
    lines: JSON.parse(row.lines),
    id: row.id,
    organizationId: row.organization_id,
    state: row.state,
    step: row.step,
    viaId: row.via_id,
    makerId: row.maker,
    makerForId: row.maker_for,
    madeOn: row.made_on,
    releaserId: row.releaser,
    releaserForId: row.releaser_for,
    releasedOn: row.released_on,
    declineReason: row.decline_reason,
    batch: row.batch,
    revision: row.revision,
  })

/** Where the order belongs and who confirms it: columns that lists are cut by. */
export interface OrderPlace {
  readonly prefectureId: string | null
  readonly countyId: string | null
  readonly releasingId: string
}

const rowOf = (order: Order, place: OrderPlace): OrderRow => {
  const {
    id,
    organizationId,
    state,
    step,
    viaId,
    lines,
    makerId,
    makerForId,
    madeOn,
    releaserId,
    releaserForId,
    releasedOn,
    declineReason,
    batch,
    revision,
    ...form
  } = order
  return {
    id,
    fund_id: form.fundId,
    act: form.act,
    organization_id: organizationId,
    prefecture_id: place.prefectureId,
    county_id: place.countyId,
    releasing_id: place.releasingId,
    state,
    step,
    via_id: viaId,
    lines: JSON.stringify(lines),
    amount: orderAmount(order),
    form: JSON.stringify(form),
    continues_id: form.continuesId,
    maker: makerId,
    maker_for: makerForId,
    made_on: madeOn,
    releaser: releaserId,
    releaser_for: releaserForId,
    released_on: releasedOn,
    decline_reason: declineReason,
    batch,
    revision,
  }
}

export const findOrder = async (db: Read, id: OrderId): Promise<Order | null> => {
  const row = await db.selectFrom('fund_order').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? readOrder(row) : null
}

export const findOrderByBatch = async (db: Read, batch: string): Promise<Order | null> => {
  const row = await db
    .selectFrom('fund_order')
    .selectAll()
    .where('batch', '=', batch)
    .executeTakeFirst()
  return row ? readOrder(row) : null
}

/** Whose finance confirms the order; its maker's own organization but for a set-off. */
export const releasingOf = async (db: Read, id: OrderId): Promise<string | null> =>
  (await db.selectFrom('fund_order').select('releasing_id').where('id', '=', id).executeTakeFirst())
    ?.releasing_id ?? null

export const addOrder = async (tx: Tx, order: Order, place: OrderPlace): Promise<void> => {
  await tx.insertInto('fund_order').values(rowOf(order, place)).execute()
}

/** Saves what releasing, declining or cancelling changes; false when somebody was faster. */
export const settleOrder = async (tx: Tx, order: Order): Promise<boolean> => {
  const saved = await tx
    .updateTable('fund_order')
    .set({
      state: order.state,
      step: order.step,
      via_id: order.viaId,
      releaser: order.releaserId,
      releaser_for: order.releaserForId,
      released_on: order.releasedOn,
      decline_reason: order.declineReason,
      batch: order.batch,
      revision: order.revision + 1,
    })
    .where('id', '=', order.id)
    .where('revision', '=', order.revision)
    .executeTakeFirst()
  return saved.numUpdatedRows === 1n
}

export const stepReturn = async (tx: Tx, id: OrderId, step: Order['step']): Promise<void> => {
  await tx
    .updateTable('fund_order')
    .set((eb) => ({ step, revision: eb('revision', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export interface OrderList {
  readonly path: { readonly level: string; readonly organizationId: string }
  readonly fundId: string | null
  readonly state: OrderState | null
  readonly act: OrderAct | null
  readonly limit: number
  readonly after: readonly [string, string] | null
}

/** Newest first; one row more than asked tells that there is a next page. */
export const listOrders = async (db: Read, ask: OrderList): Promise<readonly Order[]> => {
  let query = db.selectFrom('fund_order').selectAll()
  const { level, organizationId } = ask.path
  if (level === 'prefecture')
    query = query.where((eb) =>
      eb.or([eb('prefecture_id', '=', organizationId), eb('releasing_id', '=', organizationId)]),
    )
  if (level === 'county')
    query = query.where((eb) =>
      eb.or([eb('county_id', '=', organizationId), eb('releasing_id', '=', organizationId)]),
    )
  if (level === 'township') query = query.where('organization_id', '=', organizationId)
  if (ask.fundId !== null) query = query.where('fund_id', '=', ask.fundId)
  if (ask.state !== null) query = query.where('state', '=', ask.state)
  const { after, act } = ask
  if (act !== null) query = query.where('act', '=', act)
  if (after !== null)
    query = query.where((eb) =>
      eb.or([
        eb('made_on', '<', after[0]),
        eb.and([eb('made_on', '=', after[0]), eb('id', '<', after[1])]),
      ]),
    )
  return (
    await query
      .orderBy('made_on', 'desc')
      .orderBy('id', 'desc')
      .limit(ask.limit + 1)
      .execute()
  ).map(readOrder)
}

/** What the budget journals of a fund have posted so far: 年初核定数. */
export const budgetedSum = async (db: Read, fundId: string): Promise<Fen> => {
  const row = await db
    .selectFrom('journal as j')
    .leftJoin('journal as o', 'o.id', 'j.reverses')
    .innerJoin('entry as e', 'e.journal_id', 'j.id')
    .innerJoin('account as a', 'a.id', 'e.account_id')
    .select((eb) => eb.fn.sum<number | null>('e.amount').as('sum'))
    .where('j.fund_id', '=', fundId)
    .where('a.stage', '=', 'available')
    .where((eb) => eb.or([eb('j.act', '=', 'budget'), eb('o.act', '=', 'budget')]))
    .executeTakeFirst()
  return fen(row?.sum ?? 0)
}

export const isYearClosed = async (db: Read, year: number): Promise<boolean> => {
  const row = await db
    .selectFrom('period')
    .select('closed')
    .where('fund_year', '=', year)
    .where('month', '=', `${year}-12`)
    .executeTakeFirst()
  return row?.closed === 1
}

/** An account with money that an order of this organization may draw on. */
export interface Drawable {
  readonly beneficiaryId: string
  readonly holderId: string
  readonly stage: Stage
  readonly balance: Fen
}

export const listDrawable = async (
  db: Read,
  fundId: string,
  holders: readonly string[] | null,
  stages: readonly Stage[],
): Promise<readonly Drawable[]> => {
  let query = db
    .selectFrom('account as a')
    .innerJoin('organization as o', 'o.id', 'a.beneficiary_id')
    .select(['a.beneficiary_id', 'a.holder_id', 'a.stage', 'a.balance'])
    .where('a.fund_id', '=', fundId)
    .where('a.balance', '>', 0)
    .where('a.stage', 'in', stages)
    .orderBy('o.path')
    .orderBy('a.stage')
    .limit(2000)
  if (holders !== null) query = query.where('a.holder_id', 'in', holders)
  return (await query.execute()).map((row) => ({
    beneficiaryId: row.beneficiary_id,
    holderId: row.holder_id,
    stage: row.stage,
    balance: fen(row.balance),
  }))
}
