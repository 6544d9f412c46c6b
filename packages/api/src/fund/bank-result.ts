import type { Actor } from '@qiangji/kernel/access/actor.ts'
import { Day } from '@qiangji/kernel/base/day.ts'
import { accept, type Decision, refuse } from '@qiangji/kernel/base/decision.ts'
import { NaturalFen } from '@qiangji/kernel/base/money.ts'
import {
  checkResultLength,
  type JudgedRow,
  RESULT_MOST_ROWS,
  type ReadRow,
  readResultHead,
  readResultRow,
} from '@qiangji/kernel/fund/bank-result.ts'
import { PaymentId } from '@qiangji/kernel/fund/payment.ts'
import { FileId } from '@qiangji/kernel/record/file.ts'
import { sentence } from '@qiangji/kernel/refusals.ts'
import { readSheet } from '@qiangji/sheet/read.ts'
import { SHEET_REFUSAL_WORDS } from '@qiangji/sheet/refusal.ts'
import type { Row } from '@qiangji/sheet/sheet.ts'
import type { Read } from '@qiangji/store/engine/act.ts'
import {
  applyBankResult,
  findBankResult,
  hashOfResult,
  judgeBankResult,
} from '@qiangji/store/fund/bank-result.ts'
import { posterAs } from '@qiangji/store/fund/ledger.ts'
import { listOrganizations } from '@qiangji/store/organization/organization.ts'
import { findFileWithin } from '@qiangji/store/record/file.ts'
import { z } from 'zod'
import type { Context } from '../frame/context.ts'
import { commandAfter, query } from '../frame/procedure.ts'
import { makingHand } from './payment-hand.ts'

interface ReadResult {
  readonly fileName: string
  readonly rows: readonly ReadRow[]
}

type NoRows = 'RESULT_HEAD_MISSING' | 'RESULT_EMPTY' | 'RESULT_TOO_LONG'
type Unread = 'NOT_FOUND' | 'RESULT_UNREADABLE' | NoRows

/** The rows of an uploaded result; the head is the first row that names the columns. */
const readFile = async (
  ctx: Context,
  actor: Actor,
  fileId: FileId,
): Promise<Decision<ReadResult, Unread>> => {
  const file = await findFileWithin(ctx.store.read, fileId, {
    personId: actor.personId,
    path: actor.organization.path,
  })
  const bytes = file && (await ctx.readFile(file.hash))
  if (!file || !bytes) return refuse('NOT_FOUND')
  const sheet = await readSheet(bytes)
  if (!sheet.ok) return refuse('RESULT_UNREADABLE', { why: whyUnreadable(sheet) })
  const rows = readRows(sheet.value.rows)
  return rows.ok ? accept({ fileName: file.name, rows: rows.value }) : rows
}

const whyUnreadable = (refused: {
  readonly refusal: keyof typeof SHEET_REFUSAL_WORDS
  readonly facts: Readonly<Record<string, string | number>>
}): string =>
  SHEET_REFUSAL_WORDS[refused.refusal].replace(/\{(\w+)\}/g, (_, name: string) =>
    String(refused.facts[name] ?? ''),
  )

const readRows = (rows: readonly Row[]): Decision<readonly ReadRow[], NoRows> => {
  const heads = rows.slice(0, 10).map((row) => readResultHead(textsOf(row)))
  const at = heads.findIndex((head) => head.ok)
  const head = heads[at === -1 ? 0 : at]
  if (!head) return refuse('RESULT_EMPTY')
  if (!head.ok) return head
  const read = rows
    .slice(at + 1)
    .map((row) => readResultRow(textsOf(row), head.value, row.number))
    .filter((row) => row !== null)
  if (read.length === 0) return refuse('RESULT_EMPTY')
  const short = checkResultLength(read.length)
  return short.ok ? accept(read) : short
}

/** A formula counts by what the workbook last showed: banks do not send formulas, people who edit do. */
const textsOf = (row: Row): readonly string[] => {
  const texts: string[] = []
  for (const cell of row.cells)
    texts[cell.column - 1] = cell.kind === 'formula' ? cell.cached.text : cell.text
  return Array.from(texts, (text) => text ?? '')
}

const RowView = z.strictObject({
  row: z.int(),
  number: z.string(),
  paymentId: PaymentId.nullable(),
  payeeName: z.string(),
  amount: NaturalFen.nullable(),
  outcome: z.enum(['paid', 'failed', 'pending']).nullable(),
  reason: z.string(),
  day: Day.nullable(),
  verdict: z.enum(['pay', 'fail', 'same', 'pending', 'error']),
  errors: z.array(
    z.strictObject({
      column: z.enum(['number', 'amount', 'outcome', 'reason', 'day']),
      /** What stood in the cell, where it could not be read. */
      typed: z.string(),
      /** The sentence to show in the row. */
      text: z.string(),
    }),
  ),
})

/** 检查结果: what the file would do, row by row; nothing is changed. */
export const readResult = query(
  {
    input: z.strictObject({ fileId: FileId }),
    output: z.strictObject({
      fileName: z.string(),
      /** sha256 of its content as read. */
      hash: z.string(),
      /** The day on which the same result was applied before. */
      knownOn: Day.nullable(),
      rows: z.array(RowView).max(RESULT_MOST_ROWS),
    }),
    scoped: 'own',
    subject: (i) => i.fileId,
    rest: 'GET /fund/bank-results/{fileId}',
  },
  async ({ db, ctx, actor, input, today }) => {
    const read = await readFile(ctx, actor, input.fileId)
    if (!read.ok) return read
    const payer = actor.organization.organizationId
    const judged = await judgeBankResult(db, payer, read.value.rows, today)
    const hash = hashOfResult(read.value.rows)
    const known = await findBankResult(db, payer, hash)
    const names = await payeeNames(db, [...judged.payments.values()])
    return {
      fileName: read.value.fileName,
      hash,
      knownOn: Day.nullable().parse(known?.applied_on ?? null),
      rows: judged.rows.map((row) => viewRow(row, names.get(row.row.number) ?? '')),
    }
  },
)

const payeeNames = async (
  db: Read,
  payments: readonly { readonly number: string; readonly payeeId: string }[],
): Promise<ReadonlyMap<string, string>> => {
  const found = await listOrganizations(db, [...new Set(payments.map((p) => p.payeeId))])
  const names = new Map<string, string>(found.map((o) => [o.id, o.name]))
  return new Map(payments.map((p) => [p.number, names.get(p.payeeId) ?? '']))
}

const viewRow = ({ row, errors, verdict, paymentId }: JudgedRow, payeeName: string) => ({
  ...row,
  paymentId: PaymentId.nullable().parse(paymentId),
  payeeName,
  verdict,
  errors: errors.map((e) => ({
    column: e.column,
    typed: String(e.facts.typed ?? ''),
    text: sentence(e.code, e.facts),
  })),
})

/** 登记银行结果: successes are recorded, failures recorded and bounced; a result that is known changes nothing. */
export const applyResult = commandAfter(
  {
    input: z.strictObject({ fileId: FileId, leaveErrors: z.boolean() }),
    output: z.strictObject({
      knownOn: Day.nullable(),
      paid: z.int(),
      failed: z.int(),
      skipped: z.int(),
      errors: z.int(),
    }),
    scoped: 'own',
    alone: true,
    subject: (i) => i.fileId,
    rest: 'POST /fund/bank-results/{fileId}/apply',
  },
  ({ ctx, actor, input }) => readFile(ctx, actor, input.fileId),
  async ({ tx, actor, input, poster, prepared }) => {
    if (!prepared.ok) return prepared
    const hand = makingHand(actor)
    if (!hand.ok) return hand
    const payer = actor.organization.organizationId
    const { rows, fileName } = prepared.value
    const known = await findBankResult(tx, payer, hashOfResult(rows))
    if (known)
      return accept({
        knownOn: Day.parse(known.applied_on),
        paid: 0,
        failed: 0,
        skipped: rows.length,
        errors: 0,
      })
    const applied = await applyBankResult(tx, posterAs(poster, hand.value), payer, rows, {
      ...input,
      fileName,
    })
    return applied.ok ? accept({ knownOn: null, ...applied.value }) : applied
  },
)
