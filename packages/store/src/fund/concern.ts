import { isWithin } from '@qiangji/kernel/access/scope.ts'
import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { type Fen, fen, sumFen } from '@qiangji/kernel/base/money.ts'
import { LineAmount, unrepaidLines } from '@qiangji/kernel/fund/bounce.ts'
import type { FundId } from '@qiangji/kernel/fund/fund.ts'
import type { PaymentAct } from '@qiangji/kernel/fund/payment.ts'
import type { Read } from '../engine/act.ts'
import { below } from '../organization/within.ts'
import { listRepaid } from './bounce.ts'

/** A part of a payment that concerns a scope: only lines whose beneficiary is in it. */
export interface Concern {
  readonly paymentId: string
  readonly number: string
  readonly act: PaymentAct
  readonly payerId: string
  readonly payeeId: string
  readonly payeeName: string
  readonly since: Day
  readonly reason: string
  readonly lines: readonly LineAmount[]
  readonly amount: Fen
}

interface Line {
  readonly beneficiaryId: string
  readonly open: number
}

/** Lines in scope of these payments, with what has neither arrived nor come back. */
const linesIn = async (
  db: Read,
  paymentIds: readonly string[],
  path: string,
): Promise<ReadonlyMap<string, readonly Line[]>> => {
  if (paymentIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('payment_line as l')
    .innerJoin('organization as o', 'o.id', 'l.beneficiary_id')
    .select(['l.payment_id', 'l.beneficiary_id', 'l.amount', 'l.received', 'l.bounced'])
    .where('l.payment_id', 'in', paymentIds)
    .where('o.path', '>=', path)
    .where('o.path', '<', below(path))
    .execute()
  const by = new Map<string, Line[]>()
  for (const row of rows) {
    const line = {
      beneficiaryId: row.beneficiary_id,
      open: row.amount - row.received - row.bounced,
    }
    by.set(row.payment_id, [...(by.get(row.payment_id) ?? []), line])
  }
  return by
}

const withAmount = (concern: Omit<Concern, 'amount'>): readonly Concern[] =>
  concern.lines.length === 0
    ? []
    : [{ ...concern, amount: sumFen(concern.lines, (line) => line.amount) }]

/** 退票 of which something waits to be paid again, with what waits. */
export const listOpenBounces = async (
  db: Read,
  fundId: FundId,
  path: string,
): Promise<readonly Concern[]> => {
  const rows = await db
    .selectFrom('bounce as b')
    .innerJoin('payment as p', 'p.id', 'b.payment_id')
    .innerJoin('organization as payee', 'payee.id', 'p.payee_id')
    .select([
      'p.id',
      'p.number',
      'p.act',
      'p.payer_id',
      'p.payee_id',
      'payee.short_name',
      'b.id as bounce_id',
      'b.day',
      'b.reason',
      'b.lines',
    ])
    .where('p.fund_id', '=', fundId)
    .where('b.state', '=', 'posted')
    .whereRef('b.repaid', '<', 'b.amount')
    .orderBy('b.day')
    .execute()
  const scoped = await linesIn(db, [...new Set(rows.map((row) => row.id))], path)
  const repaid = await listRepaid(
    db,
    rows.map((row) => row.bounce_id),
  )
  return rows.flatMap((row) => {
    const inScope = new Set((scoped.get(row.id) ?? []).map((line) => line.beneficiaryId))
    return withAmount({
      ...headOf(row),
      since: day(row.day),
      reason: row.reason,
      lines: unrepaidLines({
        lines: LineAmount.array().parse(JSON.parse(row.lines)),
        repaid: [...(repaid.get(row.bounce_id) ?? [])],
      }).filter((line) => inScope.has(line.beneficiaryId)),
    })
  })
}

interface HeadRow {
  readonly id: string
  readonly number: string
  readonly act: PaymentAct
  readonly payer_id: string
  readonly payee_id: string
  readonly short_name: string
}

const headOf = (row: HeadRow) => ({
  paymentId: row.id,
  number: row.number,
  act: row.act,
  payerId: row.payer_id,
  payeeId: row.payee_id,
  payeeName: row.short_name,
})

/** Payments of which something has neither been confirmed nor come back, the longest waiting first. */
export const listUnconfirmed = async (
  db: Read,
  fundId: FundId,
  path: string,
): Promise<readonly Concern[]> => {
  const rows = await db
    .selectFrom('payment as p')
    .innerJoin('organization as payee', 'payee.id', 'p.payee_id')
    .select(['p.id', 'p.number', 'p.act', 'p.payer_id', 'p.payee_id', 'payee.short_name'])
    .select('p.released_on')
    .where('p.fund_id', '=', fundId)
    .where('p.state', 'in', ['released', 'paid'])
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('payment_line as l')
          .select('l.payment_id')
          .whereRef('l.payment_id', '=', 'p.id')
          .whereRef('l.amount', '>', (e) => e('l.received', '+', e.ref('l.bounced'))),
      ),
    )
    .orderBy('p.released_on')
    .execute()
  const scoped = await linesIn(
    db,
    rows.map((row) => row.id),
    path,
  )
  return rows.flatMap((row) =>
    row.released_on === null
      ? []
      : withAmount({
          ...headOf(row),
          since: day(row.released_on),
          reason: '',
          lines: (scoped.get(row.id) ?? [])
            .filter((line) => line.open > 0)
            .map((line) =>
              LineAmount.parse({ beneficiaryId: line.beneficiaryId, amount: fen(line.open) }),
            ),
        }),
  )
}

/**
 * Open 金额不符: of a short receipt what is missing for the scope's own lines, of a surplus the whole, but only
 * where its payee stands.
 */
export const listOpenDiscrepancies = async (
  db: Read,
  fundId: FundId,
  path: string,
): Promise<
  readonly { readonly id: string; readonly payeeName: string; readonly amount: Fen }[]
> => {
  const rows = await db
    .selectFrom('discrepancy as d')
    .innerJoin('payment as p', 'p.id', 'd.payment_id')
    .innerJoin('organization as payee', 'payee.id', 'p.payee_id')
    .select(['d.id', 'd.payment_id', 'd.kind', 'd.amount', 'payee.short_name', 'payee.path'])
    .where('p.fund_id', '=', fundId)
    .where('d.state', '=', 'open')
    .orderBy('d.opened_on')
    .execute()
  const scoped = await linesIn(db, [...new Set(rows.map((row) => row.payment_id))], path)
  return rows
    .map((row) => ({
      id: row.id,
      payeeName: row.short_name,
      amount:
        row.kind === 'short'
          ? sumFen(scoped.get(row.payment_id) ?? [], (line) => fen(line.open))
          : fen(isWithin(path, row.path) ? row.amount : 0),
    }))
    .filter((row) => row.amount > 0)
}
