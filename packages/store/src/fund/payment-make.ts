import type { Hand } from '@qiangji/kernel/access/conflict.ts'
import { isWithin } from '@qiangji/kernel/access/scope.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import { accept, type Decision, refuse } from '@qiangji/kernel/base/decision.ts'
import { NO_FEN } from '@qiangji/kernel/base/money.ts'
import type { BankAccount } from '@qiangji/kernel/fund/bank-account.ts'
import { checkDocument, type DocumentRefusal } from '@qiangji/kernel/fund/document.ts'
import { type Payment, PaymentBatchId, PaymentId } from '@qiangji/kernel/fund/payment.ts'
import {
  batchNumber,
  groupPayments,
  type PaymentBatch,
  type PaymentBatchForm,
  type PaymentGroup,
  type PaymentMakeRefusal,
  paymentNumber,
  purposeFrom,
} from '@qiangji/kernel/fund/payment-batch.ts'
import type { Organization, OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import type { Tx } from '../engine/act.ts'
import { newId } from '../engine/new-id.ts'
import { listOrganizations } from '../organization/organization.ts'
import { activeBankAccounts } from './bank-account.ts'
import { markRepaid } from './bounce.ts'
import type { Poster } from './ledger.ts'
import { type ListedPayable, listPayables } from './payable.ts'
import { addPayment } from './payment.ts'
import { addBatch, isNumberUsed, nextPlace } from './payment-batch.ts'

type Refusal = PaymentMakeRefusal | DocumentRefusal

/** 制单: sorts the lines into payments of one fund and one payee each, and freezes the payees' accounts on them. */
export const makeBatch = async (
  tx: Tx,
  poster: Poster,
  hand: Hand,
  payer: Organization,
  form: PaymentBatchForm,
): Promise<Decision<PaymentBatch, Refusal>> => {
  const notice = await checkNotice(tx, payer.id, form.document, poster.today)
  if (!notice.ok) return notice
  const payables = await listPayables(tx, payer.id, null, poster.today)
  const accounts = await activeBankAccounts(
    tx,
    payables.map((p) => p.payeeId),
  )
  const groups = groupPayments(form, {
    payables,
    hasAccount: (id) => accounts.has(id),
    nameOf: await namesOf(tx, payer, form, payables),
  })
  if (!groups.ok) return groups
  const place = await nextPlace(tx, payer.id, poster.today)
  const batch: PaymentBatch = {
    id: newId(PaymentBatchId),
    number: batchNumber(poster.today, payer.code, place),
    payerId: payer.id,
    maker: { ...hand },
    madeOn: poster.today,
    releaser: null,
    releasedOn: null,
    document: form.document,
    revision: 0,
  }
  await addBatch(tx, batch)
  for (const [i, group] of groups.value.entries()) {
    const account = accounts.get(group.payeeId)
    if (!account) return refuse('PAYEE_ACCOUNT_MISSING')
    const fundName = payables.find((p) => p.fundId === group.fundId)?.fundName ?? ''
    const purpose = form.purpose ?? purposeFrom(fundName)
    const payment = draft(batch, group, account, purpose, i + 1)
    await addPayment(tx, payment, poster.today)
    await markRepaid(tx, payment)
  }
  return accept(batch)
}

const draft = (
  batch: PaymentBatch,
  group: PaymentGroup,
  account: BankAccount,
  purpose: string,
  place: number,
): Payment => ({
  id: newId(PaymentId),
  batchId: batch.id,
  number: paymentNumber(batch.number, place),
  fundId: group.fundId,
  payerId: batch.payerId,
  payeeId: group.payeeId,
  act: group.act,
  state: 'drafted',
  bank: {
    holderName: account.holderName,
    number: account.number,
    bankName: account.bankName,
    bankCode: account.bankCode,
  },
  bankAccountId: account.id,
  purpose,
  lines: group.lines.map((line) => ({ ...line, received: NO_FEN, bounced: NO_FEN })),
  releasedOn: null,
  paidOn: null,
  reason: null,
  postingBatch: null,
  revision: 0,
})

const checkNotice = async (
  tx: Tx,
  payerId: OrganizationId,
  document: PaymentBatchForm['document'],
  today: Day,
): Promise<Decision<null, Refusal>> => {
  if (document === null) return accept(null)
  const number = checkDocument(document, today)
  if (!number.ok) return number
  return (await isNumberUsed(tx, payerId, document))
    ? refuse('NUMBER_USED', { number: document.number })
    : accept(null)
}

/** Names of the payer's own reach: of a stranger in the form nothing is said. */
const namesOf = async (
  tx: Tx,
  payer: Organization,
  form: PaymentBatchForm,
  payables: readonly ListedPayable[],
): Promise<(id: OrganizationId) => string> => {
  const ids = new Set([
    ...form.lines.map((line) => line.beneficiaryId),
    ...payables.map((p) => p.payeeId),
  ])
  const found = await listOrganizations(tx, [...ids])
  const near = found.filter((o) => isWithin(payer.path, o.path))
  const names = new Map(near.map((o) => [o.id, o.shortName]))
  return (id) => names.get(id) ?? ''
}
