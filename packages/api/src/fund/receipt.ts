import type { Actor } from '@qiangji/kernel/access/actor.ts'
import { Day } from '@qiangji/kernel/base/day.ts'
import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import { Revision } from '@qiangji/kernel/base/id.ts'
import { FundId } from '@qiangji/kernel/fund/fund.ts'
import { Receipt, ReceiptForm, ReceiptId } from '@qiangji/kernel/fund/receipt.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { FileId } from '@qiangji/kernel/record/file.ts'
import { namesOf } from '@qiangji/store/access/person.ts'
import type { Read, Tx } from '@qiangji/store/engine/act.ts'
import { dueAfter } from '@qiangji/store/fund/due.ts'
import { findPayment, listPayments } from '@qiangji/store/fund/payment.ts'
import { sightOf } from '@qiangji/store/fund/payment-sight.ts'
import {
  attachScan,
  confirmReceipt,
  findReceipt,
  listReceipts,
} from '@qiangji/store/fund/receipt.ts'
import { findFileWithin, useFile } from '@qiangji/store/record/file.ts'
import { z } from 'zod'
import { cut, PAGE_ASK, page, readCursor } from '../frame/page.ts'
import { command, query } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'
import { firstHand } from './payment-hand.ts'
import { PaymentView, viewPayments } from './payment-view.ts'

const After = z.tuple([z.string(), z.string()])
const RECEIVERS = ['prefecture-finance', 'county-finance', 'township-clerk'] as const

const Expected = z.strictObject({
  payment: PaymentView,
  /** When it can have arrived at the earliest: paid by the bank, or else released. */
  since: Day,
  due: Day.nullable(),
  rule: z.string(),
})

/** 待确认到账: payments to one's own organization of which money is still to be confirmed, oldest first. */
const expected = query(
  {
    input: z.strictObject({ fundId: FundId.nullable().default(null) }),
    output: z.array(Expected).max(200),
    scoped: 'own',
    rest: 'GET /fund/receipts/expected',
  },
  async ({ db, actor, input, today }) => {
    const own = actor.organization.organizationId
    const rows = await listPayments(db, {
      sight: sightOf(actor.organization),
      payerId: null,
      payeeId: own,
      fundId: input.fundId,
      act: null,
      states: ['released', 'paid'],
      open: true,
      search: '',
      limit: 199,
      after: null,
    })
    const views = await viewPayments(
      db,
      rows.map((row) => row.payment),
      actor.organization,
    )
    return views
      .map((payment) => {
        const since = payment.paidOn ?? payment.releasedOn ?? today
        return { payment, since, ...dueAfter(since, 1, '到账后') }
      })
      .reverse()
  },
)

/** 确认到账, whole or by line. */
const confirm = command(
  {
    input: ReceiptForm,
    output: Receipt,
    scoped: 'body',
    subject: (i) => i.paymentId,
    rest: 'POST /fund/receipts',
  },
  async ({ tx, actor, input, poster }) => {
    const payment = await findPayment(tx, input.paymentId)
    const hand = firstHand(actor, RECEIVERS)
    if (!hand || payment?.payeeId !== actor.organization.organizationId) return refuse('NOT_FOUND')
    if (input.fileId !== null && !(await mayShow(tx, actor, input.fileId)))
      return refuse('NOT_FOUND')
    const confirmed = await confirmReceipt(tx, poster, hand, payment, input)
    if (confirmed.ok && confirmed.value.fileId !== null)
      await show(tx, confirmed.value, confirmed.value.fileId)
    return confirmed
  },
)

const mayShow = async (db: Read, actor: Actor, fileId: FileId): Promise<boolean> =>
  (await findFileWithin(db, fileId, {
    personId: actor.personId,
    path: actor.organization.path,
  })) !== null

const show = (tx: Tx, receipt: Receipt, fileId: FileId): Promise<void> =>
  useFile(tx, {
    fileId,
    noun: 'receipt',
    recordId: receipt.id,
    organizationId: receipt.payeeId,
  })

/** Adds the scan of a receipt that was confirmed without it. */
const attach = command(
  {
    input: z.strictObject({ id: ReceiptId, revision: Revision, fileId: FileId }),
    output: Receipt,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/receipts/{id}/scan',
  },
  async ({ tx, actor, input }) => {
    const receipt = await findReceipt(tx, input.id)
    if (receipt?.payeeId !== actor.organization.organizationId) return refuse('NOT_FOUND')
    if (!(await mayShow(tx, actor, input.fileId))) return refuse('NOT_FOUND')
    if (receipt.revision !== input.revision || !(await attachScan(tx, receipt, input.fileId)))
      return refuse('REVISION_STALE')
    await show(tx, receipt, input.fileId)
    return accept({ ...receipt, fileId: input.fileId, revision: receipt.revision + 1 })
  },
)

const ReceiptRow = z.strictObject({
  receipt: Receipt,
  payment: PaymentView,
  confirmerName: z.string(),
})

/** 收据: confirmed receipts in one's reach, newest first; `withoutScan` lists what is missing. */
const list = query(
  {
    input: z.strictObject({
      ...PAGE_ASK,
      payeeId: OrganizationId.nullable().default(null),
      fundId: FundId.nullable().default(null),
      withoutScan: z.boolean().default(false),
      search: z.string().trim().max(50).default(''),
    }),
    output: page(ReceiptRow),
    scoped: 'body',
    rest: 'GET /fund/receipts',
  },
  async ({ db, actor, input }) => {
    const rows = await listReceipts(db, {
      ...input,
      sight: sightOf(actor.organization),
      after: readCursor(After, input.cursor),
    })
    const { rows: kept, next } = cut(rows, input.limit, (r) => [r.confirmedOn, r.id])
    return { rows: await withPayments(db, kept, actor), next }
  },
)

const withPayments = async (db: Read, receipts: readonly Receipt[], actor: Actor) => {
  const found = []
  for (const id of new Set(receipts.map((r) => r.paymentId))) found.push(await findPayment(db, id))
  const payments = await viewPayments(
    db,
    found.filter((p) => p !== null),
    actor.organization,
  )
  const persons = await namesOf(
    db,
    receipts.map((r) => r.confirmer.personId),
  )
  return receipts.flatMap((receipt) => {
    const payment = payments.find((p) => p.id === receipt.paymentId)
    if (!payment) return []
    const seen = new Set(payment.lines.map((line) => line.beneficiaryId))
    return [
      {
        receipt: {
          ...receipt,
          lines: receipt.lines.filter((line) => seen.has(line.beneficiaryId)),
          postingBatch: payment.whole ? receipt.postingBatch : null,
        },
        payment,
        confirmerName: persons.get(receipt.confirmer.personId) ?? '',
      },
    ]
  })
}

export const receipt = router({ expected, confirm, attach, list })
