import type { Day } from '@qiangji/kernel/base/day.ts'
import { type Fen, NO_FEN, sumFen } from '@qiangji/kernel/base/money.ts'
import type { ReceiptForm } from '@qiangji/kernel/fund/receipt.ts'
import type { FileRef } from '@qiangji/kernel/record/file.ts'
import type { PaymentRow } from './payment.fields.ts'

/** A receipt being written. Whole by default; `short` asks for the lines, `beyond` for what came on top. */
export interface ReceiptDraft {
  day: Day | null
  number: string
  mode: 'whole' | 'short' | 'beyond'
  amounts: Record<string, Fen | null>
  beyond: Fen | null
  note: string
  files: readonly FileRef[]
}

export const emptyReceipt = (day: Day | null): ReceiptDraft => ({
  day,
  number: '',
  mode: 'whole',
  amounts: {},
  beyond: null,
  note: '',
  files: [],
})

export const receivedSum = (payment: PaymentRow, draft: ReceiptDraft): Fen =>
  draft.mode === 'short'
    ? sumFen(payment.lines, (line) => draft.amounts[line.beneficiaryId] ?? NO_FEN)
    : payment.outstanding

/** What is still missing; '' when it can be sent. */
export const receiptProblem = (payment: PaymentRow, draft: ReceiptDraft): string => {
  if (draft.day === null) return '请填到账日'
  if (draft.number.trim() === '') return '请填收据号'
  if (draft.mode === 'beyond' && !draft.beyond) return '请填多到的金额'
  if (draft.mode !== 'short') return ''
  if (receivedSum(payment, draft) === 0) return '请填到账的行；一行都没有到账的，不用确认'
  const over = payment.lines.find(
    (line) => (draft.amounts[line.beneficiaryId] ?? 0) > line.outstanding,
  )
  return over ? `${over.beneficiaryName}超过未到账金额；多到的请选“多到”` : ''
}

export const receiptForm = (payment: PaymentRow, draft: ReceiptDraft, day: Day): ReceiptForm => ({
  paymentId: payment.id,
  creditDay: day,
  number: draft.number.trim(),
  fileId: draft.files.at(-1)?.id ?? null,
  lines:
    draft.mode === 'short'
      ? payment.lines.flatMap((line) => {
          const amount = draft.amounts[line.beneficiaryId] ?? null
          return amount !== null && amount > 0
            ? [{ beneficiaryId: line.beneficiaryId, amount }]
            : []
        })
      : payment.outstanding > 0
        ? null
        : [],
  surplus: draft.mode === 'beyond' ? (draft.beyond ?? NO_FEN) : NO_FEN,
  note: draft.note.trim(),
})
