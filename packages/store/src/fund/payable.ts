import type { Day } from '@qiangji/kernel/base/day.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { FundId, type Recipient } from '@qiangji/kernel/fund/fund.ts'
import { type Payable, payeeOf } from '@qiangji/kernel/fund/payment-batch.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import type { Read } from '../engine/act.ts'
import { lastLines } from './recipient.ts'

/** What a payer holds that can be paid on, with what the sentence and the page need to name it. */
export interface ListedPayable extends Payable {
  readonly fundName: string
  readonly beneficiaryPath: string
}

/**
 * Everything that is issued or to be relayed at a payer, of one fund or of all: the balance, what stands in
 * payments that wait for release, and who is paid next by the recipient list.
 */
export const listPayables = async (
  db: Read,
  payerId: OrganizationId,
  fundId: string | null,
  today: Day,
): Promise<readonly ListedPayable[]> => {
  let query = db
    .selectFrom('account as a')
    .innerJoin('fund as f', 'f.id', 'a.fund_id')
    .innerJoin('organization as o', 'o.id', 'a.beneficiary_id')
    .select([
      'a.fund_id',
      'a.stage',
      'a.balance',
      'f.name as fund_name',
      'o.id as beneficiary_id',
      'o.path',
      'o.county_id',
      'o.prefecture_id',
    ])
    .where('a.holder_id', '=', payerId)
    .where('a.stage', 'in', ['issued', 'relayed'])
    .where('a.balance', '>', 0)
    .where('f.state', '=', 'open')
    .orderBy('f.year')
    .orderBy('f.name')
    .orderBy('o.path')
  if (fundId !== null) query = query.where('a.fund_id', '=', fundId)
  const rows = await query.execute()
  if (rows.length === 0) return []
  const recipients = await recipientsOf(db, rows, today)
  const drafted = await draftedAmounts(db, payerId)
  const paused = await pausedOrganizations(db, rows)
  return rows.map((row) => {
    const key = `${row.fund_id}/${row.beneficiary_id}`
    const beneficiaryId = OrganizationId.parse(row.beneficiary_id)
    const above = [row.beneficiary_id, row.county_id, row.prefecture_id]
    return {
      fundId: FundId.parse(row.fund_id),
      fundName: row.fund_name,
      act: row.stage === 'relayed' ? 'relay' : 'remit',
      beneficiaryId,
      beneficiaryPath: row.path,
      payeeId: payeeOf(beneficiaryId, payerId, recipients.get(key) ?? null),
      balance: fen(row.balance),
      drafted: fen(drafted.get(key) ?? 0),
      paused: above.some((id) => id !== null && paused.has(`${row.fund_id}/${id}`)),
    }
  })
}

interface Line {
  readonly fund_id: string
  readonly beneficiary_id: string
}

/** The last line of each beneficiary's recipient list, by fund and beneficiary. */
const recipientsOf = async (
  db: Read,
  rows: readonly Line[],
  today: Day,
): Promise<ReadonlyMap<string, Recipient>> => {
  const found = new Map<string, Recipient>()
  for (const [fundId, own] of Map.groupBy(rows, (row) => row.fund_id)) {
    const ids = own.map((row) => row.beneficiary_id)
    for (const [id, line] of await lastLines(db, fundId, ids, today))
      found.set(`${fundId}/${id}`, line)
  }
  return found
}

const draftedAmounts = async (db: Read, payerId: string): Promise<ReadonlyMap<string, number>> => {
  const rows = await db
    .selectFrom('payment as p')
    .innerJoin('payment_line as l', 'l.payment_id', 'p.id')
    .select((eb) => ['p.fund_id', 'l.beneficiary_id', eb.fn.sum<number>('l.amount').as('amount')])
    .where('p.payer_id', '=', payerId)
    .where('p.state', '=', 'drafted')
    .groupBy(['p.fund_id', 'l.beneficiary_id'])
    .execute()
  return new Map(rows.map((row) => [`${row.fund_id}/${row.beneficiary_id}`, row.amount]))
}

const pausedOrganizations = async (
  db: Read,
  rows: readonly Line[],
): Promise<ReadonlySet<string>> => {
  const pauses = await db
    .selectFrom('pause')
    .select(['fund_id', 'organization_id'])
    .where('fund_id', 'in', [...new Set(rows.map((r) => r.fund_id))])
    .where('state', '=', 'standing')
    .execute()
  return new Set(pauses.map((p) => `${p.fund_id}/${p.organization_id}`))
}
