import { fen } from '@qiangji/kernel/base/money.ts'
import { Advance, type AdvanceState } from '@qiangji/kernel/fund/advance.ts'
import type { Read, Tx } from '../engine/act.ts'
import { below } from '../organization/within.ts'
import { moveClaimTotals } from './claim-total.ts'
import type { Sector } from './spending.ts'
import type { AdvanceRow } from './spending-tables.ts'

const readAdvance = (row: AdvanceRow): Advance =>
  Advance.parse({
    id: row.id,
    fundId: row.fund_id,
    organizationId: row.organization_id,
    beneficiaryId: row.beneficiary_id,
    holderId: row.holder_id,
    title: row.title,
    day: row.day,
    voucher: row.voucher,
    amount: row.amount,
    used: row.used,
    asked: row.asked,
    state: row.state,
    makerId: row.maker,
    madeOn: row.made_on,
    revision: row.revision,
  })

const standing = (a: Advance) => (a.state === 'open' ? fen(a.amount - a.used) : null)

export const findAdvance = async (db: Read, id: string): Promise<Advance | null> => {
  const row = await db.selectFrom('advance').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? readAdvance(row) : null
}

export const addAdvance = async (tx: Tx, a: Advance): Promise<void> => {
  await tx
    .insertInto('advance')
    .values({
      id: a.id,
      fund_id: a.fundId,
      organization_id: a.organizationId,
      beneficiary_id: a.beneficiaryId,
      holder_id: a.holderId,
      title: a.title,
      day: a.day,
      voucher: a.voucher,
      amount: a.amount,
      used: a.used,
      asked: a.asked,
      state: a.state,
      maker: a.makerId,
      made_on: a.madeOn,
      revision: a.revision,
    })
    .execute()
  await moveClaimTotals(tx, { ...a, noun: 'advance' }, null, standing(a))
}

/** Saves the parts and the state of an advance that was read as `old`, at its desk (`takeDesk`). */
export const saveAdvance = async (tx: Tx, old: Advance, now: Advance): Promise<void> => {
  const saved = await tx
    .updateTable('advance')
    .set({ used: now.used, asked: now.asked, state: now.state, revision: old.revision + 1 })
    .where('id', '=', old.id)
    .where('revision', '=', old.revision)
    .executeTakeFirst()
  if (saved.numUpdatedRows !== 1n) throw new Error('an advance was saved without its desk')
  await moveClaimTotals(tx, { ...old, noun: 'advance' }, standing(old), standing(now))
}

export interface AdvanceAsk extends Sector {
  readonly fundId: string
  readonly state: AdvanceState | null
  readonly limit: number
  readonly after: readonly [string, string] | null
}

/** Newest first. */
export const listAdvances = async (db: Read, ask: AdvanceAsk): Promise<readonly Advance[]> => {
  let query = db
    .selectFrom('advance as a')
    .innerJoin('organization as o', 'o.id', 'a.beneficiary_id')
    .selectAll('a')
    .where('a.fund_id', '=', ask.fundId)
    .where('o.path', '>=', ask.path)
    .where('o.path', '<', below(ask.path))
  if (ask.state !== null) query = query.where('a.state', '=', ask.state)
  const { after } = ask
  if (after !== null)
    query = query.where((eb) =>
      eb.or([
        eb('a.day', '<', after[0]),
        eb.and([eb('a.day', '=', after[0]), eb('a.id', '<', after[1])]),
      ]),
    )
  return (
    await query
      .orderBy('a.day', 'desc')
      .orderBy('a.id', 'desc')
      .limit(ask.limit + 1)
      .execute()
  ).map(readAdvance)
}

/** The open advances of one line, for a list that may repay them. */
export const listOpenAdvances = async (
  db: Read,
  line: {
    readonly fundId: string
    readonly organizationId: string
    readonly beneficiaryId: string
    readonly holderId: string | null
  },
): Promise<readonly Advance[]> =>
  (
    await db
      .selectFrom('advance')
      .selectAll()
      .where('fund_id', '=', line.fundId)
      .where('organization_id', '=', line.organizationId)
      .where('beneficiary_id', '=', line.beneficiaryId)
      .where('holder_id', 'is not distinct from', line.holderId)
      .where('state', '=', 'open')
      .orderBy('day')
      .orderBy('id')
      .limit(200)
      .execute()
  ).map(readAdvance)
