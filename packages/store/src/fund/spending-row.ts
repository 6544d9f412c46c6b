import { day, monthOf, yearOf } from '@qiangji/kernel/base/day.ts'
import { type Fen, fen } from '@qiangji/kernel/base/money.ts'
import { isFileMissing, Spending } from '@qiangji/kernel/fund/spending.ts'
import type { Standing } from './spending-place.ts'
import type { SpendingRow } from './spending-tables.ts'

export const readSpending = (row: SpendingRow): Spending =>
  Spending.parse({
    id: row.id,
    fundId: row.fund_id,
    organizationId: row.organization_id,
    beneficiaryId: row.beneficiary_id,
    holderId: row.holder_id,
    kind: row.kind,
    state: row.state,
    origin: row.origin,
    ofId: row.of_id,
    day: row.day,
    voucher: row.voucher,
    line: row.line,
    summary: row.summary,
    use: row.use_code,
    payee: row.payee,
    roster:
      row.roster_persons === null ? null : { persons: row.roster_persons, hash: row.roster_hash },
    amount: row.amount,
    signed: row.signed,
    fixedAsset: row.fixed_asset === 1,
    commitmentId: row.commitment_id,
    advanceId: row.advance_id,
    used: row.used,
    asked: row.asked,
    importId: row.import_id,
    makers: JSON.parse(row.makers),
    madeOn: row.made_on,
    releaser:
      row.releaser === null ? null : { personId: row.releaser, onBehalfOf: row.releaser_for },
    postedOn: row.posted_on,
    batch: row.batch,
    reason: row.reason,
    files: row.files,
    revision: row.revision,
  })

/** What an edit, a release or a file may change; the rest of a row is written once. */
export const changing = (s: Spending, threshold: Fen | null) => ({
  beneficiary_id: s.beneficiaryId,
  holder_id: s.holderId,
  state: s.state,
  day: s.day,
  year: yearOf(s.day),
  month: monthOf(s.day),
  voucher: s.voucher,
  line: s.line,
  summary: s.summary,
  use_code: s.use,
  payee: s.payee,
  roster_persons: s.roster?.persons ?? null,
  roster_hash: s.roster?.hash ?? null,
  amount: s.amount,
  signed: s.signed,
  fixed_asset: s.fixedAsset ? 1 : 0,
  commitment_id: s.commitmentId,
  advance_id: s.advanceId,
  makers: JSON.stringify(s.makers),
  releaser: s.releaser?.personId ?? null,
  releaser_for: s.releaser?.onBehalfOf ?? null,
  posted_on: s.postedOn,
  reason: s.reason,
  files: s.files,
  file_missing: isFileMissing(s, threshold) ? 1 : 0,
})

export const rowOf = (
  s: Spending,
  standing: Standing,
  seq: number,
  threshold: Fen | null,
): SpendingRow => ({
  ...changing(s, threshold),
  id: s.id,
  seq,
  fund_id: s.fundId,
  organization_id: s.organizationId,
  prefecture_id: standing.prefectureId,
  county_id: standing.countyId,
  kind: s.kind,
  origin: s.origin,
  of_id: s.ofId,
  used: s.used,
  asked: s.asked,
  import_id: s.importId,
  made_on: s.madeOn,
  batch: s.batch,
  revision: s.revision,
})

/** A row as its counters see it. */
export interface Counted {
  readonly fundId: string
  readonly month: string
  readonly use: string
  readonly kind: Spending['kind']
  readonly state: Spending['state']
  readonly missing: 0 | 1
  readonly signed: Fen
  readonly scopes: readonly string[]
}

export const counted = (s: Spending, standing: Standing, threshold: Fen | null): Counted => ({
  fundId: s.fundId,
  month: monthOf(day(s.day)),
  use: s.use,
  kind: s.kind,
  state: s.state,
  missing: isFileMissing(s, threshold) ? 1 : 0,
  signed: fen(s.signed),
  scopes: standing.scopes,
})
