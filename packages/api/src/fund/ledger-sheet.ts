import type { Actor } from '@qiangji/kernel/access/actor.ts'
import { accept, type Decision, type RefusalFacts, refuse } from '@qiangji/kernel/base/decision.ts'
import { findHead, type LedgerHead } from '@qiangji/kernel/fund/ledger-column.ts'
import type { FileRef } from '@qiangji/kernel/record/file.ts'
import { readSheet } from '@qiangji/sheet/read.ts'
import { SHEET_REFUSAL_WORDS, type SheetRefusal } from '@qiangji/sheet/refusal.ts'
import type { Sheet } from '@qiangji/sheet/sheet.ts'
import type { Read } from '@qiangji/store/engine/act.ts'
import { findFileWithin } from '@qiangji/store/record/file.ts'
import type { Context } from '../frame/context.ts'

export interface LedgerSheet {
  readonly file: FileRef
  readonly bytes: Uint8Array
  readonly sheet: Sheet
  readonly head: LedgerHead
}

/** The last few sheets that were read, by their content: paging through one does not read it again. */
const KEPT = 4
const kept = new Map<string, Sheet>()

const keep = (key: string, sheet: Sheet): void => {
  kept.delete(key)
  kept.set(key, sheet)
  const [oldest] = kept.keys()
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
}

/** The sheet behind a file that the actor may read. The workbook is opened in a thread of its own. */
export const openLedgerSheet = async (
  ctx: Context,
  actor: Actor,
  fileId: string,
  name: string | null,
  db: Read = ctx.store.read,
): Promise<Decision<LedgerSheet, string>> => {
  const file = await findFileWithin(db, fileId, {
    personId: actor.personId,
    path: actor.organization.path,
  })
  if (!file) return refuse('NOT_FOUND')
  if (file.kind !== 'xlsx' && file.kind !== 'csv') return refuse('LEDGER_FILE_IS_NO_SHEET')
  const bytes = await ctx.readFile(file.hash)
  if (!bytes) throw new Error(`the file ${file.id} is registered but not stored`)
  const key = `${file.hash}/${name ?? ''}`
  const known = kept.get(key)
  const read = known ? accept(known) : await readSheet(bytes, undefined, name ?? undefined)
  if (!read.ok) return refuse('LEDGER_SHEET_UNREADABLE', { why: wordsOf(read.refusal, read.facts) })
  keep(key, read.value)
  const head = findHead(read.value.rows)
  return head.ok ? accept({ file, bytes, sheet: read.value, head: head.value }) : head
}

/** The reader of sheets brings its own words: they travel as a fact, because a browser does not know them. */
const wordsOf = (refusal: SheetRefusal, facts: RefusalFacts): string =>
  SHEET_REFUSAL_WORDS[refusal].replace(/\{(\w+)\}/g, (_, name: string) =>
    String(facts[name] ?? '—'),
  )
