import { DocumentForm } from '@qiangji/kernel/fund/document.ts'
import { ORDER_RULES } from '@qiangji/kernel/fund/order.ts'
import type { Read } from '../engine/act.ts'
import { reasonsOf } from './reversal.ts'

export const REFERENCE_KINDS = ['plan', 'payment', 'order', 'spending', 'commitment'] as const

/** The paper behind a journal, as people call it: a document's number, a payment's, a voucher's. */
export interface Reference {
  readonly kind: (typeof REFERENCE_KINDS)[number]
  readonly id: string
  readonly text: string
  readonly detail: string
}

interface Named {
  readonly document: string
  readonly batch: string
}

type Find = (db: Read, documents: readonly string[]) => Promise<readonly Reference[]>

const findPlans: Find = async (db, documents) =>
  (
    await db
      .selectFrom('allocation')
      .select(['id', 'title', 'number'])
      .where('id', 'in', documents)
      .execute()
  ).map((row) => ({
    kind: 'plan',
    id: row.id,
    text: row.number ?? '分配方案（待文号）',
    detail: row.title,
  }))

const findPayments: Find = async (db, documents) =>
  (
    await db
      .selectFrom('payment')
      .select(['id', 'number', 'purpose'])
      .where('id', 'in', documents)
      .execute()
  ).map((row) => ({
    kind: 'payment',
    id: row.id,
    text: `支付单 ${row.number}`,
    detail: row.purpose,
  }))

const findOrders: Find = async (db, documents) =>
  (
    await db
      .selectFrom('fund_order')
      .select(['id', 'act', 'form'])
      .where('id', 'in', documents)
      .execute()
  ).map((row) => {
    const form: Record<string, unknown> = JSON.parse(row.form)
    const paper = DocumentForm.safeParse(form.document)
    const word = ORDER_RULES[row.act].word
    return {
      kind: 'order',
      id: row.id,
      text: paper.success ? paper.data.number : `资金单（${word}）`,
      detail: paper.success ? paper.data.title : word,
    }
  })

const findCommitments: Find = async (db, documents) =>
  (
    await db
      .selectFrom('commitment')
      .select(['id', 'title', 'counterparty'])
      .where('id', 'in', documents)
      .execute()
  ).map((row) => ({ kind: 'commitment', id: row.id, text: row.title, detail: row.counterparty }))

/** A refund names the spending it belongs to, so its own voucher is found by its batch. */
const findVouchers = async (
  db: Read,
  key: 'id' | 'batch',
  of: readonly string[],
): Promise<ReadonlyMap<string, Reference>> => {
  const rows = await db
    .selectFrom('spending')
    .select(['id', 'batch', 'voucher', 'summary'])
    .where(key, 'in', of)
    .execute()
  return new Map(
    rows.map((row) => [
      row[key],
      { kind: 'spending', id: row.id, text: `凭证 ${row.voucher}`, detail: row.summary },
    ]),
  )
}

/** Receipts by the batch of their posting: the number on the payee's 收据. */
const findReceipts = async (db: Read, batches: readonly string[]) =>
  new Map(
    (
      await db
        .selectFrom('receipt')
        .select(['posting_batch', 'number'])
        .where('posting_batch', 'in', batches)
        .execute()
    ).map((row) => [row.posting_batch, row.number]),
  )

/** The papers of these journals; at most a page of them at a time. */
export const referencesOf = async (
  db: Read,
  journals: readonly Named[],
): Promise<(journal: Named) => Reference | null> => {
  if (journals.length === 0) return () => null
  const documents = [...new Set(journals.map((j) => j.document))]
  const batches = [...new Set(journals.map((j) => j.batch))]
  const found = new Map<string, Reference>()
  for (const find of [findPlans, findPayments, findOrders, findCommitments])
    for (const reference of await find(db, documents)) found.set(reference.id, reference)
  const byBatch = await findVouchers(db, 'batch', batches)
  const byDocument = await findVouchers(db, 'id', documents)
  const receipts = await findReceipts(db, batches)
  const reasons = await reasonsOf(db, batches)
  const plain = (journal: Named): Reference | null => {
    const reference =
      byBatch.get(journal.batch) ??
      byDocument.get(journal.document) ??
      found.get(journal.document) ??
      null
    const receipt = receipts.get(journal.batch)
    return reference && receipt
      ? { ...reference, text: `收据 ${receipt}`, detail: reference.text }
      : reference
  }
  return (journal) => {
    const reference = plain(journal)
    const reason = reasons.get(journal.batch)
    return reference && reason
      ? { ...reference, detail: `${reference.detail}（冲销理由：${reason}）` }
      : reference
  }
}
