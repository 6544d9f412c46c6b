import { z } from 'zod'
import { Day } from '../base/day.ts'
import { accept, type Decision, refuse } from '../base/decision.ts'
import { publicId, Revision } from '../base/id.ts'
import { NaturalFen } from '../base/money.ts'
import { outstanding, type Payment, PaymentId } from './payment.ts'

export const DiscrepancyId = publicId<'Discrepancy'>()
export type DiscrepancyId = z.infer<typeof DiscrepancyId>

export const DISCREPANCY_KINDS = { short: '少到', surplus: '多到' } as const
/** What closed it: a short one only by money or its bounce, a surplus by a record of where it went. */
export const DISCREPANCY_ENDS = {
  receipt: '补到账',
  bounce: '退票',
  settled: '已处理',
  reversed: '到账已冲销',
} as const
export type DiscrepancyEnd = keyof typeof DISCREPANCY_ENDS

/** 金额不符: what a payee received is not what was paid. */
export const Discrepancy = z.strictObject({
  id: DiscrepancyId,
  paymentId: PaymentId,
  kind: z.enum(['short', 'surplus']),
  state: z.enum(['open', 'closed']),
  /** Fen missing when it was opened, or fen beyond the payment. */
  amount: NaturalFen,
  note: z.string(),
  openedOn: Day,
  closedOn: Day.nullable(),
  closedBy: z.enum(['receipt', 'bounce', 'settled', 'reversed']).nullable(),
  closeNote: z.string().nullable(),
  revision: Revision,
})
export type Discrepancy = z.infer<typeof Discrepancy>

/** A short discrepancy stands exactly while money of a partly received payment is missing. */
export const isShort = (payment: Payment): boolean =>
  outstanding(payment) > 0 && payment.lines.some((l) => l.received > 0)

export type DiscrepancyRefusal = 'DISCREPANCY_CLOSED' | 'DISCREPANCY_NEEDS_MONEY'

/** A surplus is closed by saying what became of it; a short one is never closed by words. */
export const settleSurplus = (
  discrepancy: Discrepancy,
  note: string,
  today: Day,
): Decision<Discrepancy, DiscrepancyRefusal> => {
  if (discrepancy.state === 'closed') return refuse('DISCREPANCY_CLOSED')
  if (discrepancy.kind === 'short') return refuse('DISCREPANCY_NEEDS_MONEY')
  return accept({
    ...discrepancy,
    state: 'closed',
    closedOn: today,
    closedBy: 'settled',
    closeNote: note,
  })
}
