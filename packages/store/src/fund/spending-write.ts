import { different, type Hand } from '@qiangji/kernel/access/conflict.ts'
import { type Day, yearOf } from '@qiangji/kernel/base/day.ts'
import { accept, type Decision, refuse } from '@qiangji/kernel/base/decision.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import type { Fund } from '@qiangji/kernel/fund/fund.ts'
import { isLineOfDesk } from '@qiangji/kernel/fund/holder.ts'
import {
  type RefundForm,
  type Spending,
  type SpendingForm,
  SpendingId,
  signedAmount,
  VOUCHER_FILE_KINDS,
} from '@qiangji/kernel/fund/spending.ts'
import {
  mayAct,
  mayRecord,
  mayRefund,
  mayStand,
  type PaymentFacts,
  type SpendingRefusal,
} from '@qiangji/kernel/fund/spending-check.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import type { Read, Tx } from '../engine/act.ts'
import { newId, newText } from '../engine/new-id.ts'
import { findFileWithin, useFile } from '../record/file.ts'
import { findAdvance } from './advance.ts'
import { CLAIM_MOVES, moveClaims } from './claim.ts'
import { findCommitment } from './commitment.ts'
import { addSpendings, findSpending, receivedOn, saveSpending, takenOn } from './spending.ts'
import { standingOf, takeDesk } from './spending-place.ts'
import { findRule } from './spending-rule.ts'

/** Who sits at which desk on which day; the organization is the one that keeps the vouchers. */
export interface Desk {
  readonly hand: Hand
  readonly organizationId: string
  readonly path: string
  readonly today: Day
}

export type WriteRefusal = SpendingRefusal | 'NOT_FOUND' | 'REVISION_STALE'

/** 记一笔: a payment that waits for review. */
export const recordSpending = async (
  tx: Tx,
  desk: Desk,
  fund: Fund,
  form: SpendingForm,
  fileIds: readonly string[],
): Promise<Decision<Spending, WriteRefusal>> => {
  await takeDesk(tx, [desk.organizationId])
  const facts = await paymentFacts(tx, desk, fund, form, null)
  if (!facts) return refuse('NOT_FOUND')
  const decided = mayRecord(form, facts)
  if (!decided.ok) return decided
  return add(
    tx,
    desk,
    { ...blank(desk, fund), ...form, kind: 'spend', signed: signedAmount('spend', form.amount) },
    fileIds,
  )
}

/** 支出收回: waits for review like a payment. */
export const recordRefund = async (
  tx: Tx,
  desk: Desk,
  fund: Fund,
  form: RefundForm,
  fileIds: readonly string[],
): Promise<Decision<Spending, WriteRefusal>> => {
  await takeDesk(tx, [desk.organizationId])
  const of = await findSpending(tx, form.ofId)
  if (!of || of.organizationId !== desk.organizationId || of.fundId !== fund.id)
    return refuse('NOT_FOUND')
  const line = { ...form, ...takenFrom(of) }
  const facts = await paymentFacts(tx, desk, fund, line, null)
  if (!facts) return refuse('NOT_FOUND')
  const decided = mayRefund(form, of, facts)
  if (!decided.ok) return decided
  const refund: Spending = {
    ...blank(desk, fund),
    ...line,
    kind: 'refund',
    signed: signedAmount('refund', form.amount),
  }
  return add(tx, desk, refund, fileIds)
}

/** What a refund has from its spending, when it is written and when it is edited: it draws on nothing else. */
const takenFrom = (of: Spending) => ({
  beneficiaryId: of.beneficiaryId,
  holderId: of.holderId,
  use: of.use,
  payee: of.payee,
  roster: null,
  fixedAsset: false,
  commitmentId: null,
  advanceId: null,
})

const blank = (desk: Desk, fund: Fund) => ({
  id: newId(SpendingId),
  fundId: fund.id,
  organizationId: OrganizationId.parse(desk.organizationId),
  state: 'pending' as const,
  origin: 'typed' as const,
  ofId: null,
  used: fen(0),
  asked: fen(0),
  importId: null,
  makers: [desk.hand],
  madeOn: desk.today,
  releaser: null,
  postedOn: null,
  batch: newText(),
  reason: null,
  files: 0,
  revision: 0,
})

const add = async (
  tx: Tx,
  desk: Desk,
  spending: Spending,
  fileIds: readonly string[],
): Promise<Decision<Spending, WriteRefusal>> => {
  const { fileThreshold } = await findRule(tx, spending.fundId)
  const made = { ...spending, files: new Set(fileIds).size }
  const shown = await mayShow(tx, desk, fileIds)
  if (!shown.ok) return shown
  await addSpendings(tx, [made], fileThreshold)
  await show(tx, made, fileIds)
  await moveClaims(tx, [{ spending: made, ...CLAIM_MOVES.asked }])
  return accept(made)
}

/** A row that is not posted yet is simply edited, and waits again; who edits it may no longer release it. */
export const editSpending = async (
  tx: Tx,
  desk: Desk,
  fund: Fund,
  old: Spending,
  asked: SpendingForm,
): Promise<Decision<Spending, WriteRefusal>> => {
  if (await isStale(tx, old)) return refuse('REVISION_STALE')
  const state = mayAct(old, 'edit')
  if (!state.ok) return state
  const form = old.kind === 'refund' ? { ...asked, ...takenFrom(old) } : asked
  await moveClaims(tx, old.state === 'pending' ? [{ spending: old, ...CLAIM_MOVES.free }] : [])
  const decided = await mayChange(tx, desk, fund, old, form)
  if (!decided.ok) return decided
  const changed: Spending = {
    ...old,
    ...form,
    signed: signedAmount(old.kind === 'refund' ? 'refund' : 'spend', form.amount),
    state: 'pending',
    reason: null,
    makers: withHand(old.makers, desk.hand),
  }
  const { fileThreshold } = await findRule(tx, old.fundId)
  if (!(await saveSpending(tx, old, changed, fileThreshold))) return refuse('REVISION_STALE')
  await moveClaims(tx, [{ spending: changed, ...CLAIM_MOVES.asked }])
  return accept({ ...changed, revision: old.revision + 1 })
}

/** Takes the desk, and asks there whether somebody saved since the row was read. */
const isStale = async (tx: Tx, old: Spending): Promise<boolean> => {
  await takeDesk(tx, [old.organizationId])
  return (await findSpending(tx, old.id))?.revision !== old.revision
}

const mayChange = async (
  tx: Tx,
  desk: Desk,
  fund: Fund,
  old: Spending,
  form: SpendingForm,
): Promise<Decision<null, WriteRefusal>> => {
  const facts = await paymentFacts(tx, desk, fund, form, old.id)
  if (!facts) return refuse('NOT_FOUND')
  if (old.kind !== 'refund')
    return old.origin === 'imported' ? mayStand(form, facts) : mayRecord(form, facts)
  const of = old.ofId === null ? null : await findSpending(tx, old.ofId)
  return of ? mayRefund({ ...form, ofId: of.id }, of, facts) : refuse('NOT_FOUND')
}

const withHand = (makers: Spending['makers'], hand: Hand): Spending['makers'] =>
  makers.some((maker) => !different(maker, hand) && maker.onBehalfOf === hand.onBehalfOf)
    ? makers
    : [...makers, hand]

/** 退回 with a reason, or 撤回 by the desk itself: what it drew on is free again. */
export const dropSpending = async (
  tx: Tx,
  old: Spending,
  to: { readonly state: 'returned'; readonly reason: string } | { readonly state: 'withdrawn' },
): Promise<Decision<Spending, WriteRefusal>> => {
  if (await isStale(tx, old)) return refuse('REVISION_STALE')
  const state = mayAct(old, to.state === 'returned' ? 'send-back' : 'withdraw')
  if (!state.ok) return state
  const { fileThreshold } = await findRule(tx, old.fundId)
  const dropped: Spending = { ...old, ...to }
  if (!(await saveSpending(tx, old, dropped, fileThreshold))) return refuse('REVISION_STALE')
  await moveClaims(tx, old.state === 'pending' ? [{ spending: old, ...CLAIM_MOVES.free }] : [])
  return accept({ ...dropped, revision: old.revision + 1 })
}

/** Adds evidence; a posted row takes it too, because it changes no amount. */
export const attachFiles = async (
  tx: Tx,
  desk: Desk,
  old: Spending,
  fileIds: readonly string[],
): Promise<Decision<Spending, WriteRefusal>> => {
  const shown = await mayShow(tx, desk, fileIds)
  if (!shown.ok) return shown
  const has = new Set((await listFiles(tx, old.id)).map((file) => file.id))
  const added = [...new Set(fileIds)].filter((id) => !has.has(id))
  const { fileThreshold } = await findRule(tx, old.fundId)
  const attached: Spending = { ...old, files: old.files + added.length }
  if (!(await saveSpending(tx, old, attached, fileThreshold))) return refuse('REVISION_STALE')
  await show(tx, old, added)
  return accept({ ...attached, revision: old.revision + 1 })
}

const mayShow = async (
  tx: Tx,
  desk: Desk,
  fileIds: readonly string[],
): Promise<Decision<null, 'NOT_FOUND' | 'FILE_IS_NO_VOUCHER'>> => {
  for (const id of fileIds) {
    const file = await findFileWithin(tx, id, { personId: desk.hand.personId, path: desk.path })
    if (!file) return refuse('NOT_FOUND')
    if (!VOUCHER_FILE_KINDS.has(file.kind)) return refuse('FILE_IS_NO_VOUCHER', { name: file.name })
  }
  return accept(null)
}

const show = async (tx: Tx, spending: Spending, fileIds: readonly string[]): Promise<void> => {
  for (const fileId of new Set(fileIds))
    await useFile(tx, {
      fileId,
      noun: 'spending',
      recordId: spending.id,
      organizationId: spending.organizationId,
    })
}

/** The files behind a row. */
export const listFiles = (db: Read, spendingId: string) =>
  db
    .selectFrom('file_use as u')
    .innerJoin('file as f', 'f.id', 'u.file_id')
    .select(['f.id', 'f.hash', 'f.size', 'f.kind', 'f.name'])
    .where('u.record_id', '=', spendingId)
    .where('u.noun', '=', 'spending')
    .orderBy('f.at')
    .orderBy('f.id')
    .execute()

/** What the rules ask of a voucher; null where something it names is outside of the desk's reach. */
const paymentFacts = async (
  db: Read,
  desk: Desk,
  fund: Fund,
  form: Pick<
    SpendingForm,
    'beneficiaryId' | 'holderId' | 'day' | 'voucher' | 'line' | 'commitmentId' | 'advanceId'
  >,
  except: string | null,
): Promise<PaymentFacts | null> => {
  const beneficiary = await standingOf(db, form.beneficiaryId)
  if (!isLineOfDesk(desk.path, form.holderId, beneficiary)) return null
  const holderId = form.holderId ?? desk.organizationId
  const commitment = form.commitmentId === null ? null : await findCommitment(db, form.commitmentId)
  const advance = form.advanceId === null ? null : await findAdvance(db, form.advanceId)
  const own = (one: { fundId: string; organizationId: string } | null) =>
    one !== null && one.fundId === fund.id && one.organizationId === desk.organizationId
  if (form.commitmentId !== null && !own(commitment)) return null
  if (form.advanceId !== null && !own(advance)) return null
  return {
    today: desk.today,
    fund,
    receivedOn: await receivedOn(db, fund.id, form.beneficiaryId, holderId),
    takenOn: await takenOn(db, {
      holderId,
      year: yearOf(form.day),
      voucher: form.voucher,
      line: form.line,
      except,
    }),
    commitment,
    advance,
  }
}
