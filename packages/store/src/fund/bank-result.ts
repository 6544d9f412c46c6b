import { createHash } from 'node:crypto'
import type { Day } from '@qiangji/kernel/base/day.ts'
import { accept, assert, type Decision, refuse } from '@qiangji/kernel/base/decision.ts'
import {
  canonicalResult,
  type JudgedRow,
  judgeResult,
  type ReadRow,
} from '@qiangji/kernel/fund/bank-result.ts'
import type { BounceRefusal } from '@qiangji/kernel/fund/bounce.ts'
import type { LedgerRefusal } from '@qiangji/kernel/fund/ledger.ts'
import { markPaid, type Payment } from '@qiangji/kernel/fund/payment.ts'
import type { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import type { Read, Tx } from '../engine/act.ts'
import { newText } from '../engine/new-id.ts'
import { bouncePayment } from './bounce.ts'
import type { Poster } from './ledger.ts'
import { paymentsByNumber, savePayment } from './payment.ts'
import type { BankResultRow } from './payment-tables.ts'

export const hashOfResult = (rows: readonly ReadRow[]): string =>
  createHash('sha256').update(canonicalResult(rows)).digest('hex')

/** The same result that this payer has applied before, or null. */
export const findBankResult = async (
  db: Read,
  payerId: string,
  hash: string,
): Promise<BankResultRow | null> =>
  (await db
    .selectFrom('bank_result')
    .selectAll()
    .where('payer_id', '=', payerId)
    .where('hash', '=', hash)
    .executeTakeFirst()) ?? null

export interface Judgement {
  readonly rows: readonly JudgedRow[]
  readonly payments: ReadonlyMap<string, Payment>
}

/** What each row would do to this payer's payments today; changes nothing. */
export const judgeBankResult = async (
  db: Read,
  payerId: OrganizationId,
  rows: readonly ReadRow[],
  today: Day,
): Promise<Judgement> => {
  const numbers = [...new Set(rows.map((r) => r.row.number).filter((n) => n !== ''))]
  const payments = await paymentsByNumber(db, payerId, numbers)
  return { rows: judgeResult(rows, payments, today), payments }
}

export interface Applied {
  readonly paid: number
  readonly failed: number
  readonly skipped: number
  readonly errors: number
}

type ApplyRefusal = 'RESULT_HAS_ERRORS' | 'REVISION_STALE' | BounceRefusal | LedgerRefusal

/**
 * Applies a result: success is recorded, failure is recorded and bounced, what is known is left alone.
 * With errors nothing is applied unless the user chose to leave them out.
 */
export const applyBankResult = async (
  tx: Tx,
  poster: Poster,
  payerId: OrganizationId,
  rows: readonly ReadRow[],
  say: { readonly fileName: string; readonly leaveErrors: boolean },
): Promise<Decision<Applied, ApplyRefusal>> => {
  const judged = await judgeBankResult(tx, payerId, rows, poster.today)
  const count = (verdict: string) => judged.rows.filter((r) => r.verdict === verdict).length
  const applied: Applied = {
    paid: count('pay'),
    failed: count('fail'),
    skipped: count('same') + count('pending'),
    errors: count('error'),
  }
  if (applied.errors > 0 && !say.leaveErrors)
    return refuse('RESULT_HAS_ERRORS', { errors: applied.errors })
  for (const row of judged.rows) {
    const payment = judged.payments.get(row.row.number)
    if (!payment || (row.verdict !== 'pay' && row.verdict !== 'fail')) continue
    const done = await applyRow(tx, poster, payment, row)
    if (!done.ok) return done
  }
  if (applied.errors === 0 && count('pending') === 0)
    await keepResult(tx, poster, payerId, rows, say.fileName, applied)
  return accept(applied)
}

const applyRow = async (
  tx: Tx,
  poster: Poster,
  payment: Payment,
  { row, verdict }: JudgedRow,
): Promise<Decision<null, ApplyRefusal>> => {
  const on = row.day ?? poster.today
  if (verdict === 'fail') {
    const reason = row.reason === '' ? '银行支付失败（未说明原因）' : row.reason.slice(0, 200)
    const bounced = await bouncePayment(tx, poster, payment, { day: on, reason, lines: null })
    return bounced.ok ? accept(null) : bounced
  }
  const paid = markPaid(payment, on, poster.today)
  assert(paid.ok, 'a row that pays names a released payment')
  return (await savePayment(tx, paid.value)) ? accept(null) : refuse('REVISION_STALE')
}

/** A result with errors or undecided rows is not finished: the same file may come again. */
const keepResult = async (
  tx: Tx,
  poster: Poster,
  payerId: string,
  rows: readonly ReadRow[],
  fileName: string,
  applied: Applied,
): Promise<void> => {
  await tx
    .insertInto('bank_result')
    .values({
      id: newText(),
      payer_id: payerId,
      hash: hashOfResult(rows),
      file_name: fileName,
      applied_on: poster.today,
      applied_by: poster.personId,
      ...applied,
    })
    .onConflict((c) => c.columns(['payer_id', 'hash']).doNothing())
    .execute()
}
