import { isWithin } from '@qiangji/kernel/access/scope.ts'
import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import { Revision } from '@qiangji/kernel/base/id.ts'
import { FundId } from '@qiangji/kernel/fund/fund.ts'
import { HolderId, isLineOfDesk } from '@qiangji/kernel/fund/holder.ts'
import { countLedger, type LedgerReading } from '@qiangji/kernel/fund/ledger-import.ts'
import { LedgerImport } from '@qiangji/kernel/fund/ledger-import-record.ts'
import { LedgerImportId } from '@qiangji/kernel/fund/spending.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { FileId } from '@qiangji/kernel/record/file.ts'
import { newId } from '@qiangji/store/engine/new-id.ts'
import {
  addImport,
  findImport,
  RELEASE_STEP,
  registerEntries,
  saveImport,
  waitingOfImport,
} from '@qiangji/store/fund/ledger-import.ts'
import { saveMapping } from '@qiangji/store/fund/ledger-mapping.ts'
import { importApproval } from '@qiangji/store/fund/spending-approval.ts'
import { standingOf, takeDesk } from '@qiangji/store/fund/spending-place.ts'
import { releaseSpendings } from '@qiangji/store/fund/spending-release.ts'
import { z } from 'zod'
import { cut, readCursor } from '../frame/page.ts'
import { command, commandAfter } from '../frame/procedure.ts'
import { fundInSight } from './fund-sight.ts'
import { startProgress } from './import-progress.ts'
import { lineOf, openImport, readingOf } from './ledger-import-read.ts'
import { openLedgerSheet } from './ledger-sheet.ts'
import { deskOf, RowResult, resultOf, reviewerOf } from './spending-act.ts'

/** Remembers 科目 → 用途 for this organization and fund; null: the subject is not of the fund. */
export const remember = command(
  {
    input: z.strictObject({
      fundId: FundId,
      lines: z
        .array(
          z.strictObject({
            subject: z.string().trim().min(1).max(100),
            use: z.string().max(31).nullable(),
          }),
        )
        .min(1)
        .max(300),
    }),
    output: z.strictObject({ remembered: z.int() }),
    scoped: 'own',
    subject: (i) => i.fundId,
    rest: 'POST /fund/ledger-imports/mapping',
  },
  async ({ tx, actor, input }) => {
    const fund = await fundInSight(tx, actor, input.fundId)
    if (!fund) return refuse('NOT_FOUND')
    const uses = new Set(fund.uses.map((use) => use.code))
    if (input.lines.some((line) => line.use !== null && !uses.has(line.use)))
      return refuse('USE_NOT_ALLOWED')
    await saveMapping(tx, actor.organization.organizationId, fund.id, input.lines)
    return accept({ remembered: input.lines.length })
  },
)

const countsOf = (reading: LedgerReading) => {
  const { rows, entries, amount, bad, doubtful, passed } = countLedger(reading)
  return { rows, entries, amount, bad, doubtful, passed }
}

/** 检查: reads the whole list and registers nothing; the reading is kept, so that it can be gone on with. */
export const read = commandAfter(
  {
    input: z.strictObject({
      fundId: FundId,
      beneficiaryId: OrganizationId,
      holderId: HolderId,
      fileId: FileId,
      sheet: z.string().min(1).max(60).nullable().default(null),
      projects: z.array(z.string().max(100)).max(50).nullable().default(null),
    }),
    output: LedgerImport,
    scoped: 'body',
    alone: true,
    subject: (i) => i.fileId,
    rest: 'POST /fund/ledger-imports',
  },
  ({ ctx, actor, input }) => openLedgerSheet(ctx, actor, input.fileId, input.sheet),
  async ({ tx, actor, input, today, prepared }) => {
    const desk = deskOf(actor, today)
    const fund = await fundInSight(tx, actor, input.fundId)
    const beneficiary = await standingOf(tx, input.beneficiaryId)
    if (!desk || !fund || !isLineOfDesk(desk.path, input.holderId, beneficiary))
      return refuse('NOT_FOUND')
    if (!prepared.ok) return prepared
    const { file } = prepared.value
    const line = { ...input, fund, organizationId: desk.organizationId }
    const counts = countsOf(await readingOf(tx, prepared.value, line, today))
    const record: LedgerImport = {
      id: newId(LedgerImportId),
      fundId: fund.id,
      organizationId: actor.organization.organizationId,
      beneficiaryId: input.beneficiaryId,
      holderId: input.holderId,
      fileId: file.id,
      fileName: file.name,
      fileHash: file.hash,
      sheet: input.sheet,
      projects: input.projects,
      state: counts.bad > 0 ? 'faulty' : 'read',
      ...counts,
      makerId: actor.personId,
      readOn: today,
      revision: 0,
    }
    await addImport(tx, record)
    return accept(record)
  },
)

/**
 * 入账: registers every good row for review, or nothing at all while one row is bad. `doubtful` is the number
 * of amber rows that the person has seen and said yes to.
 */
export const confirm = commandAfter(
  {
    input: z.strictObject({
      id: LedgerImportId,
      revision: Revision,
      doubtful: z.int().min(0).max(100_000),
    }),
    output: LedgerImport,
    scoped: 'body',
    alone: true,
    subject: (i) => i.id,
    rest: 'POST /fund/ledger-imports/{id}/confirm',
  },
  ({ ctx, actor, input }) => openImport(ctx, ctx.store.read, actor, input.id),
  async ({ tx, actor, input, today, prepared }) => {
    const desk = deskOf(actor, today)
    if (!desk) return refuse('NOT_FOUND')
    if (!prepared.ok) return prepared
    await takeDesk(tx, [desk.organizationId])
    const record = await findImport(tx, input.id)
    if (!record) return refuse('NOT_FOUND')
    if (record.state === 'registered' || record.state === 'discarded')
      return refuse('LEDGER_NOT_READ')
    if (record.revision !== input.revision) return refuse('REVISION_STALE')
    const reading = await readingOf(tx, prepared.value.sheet, lineOf(prepared.value), today)
    const counts = countsOf(reading)
    if (counts.bad > 0) return refuse('LEDGER_HAS_ERRORS', { bad: counts.bad })
    if (counts.entries === 0) return refuse('LEDGER_NOTHING_NEW')
    if (counts.doubtful > input.doubtful)
      return refuse('LEDGER_DOUBT_NOT_CONFIRMED', { doubtful: counts.doubtful })
    const registered: LedgerImport = { ...record, ...counts, state: 'registered' }
    if (!(await saveImport(tx, registered))) return refuse('REVISION_STALE')
    const progress = startProgress(record.id, counts.entries)
    await registerEntries(tx, desk, registered, reading.entries, progress.step)
    progress.end()
    return accept({ ...registered, revision: record.revision + 1 })
  },
)

/** 放弃 a reading that was not registered. */
export const discard = command(
  {
    input: z.strictObject({ id: LedgerImportId, revision: Revision }),
    output: LedgerImport,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/ledger-imports/{id}/discard',
  },
  async ({ tx, actor, input }) => {
    const record = await findImport(tx, input.id)
    if (record?.organizationId !== actor.organization.organizationId) return refuse('NOT_FOUND')
    if (record.state === 'registered' || record.state === 'discarded')
      return refuse('LEDGER_NOT_READ')
    if (record.revision !== input.revision) return refuse('REVISION_STALE')
    const discarded: LedgerImport = { ...record, state: 'discarded' }
    return (await saveImport(tx, discarded))
      ? accept({ ...discarded, revision: record.revision + 1 })
      : refuse('REVISION_STALE')
  },
)

/**
 * 整批审核: releases the waiting rows of an imported list, a step of them in one command; the page goes on with
 * `next` until it is null. What is refused is named and stays waiting.
 */
export const release = command(
  {
    input: z.strictObject({
      id: LedgerImportId,
      cursor: z.string().max(600).nullable().default(null),
    }),
    output: z.strictObject({
      posted: z.int(),
      refused: z.int(),
      refusals: z.array(RowResult).max(RELEASE_STEP),
      next: z.string().nullable(),
    }),
    scoped: 'body',
    alone: true,
    subject: (i) => i.id,
    rest: 'POST /fund/ledger-imports/{id}/release',
  },
  async ({ tx, actor, input, poster }) => {
    const record = await findImport(tx, input.id)
    const place = record && (await standingOf(tx, record.organizationId))
    if (!record || !isWithin(actor.organization.path, place?.path ?? '')) return refuse('NOT_FOUND')
    const signed = await importApproval(tx, record, poster.today)
    if (!signed.ok) return signed
    const after = readCursor(z.tuple([z.enum(['spend', 'refund']), z.int()]), input.cursor)
    const waiting = await waitingOfImport(tx, input.id, after)
    const { rows, next } = cut(waiting, RELEASE_STEP, (row) => [...row.place])
    const results = await releaseSpendings(
      tx,
      reviewerOf(actor, poster),
      rows.map((row) => row.id),
    )
    const refused = results.filter((one) => one.outcome === 'refused')
    return accept({
      posted: results.filter((one) => one.outcome === 'posted').length,
      refused: refused.length,
      refusals: refused.map(resultOf),
      next,
    })
  },
)
