import type { Hand } from '@qiangji/kernel/access/conflict.ts'
import { PersonId } from '@qiangji/kernel/access/person.ts'
import {
  BankAccount,
  type BankAccountId,
  type BankAccountState,
} from '@qiangji/kernel/fund/bank-account.ts'
import type { Read, Tx } from '../engine/act.ts'
import { below } from '../organization/within.ts'
import type { BankAccountRow } from './payment-tables.ts'

/** A hand from its two columns. */
export const readHand = (person: string, behind: string | null): Hand => ({
  personId: PersonId.parse(person),
  onBehalfOf: PersonId.nullable().parse(behind),
})

const readBankAccount = (row: BankAccountRow): BankAccount =>
  BankAccount.parse({
    id: row.id,
    organizationId: row.organization_id,
    holderName: row.holder_name,
    number: row.account_number,
    bankName: row.bank_name,
    bankCode: row.bank_code,
    kind: row.kind,
    validFrom: row.valid_from,
    reason: row.reason,
    fileId: row.file_id,
    state: row.state,
    proposer: readHand(row.proposer, row.proposer_for),
    proposedOn: row.proposed_on,
    decider: row.decider === null ? null : readHand(row.decider, row.decider_for),
    decidedOn: row.decided_on,
    declineReason: row.decline_reason,
    supersededOn: row.superseded_on,
    revision: row.revision,
  })

const rowOf = (a: BankAccount): BankAccountRow => ({
  id: a.id,
  organization_id: a.organizationId,
  holder_name: a.holderName,
  account_number: a.number,
  bank_name: a.bankName,
  bank_code: a.bankCode,
  kind: a.kind,
  valid_from: a.validFrom,
  reason: a.reason,
  file_id: a.fileId,
  state: a.state,
  proposer: a.proposer.personId,
  proposer_for: a.proposer.onBehalfOf,
  proposed_on: a.proposedOn,
  decider: a.decider?.personId ?? null,
  decider_for: a.decider?.onBehalfOf ?? null,
  decided_on: a.decidedOn,
  decline_reason: a.declineReason,
  superseded_on: a.supersededOn,
  revision: a.revision,
})

export const findBankAccount = async (db: Read, id: BankAccountId): Promise<BankAccount | null> => {
  const row = await db
    .selectFrom('bank_account')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? readBankAccount(row) : null
}

/** The one account of an organization in a state that only one can have. */
export const findBankAccountOf = async (
  db: Read,
  organizationId: string,
  state: 'active' | 'proposed',
): Promise<BankAccount | null> => {
  const row = await db
    .selectFrom('bank_account')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('state', '=', state)
    .executeTakeFirst()
  return row ? readBankAccount(row) : null
}

/** The accounts in use, by organization. */
export const activeBankAccounts = async (
  db: Read,
  organizationIds: readonly string[],
): Promise<ReadonlyMap<string, BankAccount>> => {
  if (organizationIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('bank_account')
    .selectAll()
    .where('organization_id', 'in', organizationIds)
    .where('state', '=', 'active')
    .execute()
  return new Map(rows.map((row) => [row.organization_id, readBankAccount(row)]))
}

export const addBankAccount = async (tx: Tx, account: BankAccount): Promise<void> => {
  await tx.insertInto('bank_account').values(rowOf(account)).execute()
}

/** Saves over the revision that was read; false when somebody saved in between. */
export const saveBankAccount = async (tx: Tx, account: BankAccount): Promise<boolean> => {
  const { id, ...row } = rowOf({ ...account, revision: account.revision + 1 })
  const saved = await tx
    .updateTable('bank_account')
    .set(row)
    .where('id', '=', id)
    .where('revision', '=', account.revision)
    .executeTakeFirst()
  return saved.numUpdatedRows === 1n
}

export interface BankAccountList {
  /** The organizations at and below this path. */
  readonly path: string
  readonly organizationId: string | null
  readonly states: readonly BankAccountState[]
  /** Part of an organization's name; empty for all. */
  readonly search: string
  readonly limit: number
  /** Path of the organization, day of the proposal, id: where the page before ended. */
  readonly after: readonly [string, string, string] | null
}

export interface ListedBankAccount {
  readonly account: BankAccount
  readonly organizationName: string
  readonly path: string
}

/** In the order of the tree, the newest of an organization first; one more than asked tells of a next page. */
export const listBankAccounts = async (
  db: Read,
  ask: BankAccountList,
): Promise<readonly ListedBankAccount[]> => {
  let query = db
    .selectFrom('bank_account as a')
    .innerJoin('organization as o', 'o.id', 'a.organization_id')
    .selectAll('a')
    .select(['o.name as organization_name', 'o.path'])
    .where('o.path', '>=', ask.path)
    .where('o.path', '<', below(ask.path))
    .where('a.state', 'in', ask.states)
  if (ask.organizationId !== null) query = query.where('o.id', '=', ask.organizationId)
  if (ask.search !== '')
    query = query.where((eb) =>
      eb.or([
        eb('o.name', 'like', `%${ask.search.replace(/[%_]/g, '')}%`),
        eb('o.short_name', 'like', `%${ask.search.replace(/[%_]/g, '')}%`),
      ]),
    )
  const { after } = ask
  if (after)
    query = query.where((eb) =>
      eb.or([
        eb('o.path', '>', after[0]),
        eb.and([eb('o.path', '=', after[0]), eb('a.proposed_on', '<', after[1])]),
        eb.and([
          eb('o.path', '=', after[0]),
          eb('a.proposed_on', '=', after[1]),
          eb('a.id', '<', after[2]),
        ]),
      ]),
    )
  const rows = await query
    .orderBy('o.path')
    .orderBy('a.proposed_on', 'desc')
    .orderBy('a.id', 'desc')
    .limit(ask.limit + 1)
    .execute()
  return rows.map((row) => ({
    account: readBankAccount(row),
    organizationName: row.organization_name,
    path: row.path,
  }))
}
