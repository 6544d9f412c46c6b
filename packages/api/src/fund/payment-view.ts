import { isWithin } from '@qiangji/kernel/access/scope.ts'
import { Day } from '@qiangji/kernel/base/day.ts'
import { Revision } from '@qiangji/kernel/base/id.ts'
import { NaturalFen, sumFen } from '@qiangji/kernel/base/money.ts'
import { HandRecord, maskAccountNumber } from '@qiangji/kernel/fund/bank-account.ts'
import { DocumentForm } from '@qiangji/kernel/fund/document.ts'
import { FundId } from '@qiangji/kernel/fund/fund.ts'
import {
  outstandingOf,
  type Payment,
  PaymentAct,
  PaymentBatchId,
  PaymentId,
  type PaymentLine,
  PaymentState,
} from '@qiangji/kernel/fund/payment.ts'
import type { PaymentBatch } from '@qiangji/kernel/fund/payment-batch.ts'
import { type Organization, OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { namesOf } from '@qiangji/store/access/person.ts'
import type { Read } from '@qiangji/store/engine/act.ts'
import { listFunds } from '@qiangji/store/fund/fund.ts'
import { partsOfBatches } from '@qiangji/store/fund/payment-batch.ts'
import { listOrganizations } from '@qiangji/store/organization/organization.ts'
import { z } from 'zod'

export const HandView = HandRecord.extend({ name: z.string() })

export const LineView = z.strictObject({
  beneficiaryId: OrganizationId,
  beneficiaryName: z.string(),
  amount: NaturalFen,
  received: NaturalFen,
  bounced: NaturalFen,
  outstanding: NaturalFen,
})

export const PaymentView = z.strictObject({
  id: PaymentId,
  batchId: PaymentBatchId,
  number: z.string(),
  fundId: FundId,
  fundName: z.string(),
  payerId: OrganizationId,
  payerName: z.string(),
  payeeId: OrganizationId,
  payeeName: z.string(),
  act: PaymentAct,
  state: PaymentState,
  purpose: z.string(),
  /** Sums of the lines that the reader may see. */
  amount: NaturalFen,
  received: NaturalFen,
  bounced: NaturalFen,
  outstanding: NaturalFen,
  /** False: other unions have lines in it too, which this reader does not see. */
  whole: z.boolean(),
  lines: z.array(LineView),
  /** null for who is neither payer nor payee; the number in full only to those who pay. */
  account: z
    .strictObject({
      holderName: z.string(),
      bankName: z.string(),
      bankCode: z.string(),
      masked: z.string(),
      number: z.string().nullable(),
    })
    .nullable(),
  releasedOn: Day.nullable(),
  paidOn: Day.nullable(),
  reason: z.string().nullable(),
  postingBatch: z.string().nullable(),
  revision: Revision,
})
export type PaymentView = z.infer<typeof PaymentView>

export const BatchView = z.strictObject({
  id: PaymentBatchId,
  number: z.string(),
  payerId: OrganizationId,
  payerName: z.string(),
  payerLevel: z.enum(['province', 'prefecture', 'county', 'township']),
  maker: HandView,
  madeOn: Day,
  releaser: HandView.nullable(),
  releasedOn: Day.nullable(),
  document: DocumentForm.nullable(),
  parts: z.array(z.strictObject({ state: PaymentState, count: z.int(), amount: NaturalFen })),
  revision: Revision,
})
export type BatchView = z.infer<typeof BatchView>

export interface Reader {
  /** Path of the reader's organization. */
  readonly path: string
  /** Whether account numbers are shown in full. */
  readonly unmasked?: boolean
}

/** Payments as a reader sees them: lines of other unions are left out where only a line is the reader's. */
export const viewPayments = async (
  db: Read,
  payments: readonly Payment[],
  reader: Reader,
): Promise<readonly PaymentView[]> => {
  const ids = payments.flatMap((p) => [
    p.payerId,
    p.payeeId,
    ...p.lines.map((line) => line.beneficiaryId),
  ])
  const organizations = new Map(
    (await listOrganizations(db, [...new Set(ids)])).map((o) => [o.id, o]),
  )
  const funds = new Map((await listFunds(db)).map((fund) => [fund.id, fund.name]))
  return payments.map((p) => view(p, funds.get(p.fundId) ?? '', organizations, reader))
}

type Organizations = ReadonlyMap<OrganizationId, Organization>

const view = (p: Payment, fundName: string, all: Organizations, reader: Reader): PaymentView => {
  const sees = (id: OrganizationId) => isWithin(reader.path, all.get(id)?.path ?? '')
  const whole = sees(p.payerId) || sees(p.payeeId)
  const lines = p.lines.filter((line) => whole || sees(line.beneficiaryId))
  const sum = (amount: (line: PaymentLine) => ReturnType<typeof outstandingOf>) =>
    sumFen(lines, amount)
  return {
    id: p.id,
    batchId: p.batchId,
    number: p.number,
    fundId: p.fundId,
    fundName,
    payerId: p.payerId,
    payerName: all.get(p.payerId)?.name ?? '',
    payeeId: p.payeeId,
    payeeName: all.get(p.payeeId)?.name ?? '',
    act: p.act,
    state: p.state,
    purpose: p.purpose,
    amount: sum((line) => line.amount),
    received: sum((line) => line.received),
    bounced: sum((line) => line.bounced),
    outstanding: sum(outstandingOf),
    whole,
    lines: lines.map((line) => ({
      ...line,
      beneficiaryName: all.get(line.beneficiaryId)?.shortName ?? '',
      outstanding: outstandingOf(line),
    })),
    account: whole
      ? {
          holderName: p.bank.holderName,
          bankName: p.bank.bankName,
          bankCode: p.bank.bankCode,
          masked: maskAccountNumber(p.bank.number),
          number: reader.unmasked ? p.bank.number : null,
        }
      : null,
    releasedOn: p.releasedOn,
    paidOn: p.paidOn,
    reason: p.reason,
    postingBatch: whole ? p.postingBatch : null,
    revision: p.revision,
  }
}

export const viewBatches = async (
  db: Read,
  batches: readonly PaymentBatch[],
): Promise<readonly BatchView[]> => {
  const payers = new Map(
    (
      await listOrganizations(
        db,
        batches.map((b) => b.payerId),
      )
    ).map((o) => [o.id, o]),
  )
  const persons = await namesOf(
    db,
    batches.flatMap((b) => [b.maker.personId, ...(b.releaser ? [b.releaser.personId] : [])]),
  )
  const parts = await partsOfBatches(
    db,
    batches.map((b) => b.id),
  )
  const hand = (h: PaymentBatch['maker']) => ({ ...h, name: persons.get(h.personId) ?? '' })
  return batches.map((b) =>
    BatchView.parse({
      id: b.id,
      number: b.number,
      payerId: b.payerId,
      payerName: payers.get(b.payerId)?.name ?? '',
      payerLevel: payers.get(b.payerId)?.level,
      maker: hand(b.maker),
      madeOn: b.madeOn,
      releaser: b.releaser && hand(b.releaser),
      releasedOn: b.releasedOn,
      document: b.document,
      parts: parts
        .filter((part) => part.batchId === b.id)
        .map(({ state, count, amount }) => ({ state, count, amount })),
      revision: b.revision,
    }),
  )
}
