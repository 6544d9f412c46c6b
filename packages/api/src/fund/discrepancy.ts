import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import { Revision } from '@qiangji/kernel/base/id.ts'
import { Discrepancy, DiscrepancyId, settleSurplus } from '@qiangji/kernel/fund/discrepancy.ts'
import {
  findDiscrepancy,
  listDiscrepancies,
  saveDiscrepancy,
} from '@qiangji/store/fund/discrepancy.ts'
import { findPayment } from '@qiangji/store/fund/payment.ts'
import { sightOf } from '@qiangji/store/fund/payment-sight.ts'
import { z } from 'zod'
import { cut, PAGE_ASK, page, readCursor } from '../frame/page.ts'
import { command, query } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'
import { PaymentView, viewPayments } from './payment-view.ts'

const Row = z.strictObject({ discrepancy: Discrepancy, payment: PaymentView })

/** 金额不符 of payments in one's reach, newest first. */
const list = query(
  {
    input: z.strictObject({
      ...PAGE_ASK,
      state: z.enum(['open', 'closed']).nullable().default('open'),
    }),
    output: page(Row),
    scoped: 'body',
    rest: 'GET /fund/discrepancies',
  },
  async ({ db, actor, input }) => {
    const rows = await listDiscrepancies(db, {
      ...input,
      sight: sightOf(actor.organization),
      after: readCursor(z.tuple([z.string(), z.string()]), input.cursor),
    })
    const { rows: kept, next } = cut(rows, input.limit, (d) => [d.openedOn, d.id])
    const found = []
    for (const d of kept) found.push(await findPayment(db, d.paymentId))
    const payments = await viewPayments(
      db,
      found.filter((p) => p !== null),
      actor.organization,
    )
    return {
      rows: kept.flatMap((discrepancy, i) => {
        const payment = payments[i]
        return payment?.whole ? [{ discrepancy, payment }] : []
      }),
      next,
    }
  },
)

/** Says what became of money beyond a payment; money that is missing is never closed by words. */
const settle = command(
  {
    input: z.strictObject({
      id: DiscrepancyId,
      revision: Revision,
      note: z.string().trim().min(1).max(200),
    }),
    output: Discrepancy,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/discrepancies/{id}/settle',
  },
  async ({ tx, actor, input, today }) => {
    const found = await findDiscrepancy(tx, input.id)
    const payment = found && (await findPayment(tx, found.paymentId))
    if (!found || payment?.payeeId !== actor.organization.organizationId) return refuse('NOT_FOUND')
    if (found.revision !== input.revision) return refuse('REVISION_STALE')
    const settled = settleSurplus(found, input.note, today)
    if (!settled.ok) return settled
    return (await saveDiscrepancy(tx, settled.value))
      ? accept({ ...settled.value, revision: found.revision + 1 })
      : refuse('REVISION_STALE')
  },
)

export const discrepancy = router({ list, settle })
