import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { AdvanceId } from '@qiangji/kernel/fund/advance.ts'
import { unclaimed } from '@qiangji/kernel/fund/claim.ts'
import type { Fund } from '@qiangji/kernel/fund/fund.ts'
import { type LedgerEntry, type LedgerFacts, lineKey } from '@qiangji/kernel/fund/ledger-import.ts'
import { LedgerImport } from '@qiangji/kernel/fund/ledger-import-record.ts'
import type { Refundable } from '@qiangji/kernel/fund/ledger-refund.ts'
import { type Spending, SpendingId, signedAmount } from '@qiangji/kernel/fund/spending.ts'
import type { Read, Tx } from '../engine/act.ts'
import { newId, newText } from '../engine/new-id.ts'
import { below } from '../organization/within.ts'
import { listOpenAdvances } from './advance.ts'
import { CLAIM_MOVES, moveClaims } from './claim.ts'
import { readMapping } from './ledger-mapping.ts'
import { addSpendings, receivedOn } from './spending.ts'
import { findRule } from './spending-rule.ts'
import type { LedgerImportRow } from './spending-tables.ts'
import type { Desk } from './spending-write.ts'

/** Whose list it is: one line of one fund. */
export interface LedgerLine {
  readonly fund: Fund
  readonly organizationId: string
  readonly beneficiaryId: string
  readonly holderId: string | null
  readonly projects: readonly string[] | null
}

/** What the books know when a list is read: gathered at every reading, so that two imports never meet. */
export const gatherLedgerFacts = async (
  db: Read,
  line: LedgerLine,
  today: Day,
): Promise<LedgerFacts> => {
  const { fund, organizationId, beneficiaryId, holderId } = line
  const lines = await knownLines(db, line)
  return {
    today,
    receivedOn: await receivedOn(db, fund.id, beneficiaryId, holderId ?? organizationId),
    uses: fund.uses,
    prohibitions: fund.prohibitions,
    mapping: await readMapping(db, organizationId, fund.id),
    projects: line.projects === null ? null : new Set(line.projects),
    known: byKey(lines.filter((row) => row.state !== 'reversed')),
    reversed: byKey(lines.filter((row) => row.state === 'reversed' && row.fund_id === fund.id)),
    refundables: lines.flatMap((row) => refundable(row, line)),
    advances: (await listOpenAdvances(db, { ...line, fundId: fund.id })).map((a) => ({
      id: a.id,
      title: a.title,
      left: unclaimed(a),
    })),
  }
}

const byKey = (lines: Awaited<ReturnType<typeof knownLines>>): LedgerFacts['known'] =>
  new Map(
    lines.map((row) => [
      lineKey(row.year, row.voucher, row.line),
      { day: day(row.day), amount: fen(row.signed), registeredOn: day(row.made_on) },
    ]),
  )

/** The vouchers of one set of books: the desk's own, or those of a township that it keeps. */
const knownLines = (db: Read, { organizationId, holderId }: LedgerLine) =>
  db
    .selectFrom('spending')
    .select(['id', 'fund_id', 'beneficiary_id', 'kind', 'state', 'day', 'year', 'voucher', 'line'])
    .select(['use_code', 'amount', 'signed', 'used', 'asked', 'made_on'])
    .where('organization_id', '=', organizationId)
    .where('holder_id', 'is not distinct from', holderId)
    .where('kind', '<>', 'reversal')
    .where('state', '<>', 'withdrawn')
    .orderBy('day')
    .orderBy('seq')
    .execute()

const refundable = (
  row: Awaited<ReturnType<typeof knownLines>>[number],
  line: LedgerLine,
): readonly Refundable[] =>
  row.kind === 'spend' &&
  (row.state === 'posted' || row.state === 'pending') &&
  row.fund_id === line.fund.id &&
  row.beneficiary_id === line.beneficiaryId
    ? [
        {
          id: row.id,
          row: null,
          voucher: row.voucher,
          line: row.line,
          day: day(row.day),
          use: row.use_code,
          amount: fen(row.amount),
          left: fen(row.amount - row.used - row.asked),
        },
      ]
    : []

/** Registers the entries of a list as rows that wait for review; nothing of it is posted yet. */
export const registerEntries = async (
  tx: Tx,
  desk: Desk,
  record: LedgerImport,
  entries: readonly LedgerEntry[],
  step?: (done: number) => void,
): Promise<void> => {
  const ids = new Map(entries.map((entry) => [entry.row, newId(SpendingId)]))
  const spendings = entries.map((entry): Spending => {
    const id = ids.get(entry.row)
    if (!id) throw new Error('an entry without a row')
    const of = entry.ofRow === null ? entry.ofId : ids.get(entry.ofRow)
    return {
      id,
      fundId: record.fundId,
      organizationId: record.organizationId,
      beneficiaryId: record.beneficiaryId,
      holderId: record.holderId,
      kind: entry.kind,
      state: 'pending',
      origin: 'imported',
      ofId: entry.kind === 'refund' ? SpendingId.parse(of) : null,
      day: entry.day,
      voucher: entry.voucher,
      line: entry.line,
      summary: entry.summary,
      use: entry.use,
      payee: entry.payee,
      roster: null,
      amount: entry.amount,
      signed: signedAmount(entry.kind, entry.amount),
      fixedAsset: entry.fixedAsset,
      commitmentId: null,
      advanceId: entry.advanceId === null ? null : AdvanceId.parse(entry.advanceId),
      used: fen(0),
      asked: fen(0),
      importId: record.id,
      makers: [desk.hand],
      madeOn: desk.today,
      releaser: null,
      postedOn: null,
      batch: newText(),
      reason: null,
      files: 0,
      revision: 0,
    }
  })
  const { fileThreshold } = await findRule(tx, record.fundId)
  // A refund names its payment: payments go in first, whatever their order in the sheet.
  const payments = spendings.filter((s) => s.kind === 'spend')
  await addSpendings(tx, payments, fileThreshold, step)
  await addSpendings(
    tx,
    spendings.filter((s) => s.kind !== 'spend'),
    fileThreshold,
    (done) => step?.(payments.length + done),
  )
  await moveClaims(
    tx,
    spendings.map((spending) => ({ spending, ...CLAIM_MOVES.asked })),
  )
}

const readImport = (row: LedgerImportRow): LedgerImport =>
  LedgerImport.parse({
    id: row.id,
    fundId: row.fund_id,
    organizationId: row.organization_id,
    beneficiaryId: row.beneficiary_id,
    holderId: row.holder_id,
    fileId: row.file_id,
    fileName: row.file_name,
    fileHash: row.file_hash,
    sheet: row.sheet,
    projects: row.projects === null ? null : JSON.parse(row.projects),
    state: row.state,
    rows: row.rows,
    entries: row.entries,
    amount: row.amount,
    bad: row.bad,
    doubtful: row.doubtful,
    passed: row.passed,
    makerId: row.maker,
    readOn: row.read_on,
    revision: row.revision,
  })

const rowOf = (one: LedgerImport): LedgerImportRow => ({
  id: one.id,
  fund_id: one.fundId,
  organization_id: one.organizationId,
  beneficiary_id: one.beneficiaryId,
  holder_id: one.holderId,
  file_id: one.fileId,
  file_name: one.fileName,
  file_hash: one.fileHash,
  sheet: one.sheet,
  projects: one.projects === null ? null : JSON.stringify(one.projects),
  state: one.state,
  rows: one.rows,
  entries: one.entries,
  amount: one.amount,
  bad: one.bad,
  doubtful: one.doubtful,
  passed: one.passed,
  maker: one.makerId,
  read_on: one.readOn,
  revision: one.revision,
})

export const findImport = async (db: Read, id: string): Promise<LedgerImport | null> => {
  const row = await db
    .selectFrom('ledger_import')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? readImport(row) : null
}

/** Keeps a reading; what the same person read of the same fund before and left is put aside by it. */
export const addImport = async (tx: Tx, one: LedgerImport): Promise<void> => {
  await tx
    .updateTable('ledger_import')
    .set((eb) => ({ state: 'discarded', revision: eb('revision', '+', 1) }))
    .where('organization_id', '=', one.organizationId)
    .where('fund_id', '=', one.fundId)
    .where('beneficiary_id', '=', one.beneficiaryId)
    .where('holder_id', 'is not distinct from', one.holderId)
    .where('maker', '=', one.makerId)
    .where('state', 'in', ['faulty', 'read'])
    .execute()
  await tx.insertInto('ledger_import').values(rowOf(one)).execute()
}

/** Saves over the revision that was read; false when somebody saved in between. */
export const saveImport = async (tx: Tx, one: LedgerImport): Promise<boolean> => {
  const { id, ...row } = rowOf({ ...one, revision: one.revision + 1 })
  const saved = await tx
    .updateTable('ledger_import')
    .set(row)
    .where('id', '=', id)
    .where('revision', '=', one.revision)
    .executeTakeFirst()
  return saved.numUpdatedRows === 1n
}

/** The readings and imports of one organization for a fund, newest first. */
export const listImports = async (
  db: Read,
  ask: {
    readonly path: string
    readonly fundId: string
    readonly limit: number
    readonly after: readonly [string, string] | null
  },
): Promise<readonly LedgerImport[]> => {
  let query = db
    .selectFrom('ledger_import as i')
    .innerJoin('organization as o', 'o.id', 'i.organization_id')
    .selectAll('i')
    .where('i.fund_id', '=', ask.fundId)
    .where('o.path', '>=', ask.path)
    .where('o.path', '<', below(ask.path))
  const { after } = ask
  if (after !== null)
    query = query.where((eb) =>
      eb.or([
        eb('i.read_on', '<', after[0]),
        eb.and([eb('i.read_on', '=', after[0]), eb('i.id', '<', after[1])]),
      ]),
    )
  return (
    await query
      .orderBy('i.read_on', 'desc')
      .orderBy('i.id', 'desc')
      .limit(ask.limit + 1)
      .execute()
  ).map(readImport)
}

/** Rows that one command releases: a list of 10,000 goes through in steps, each whole in itself. */
export const RELEASE_STEP = 500

/** Where the release of an import stands: behind this row of its kind. */
export type ReleasePlace = readonly ['spend' | 'refund', number]

/** The next waiting rows of one import, payments before refunds; one row more than a step where there is more. */
export const waitingOfImport = async (
  db: Read,
  importId: string,
  after: ReleasePlace | null,
): Promise<readonly { readonly id: string; readonly place: ReleasePlace }[]> => {
  let query = db
    .selectFrom('spending')
    .select(['id', 'kind', 'seq'])
    .where('import_id', '=', importId)
    .where('state', '=', 'pending')
  if (after !== null)
    query = query.where((eb) =>
      eb.or([
        eb('kind', '<', after[0]),
        eb.and([eb('kind', '=', after[0]), eb('seq', '>', after[1])]),
      ]),
    )
  const rows = await query
    .orderBy('kind', 'desc')
    .orderBy('seq')
    .limit(RELEASE_STEP + 1)
    .execute()
  return rows.map(({ id, kind, seq }) => ({
    id,
    place: [kind === 'refund' ? 'refund' : 'spend', seq],
  }))
}

export const countWaiting = async (db: Read, importId: string): Promise<number> => {
  const row = await db
    .selectFrom('spending')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('import_id', '=', importId)
    .where('state', '=', 'pending')
    .executeTakeFirst()
  return row?.count ?? 0
}
