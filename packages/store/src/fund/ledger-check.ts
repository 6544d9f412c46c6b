import { LedgerCheck } from '@qiangji/kernel/fund/ledger-check.ts'
import type { Selectable } from 'kysely'
import type { Read, Tx } from '../engine/act.ts'
import { nextNumber } from '../engine/number.ts'
import { type AuditHead, auditHead } from '../record/audit.ts'
import type { LedgerCheckRow } from './audit-tables.ts'
import { type Verification, verifyLedger } from './verification.ts'

export interface Checked extends Verification {
  readonly head: AuditHead
}

/** The whole ledger of one moment with the end of the audit chain at it: to be run in a snapshot. */
export const checkLedger = async (db: Read): Promise<Checked> => ({
  ...(await verifyLedger(db)),
  head: await auditHead(db),
})

export const addLedgerCheck = async (tx: Tx, check: LedgerCheck): Promise<void> => {
  await tx
    .insertInto('ledger_check')
    .values({
      id: check.id,
      place: nextNumber(),
      at: check.at,
      day: check.day,
      person_id: check.personId,
      journals: check.journals,
      accounts: check.accounts,
      totals: check.totals,
      audit_seq: check.auditSeq,
      audit_hash: check.auditHash,
      broken_table: check.broken?.table ?? null,
      broken_row: check.broken?.row ?? null,
      broken_what: check.broken?.what ?? null,
    })
    .execute()
}

export interface ListedCheck {
  readonly place: number
  readonly check: LedgerCheck
}

/** Newest first; one more than asked tells of a next page. */
export const listLedgerChecks = async (
  db: Read,
  limit: number,
  before: number | null,
): Promise<readonly ListedCheck[]> => {
  let query = db
    .selectFrom('ledger_check')
    .selectAll()
    .orderBy('place', 'desc')
    .limit(limit + 1)
  if (before !== null) query = query.where('place', '<', before)
  return (await query.execute()).map((row) => ({ place: row.place, check: readCheck(row) }))
}

/** When and how the last run ended, or null before the first. */
export const lastLedgerCheck = async (db: Read): Promise<LedgerCheck | null> =>
  (await listLedgerChecks(db, 1, null))[0]?.check ?? null

const readCheck = (row: Selectable<LedgerCheckRow>): LedgerCheck =>
  LedgerCheck.parse({
    id: row.id,
    at: row.at,
    day: row.day,
    personId: row.person_id,
    journals: row.journals,
    accounts: row.accounts,
    totals: row.totals,
    auditSeq: row.audit_seq,
    auditHash: row.audit_hash,
    broken:
      row.broken_table === null
        ? null
        : { table: row.broken_table, row: row.broken_row ?? '', what: row.broken_what ?? '' },
  })
