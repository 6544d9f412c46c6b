import { z } from 'zod'
import { PersonId } from '../access/person.ts'
import { Day } from '../base/day.ts'
import { publicId } from '../base/id.ts'

export const LedgerCheckId = publicId<'LedgerCheck'>()
export type LedgerCheckId = z.infer<typeof LedgerCheckId>

export const CHECKED_TABLES = {
  journal: '记账',
  account: '账户余额',
  total: '汇总计数',
  audit: '操作留痕',
} as const

/** The first row that does not agree with the others. */
export const BrokenRow = z.strictObject({
  table: z.enum(['journal', 'account', 'total', 'audit']),
  row: z.string(),
  what: z.string(),
})
export type BrokenRow = z.infer<typeof BrokenRow>

/** 账目核验: one run over the whole ledger, kept with the head of the audit chain that it saw. */
export const LedgerCheck = z.strictObject({
  id: LedgerCheckId,
  /** Machine time, ISO. */
  at: z.string(),
  day: Day,
  personId: PersonId,
  journals: z.int().min(0),
  accounts: z.int().min(0),
  totals: z.int().min(0),
  auditSeq: z.int().min(0),
  auditHash: z.string(),
  /** null: every row agrees. */
  broken: BrokenRow.nullable(),
})
export type LedgerCheck = z.infer<typeof LedgerCheck>
