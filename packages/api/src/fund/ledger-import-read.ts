import type { Actor } from '@qiangji/kernel/access/actor.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import { accept, type Decision, refuse } from '@qiangji/kernel/base/decision.ts'
import { Fen } from '@qiangji/kernel/base/money.ts'
import type { Fund } from '@qiangji/kernel/fund/fund.ts'
import { FundId } from '@qiangji/kernel/fund/fund.ts'
import { countLedger, type LedgerReading, readLedger } from '@qiangji/kernel/fund/ledger-import.ts'
import { LedgerImport } from '@qiangji/kernel/fund/ledger-import-record.ts'
import { readRow } from '@qiangji/kernel/fund/ledger-row.ts'
import { LedgerImportId } from '@qiangji/kernel/fund/spending.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { FileId } from '@qiangji/kernel/record/file.ts'
import { annotate } from '@qiangji/sheet/annotate.ts'
import type { Read } from '@qiangji/store/engine/act.ts'
import { findFund } from '@qiangji/store/fund/fund.ts'
import { findImport, gatherLedgerFacts, listImports } from '@qiangji/store/fund/ledger-import.ts'
import { readMapping } from '@qiangji/store/fund/ledger-mapping.ts'
import { z } from 'zod'
import type { Context } from '../frame/context.ts'
import { Download } from '../frame/download.ts'
import { cut, PAGE_ASK, page, readCursor, writeCursor } from '../frame/page.ts'
import { download, query } from '../frame/procedure.ts'
import { fundInSight } from './fund-sight.ts'
import { progressOf } from './import-progress.ts'
import {
  annotationOf,
  ColumnView,
  columnsOf,
  problemRows,
  RowView,
  rowView,
} from './ledger-import-view.ts'
import { type LedgerSheet, openLedgerSheet } from './ledger-sheet.ts'

const Sheetname = z.string().min(1).max(60).nullable().default(null)

/** 核对列: what the columns were read as, and the 科目 that still need a 用途. */
export const columns = query(
  {
    input: z.strictObject({ fundId: FundId, fileId: FileId, sheet: Sheetname }),
    output: z.strictObject({
      fileName: z.string(),
      size: z.int(),
      sheet: z.string(),
      sheets: z.array(z.string()),
      headRow: z.int(),
      inWan: z.boolean(),
      rows: z.int(),
      columns: z.array(ColumnView),
      subjects: z.array(
        z.strictObject({
          subject: z.string(),
          rows: z.int(),
          amount: Fen,
          answered: z.boolean(),
          use: z.string().nullable(),
        }),
      ),
      projects: z.array(z.strictObject({ project: z.string(), rows: z.int() })),
    }),
    scoped: 'body',
    subject: (i) => i.fileId,
    rest: 'GET /fund/ledger-imports/columns',
  },
  async ({ db, actor, input, ctx }) => {
    const fund = await fundInSight(db, actor, input.fundId)
    if (!fund) return refuse('NOT_FOUND')
    const opened = await openLedgerSheet(ctx, actor, input.fileId, input.sheet, db)
    if (!opened.ok) return opened
    const { file, sheet, head } = opened.value
    const mapping = await readMapping(db, actor.organization.organizationId, fund.id)
    const below = sheet.rows.filter((row) => row.number > head.row)
    const raw = below.map((row) => readRow(head, row))
    return {
      fileName: file.name,
      size: file.size,
      sheet: sheet.name,
      sheets: [...sheet.names],
      headRow: head.row,
      inWan: head.unit === 10_000,
      rows: below.length,
      columns: columnsOf(opened.value),
      subjects: tally(raw, (row) => row.subject).map(([subject, rows]) => ({
        subject,
        rows: rows.length,
        amount: Fen.parse(rows.reduce((sum, row) => sum + (row.amount ?? 0), 0)),
        answered: mapping.has(subject),
        use: mapping.get(subject) ?? null,
      })),
      projects: tally(raw, (row) => row.project).map(([project, rows]) => ({
        project,
        rows: rows.length,
      })),
    }
  },
)

/** Groups in the order of their first row; at most 300 of them. */
const tally = <T>(rows: readonly T[], key: (row: T) => string | null): [string, T[]][] => {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const name = key(row)
    if (name === null) continue
    const group = groups.get(name)
    if (group) group.push(row)
    else if (groups.size < 300) groups.set(name, [row])
  }
  return [...groups]
}

export interface OpenedImport {
  readonly record: LedgerImport
  readonly fund: Fund
  readonly sheet: LedgerSheet
}

/** An import of the actor's own organization with its sheet. */
export const openImport = async (
  ctx: Context,
  db: Read,
  actor: Actor,
  id: LedgerImportId,
): Promise<Decision<OpenedImport, string>> => {
  const record = await findImport(db, id)
  const fund = record && (await findFund(db, record.fundId))
  if (!fund || record.organizationId !== actor.organization.organizationId)
    return refuse('NOT_FOUND')
  const sheet = await openLedgerSheet(ctx, actor, record.fileId, record.sheet, db)
  return sheet.ok ? accept({ record, fund, sheet: sheet.value }) : sheet
}

/** Reads the sheet against the books of now. */
export const readingOf = async (
  db: Read,
  sheet: LedgerSheet,
  line: Parameters<typeof gatherLedgerFacts>[1],
  today: Day,
): Promise<LedgerReading> =>
  readLedger(sheet.head, sheet.sheet.rows, await gatherLedgerFacts(db, line, today))

export const lineOf = ({ record, fund }: Pick<OpenedImport, 'record' | 'fund'>) => ({
  fund,
  organizationId: record.organizationId,
  beneficiaryId: record.beneficiaryId,
  holderId: record.holderId,
  projects: record.projects,
})

/** 检查结果: the user's own sheet, same rows, same letters, with the reasons. */
export const rows = query(
  {
    input: z.strictObject({
      id: LedgerImportId,
      view: z.enum(['problems', 'all']).default('problems'),
      ...PAGE_ASK,
    }),
    output: z.strictObject({
      import: LedgerImport,
      headRow: z.int(),
      sheetName: z.string(),
      passedAmount: Fen,
      columns: z.array(ColumnView),
      /** Rows of this view in all. */
      count: z.int(),
      rows: z.array(RowView).max(200),
      next: z.string().nullable(),
    }),
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'GET /fund/ledger-imports/{id}/rows',
  },
  async ({ db, actor, input, today, ctx }) => {
    const opened = await openImport(ctx, db, actor, input.id)
    if (!opened.ok) return opened
    const { record, sheet } = opened.value
    const reading = await readingOf(db, sheet, lineOf(opened.value), today)
    const all = input.view === 'all' ? reading.rows : problemRows(reading)
    const after = readCursor(z.tuple([z.int()]), input.cursor)?.[0] ?? 0
    const shown = all.filter((row) => row.row > after).slice(0, input.limit)
    const last = shown.at(-1)
    const more = last !== undefined && last.row !== all.at(-1)?.row
    return {
      import: record,
      headRow: sheet.head.row,
      sheetName: sheet.sheet.name,
      passedAmount: countLedger(reading).passedAmount,
      columns: columnsOf(sheet),
      count: all.length,
      rows: shown.map((row) => rowView(sheet, row)),
      next: more ? writeCursor([last.row]) : null,
    }
  },
)

/** 下载错误表: the same workbook with a reason in every row that needs one. */
export const errors = download(
  {
    input: z.strictObject({ id: LedgerImportId }),
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'GET /fund/ledger-imports/{id}/errors',
  },
  async ({ db, actor, input, today, ctx }) => {
    const opened = await openImport(ctx, db, actor, input.id)
    if (!opened.ok) return opened
    const { record, sheet } = opened.value
    const reading = await readingOf(db, sheet, lineOf(opened.value), today)
    const marked = await annotate(sheet.bytes, annotationOf(sheet, reading))
    if (!marked.ok) return marked
    return new Download({
      name: `${record.fileName.replace(/\.\w+$/, '')}_错误表.xlsx`,
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      body: new Uint8Array(marked.value),
    })
  },
)

/** What was read and imported, newest first. */
export const list = query(
  {
    input: z.strictObject({ organizationId: OrganizationId, fundId: FundId, ...PAGE_ASK }),
    output: page(LedgerImport),
    scope: (i) => i.organizationId,
    rest: 'GET /fund/ledger-imports',
  },
  async ({ db, input, organization }) => {
    const found = await listImports(db, {
      path: organization.path,
      fundId: input.fundId,
      limit: input.limit,
      after: readCursor(z.tuple([z.string(), z.string()]), input.cursor),
    })
    return cut(found, input.limit, (one) => [one.readOn, one.id])
  },
)

/** How far a running registration or release is; null when none runs. */
export const progress = query(
  {
    input: z.strictObject({ id: LedgerImportId }),
    output: z.strictObject({ done: z.int(), total: z.int() }).nullable(),
    scoped: 'body',
    rest: 'GET /fund/ledger-imports/{id}/progress',
  },
  async ({ db, actor, input }) => {
    const record = await findImport(db, input.id)
    return record?.organizationId === actor.organization.organizationId
      ? progressOf(input.id)
      : refuse('NOT_FOUND')
  },
)
