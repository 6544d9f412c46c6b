import type { Day } from '@qiangji/kernel/base/day.ts'
import { accept, type Decision } from '@qiangji/kernel/base/decision.ts'
import { type Bill, checkApproval, ruleFor } from '@qiangji/kernel/fund/approval.ts'
import { billOfSpending } from '@qiangji/kernel/fund/approval-bill.ts'
import type { LedgerImport } from '@qiangji/kernel/fund/ledger-import-record.ts'
import type { Spending } from '@qiangji/kernel/fund/spending.ts'
import type { Read } from '../engine/act.ts'
import { mayBeReleased, openApprovalRules, signaturesOf } from './approval.ts'
import { importBill } from './approval-bill.ts'
import { findImport } from './ledger-import.ts'

/**
 * Whether rows may be released as far as signatures go, each by itself or, of an imported list, with the whole list,
 * so that a list is not let through row by row. Where no rule stands nothing more is asked of the store.
 */
export const spendingApproval = async (
  db: Read,
  rows: readonly Spending[],
  today: Day,
): Promise<(spending: Spending) => Decision<null, 'APPROVAL_MISSING'>> => {
  const rules = await openApprovalRules(
    db,
    rows.map((row) => row.organizationId),
    today,
  )
  if (rules.length === 0) return () => accept(null)
  const bills = new Map<string, Bill>()
  for (const id of new Set(rows.flatMap((row) => row.importId ?? []))) {
    const record = await findImport(db, id)
    if (record) bills.set(id, await importBill(db, record))
  }
  const billOf = (row: Spending): Bill =>
    (row.importId === null ? undefined : bills.get(row.importId)) ?? billOfSpending(row)
  const under = rows.map(billOf).filter((bill) => ruleFor(bill, rules, today) !== null)
  const signatures = await signaturesOf(
    db,
    under.map((bill) => bill.id),
  )
  return (row) => {
    const bill = billOf(row)
    return checkApproval(bill, ruleFor(bill, rules, today), signatures)
  }
}

/** The same for a whole list before its rows are taken in steps: refused once, not row by row. */
export const importApproval = async (
  db: Read,
  record: LedgerImport,
  today: Day,
): Promise<Decision<null, 'APPROVAL_MISSING'>> => {
  const rules = await openApprovalRules(db, [record.organizationId], today)
  return rules.some((rule) => rule.bill === 'import')
    ? mayBeReleased(db, await importBill(db, record), today)
    : accept(null)
}
