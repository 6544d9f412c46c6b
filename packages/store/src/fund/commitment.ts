import {
  Commitment,
  type CommitmentState,
  commitmentHeld,
} from '@qiangji/kernel/fund/commitment.ts'
import type { Read, Tx } from '../engine/act.ts'
import { below } from '../organization/within.ts'
import { moveClaimTotals } from './claim-total.ts'
import type { Sector } from './spending.ts'
import type { CommitmentRow } from './spending-tables.ts'

const readCommitment = (row: CommitmentRow): Commitment =>
  Commitment.parse({
    id: row.id,
    fundId: row.fund_id,
    organizationId: row.organization_id,
    beneficiaryId: row.beneficiary_id,
    holderId: row.holder_id,
    title: row.title,
    counterparty: row.counterparty,
    day: row.day,
    amount: row.amount,
    used: row.used,
    asked: row.asked,
    released: row.released,
    carried: row.carried,
    state: row.state,
    makerId: row.maker,
    madeOn: row.made_on,
    batch: row.batch,
    revision: row.revision,
  })

const standing = (c: Commitment) => (c.state === 'open' ? commitmentHeld(c) : null)

export const findCommitment = async (db: Read, id: string): Promise<Commitment | null> => {
  const row = await db.selectFrom('commitment').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? readCommitment(row) : null
}

export const addCommitment = async (tx: Tx, c: Commitment): Promise<void> => {
  await tx
    .insertInto('commitment')
    .values({
      id: c.id,
      fund_id: c.fundId,
      organization_id: c.organizationId,
      beneficiary_id: c.beneficiaryId,
      holder_id: c.holderId,
      title: c.title,
      counterparty: c.counterparty,
      day: c.day,
      amount: c.amount,
      used: c.used,
      asked: c.asked,
      released: c.released,
      carried: c.carried,
      state: c.state,
      maker: c.makerId,
      made_on: c.madeOn,
      batch: c.batch,
      revision: c.revision,
    })
    .execute()
  await moveClaimTotals(tx, { ...c, noun: 'commitment' }, null, standing(c))
}

/** Saves the parts and the state of a contract that was read as `old`, at its desk (`takeDesk`). */
export const saveCommitment = async (tx: Tx, old: Commitment, now: Commitment): Promise<void> => {
  const saved = await tx
    .updateTable('commitment')
    .set({
      used: now.used,
      asked: now.asked,
      released: now.released,
      carried: now.carried,
      state: now.state,
      revision: old.revision + 1,
    })
    .where('id', '=', old.id)
    .where('revision', '=', old.revision)
    .executeTakeFirst()
  if (saved.numUpdatedRows !== 1n) throw new Error('a contract was saved without its desk')
  await moveClaimTotals(tx, { ...old, noun: 'commitment' }, standing(old), standing(now))
}

/** The open contracts of one desk, oldest signature first: their money is carried contract by contract. */
export const listOpenContracts = async (
  db: Read,
  fundId: string,
  organizationId: string,
): Promise<readonly Commitment[]> =>
  (
    await db
      .selectFrom('commitment')
      .selectAll()
      .where('fund_id', '=', fundId)
      .where('organization_id', '=', organizationId)
      .where('state', '=', 'open')
      .orderBy('day')
      .orderBy('id')
      .limit(2000)
      .execute()
  ).map(readCommitment)

export interface CommitmentAsk extends Sector {
  readonly fundId: string
  readonly state: CommitmentState | null
  readonly limit: number
  readonly after: readonly [string, string] | null
}

/** Newest signature first. */
export const listCommitments = async (
  db: Read,
  ask: CommitmentAsk,
): Promise<readonly Commitment[]> => {
  let query = db
    .selectFrom('commitment as c')
    .innerJoin('organization as o', 'o.id', 'c.beneficiary_id')
    .selectAll('c')
    .where('c.fund_id', '=', ask.fundId)
    .where('o.path', '>=', ask.path)
    .where('o.path', '<', below(ask.path))
  if (ask.state !== null) query = query.where('c.state', '=', ask.state)
  const { after } = ask
  if (after !== null)
    query = query.where((eb) =>
      eb.or([
        eb('c.day', '<', after[0]),
        eb.and([eb('c.day', '=', after[0]), eb('c.id', '<', after[1])]),
      ]),
    )
  return (
    await query
      .orderBy('c.day', 'desc')
      .orderBy('c.id', 'desc')
      .limit(ask.limit + 1)
      .execute()
  ).map(readCommitment)
}
