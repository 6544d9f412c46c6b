import { z } from 'zod'
import { PersonId } from '../access/person.ts'
import { Day } from '../base/day.ts'
import { publicId, Revision } from '../base/id.ts'
import { Fen, fen, NaturalFen, negateFen, VoucherFen } from '../base/money.ts'
import { OrganizationId } from '../organization/organization.ts'
import { AdvanceId } from './advance.ts'
import { CommitmentId } from './commitment.ts'
import { FundId } from './fund.ts'
import { HolderId } from './holder.ts'
import { VoucherNumber } from './voucher.ts'

export const SpendingId = publicId<'Spending'>()
export type SpendingId = z.infer<typeof SpendingId>
export const LedgerImportId = publicId<'LedgerImport'>()
export type LedgerImportId = z.infer<typeof LedgerImportId>

/** A row of the list: money that went out, money that came back (支出收回), or the mirror of a mistake (冲销). */
export const SpendingKind = z.enum(['spend', 'refund', 'reversal'])
export type SpendingKind = z.infer<typeof SpendingKind>

/** Only `posted` stands in the ledger; 待审核 is never part of 已支出. */
export const SPENDING_STATES = {
  pending: '待审核',
  returned: '已退回',
  posted: '已入账',
  reversed: '已冲销',
  withdrawn: '已撤回',
} as const
export const SpendingState = z.enum(['pending', 'returned', 'posted', 'reversed', 'withdrawn'])
export type SpendingState = z.infer<typeof SpendingState>

export const SPENDING_ORIGINS = { typed: '手工', imported: '导入', reversal: '冲销' } as const
export const SpendingOrigin = z.enum(['typed', 'imported', 'reversal'])
export type SpendingOrigin = z.infer<typeof SpendingOrigin>

export const SPENDING_ACTS = ['edit', 'release', 'send-back', 'withdraw', 'reverse'] as const
export type SpendingAct = (typeof SPENDING_ACTS)[number]

/** Nothing else is possible: before it is posted a row is simply edited, afterwards only refunded or reversed. */
export const SPENDING_TRANSITIONS: Readonly<
  Record<SpendingAct, { readonly from: readonly SpendingState[]; readonly to: SpendingState }>
> = {
  edit: { from: ['pending', 'returned'], to: 'pending' },
  release: { from: ['pending'], to: 'posted' },
  'send-back': { from: ['pending'], to: 'returned' },
  withdraw: { from: ['pending', 'returned'], to: 'withdrawn' },
  reverse: { from: ['posted'], to: 'reversed' },
}

export const mayTake = (state: SpendingState, act: SpendingAct): boolean =>
  SPENDING_TRANSITIONS[act].from.includes(state)

/**
 * 发放花名册: payments to many persons are one line. The list itself stays with the county; kept are the
 * number of persons and the SHA-256 of the file, so that it can be held against it later.
 */
export const Roster = z.strictObject({
  persons: z.int().min(1).max(100_000),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
})
export type Roster = z.infer<typeof Roster>

const Voucher = {
  /** The day on the county's voucher; only for a 归垫 may it lie before the receipt. */
  day: Day,
  voucher: VoucherNumber,
  /** 分录号 within the voucher. */
  line: z.int().min(1).max(9_999),
  summary: z.string().trim().min(1).max(200),
  amount: VoucherFen,
}

/** What a person fills in for a payment. Either a payee or a 发放花名册. */
export const SpendingForm = z.strictObject({
  ...Voucher,
  beneficiaryId: OrganizationId,
  holderId: HolderId,
  use: z.string().max(31),
  payee: z.string().trim().min(1).max(120).nullable(),
  roster: Roster.nullable(),
  fixedAsset: z.boolean(),
  commitmentId: CommitmentId.nullable(),
  advanceId: AdvanceId.nullable(),
})
export type SpendingForm = z.infer<typeof SpendingForm>

/** 支出收回: beneficiary and use are those of the spending that it names. */
export const RefundForm = z.strictObject({ ...Voucher, ofId: SpendingId })
export type RefundForm = z.infer<typeof RefundForm>

/** Everyone who has filled in or changed a row: none of them may release it. */
export const SpendingHand = z.strictObject({ personId: PersonId, onBehalfOf: PersonId.nullable() })

export const Spending = SpendingForm.extend({
  id: SpendingId,
  fundId: FundId,
  /** Whose desk keeps the voucher; the beneficiary is it or a township below it. */
  organizationId: OrganizationId,
  kind: SpendingKind,
  state: SpendingState,
  origin: SpendingOrigin,
  /** `amount` as lists show and sum it; a reversal mirrors the row that it names. */
  signed: Fen,
  /** The row that a refund or a reversal names. */
  ofId: SpendingId.nullable(),
  /** Refunds of this spending: posted, and waiting for review. */
  used: NaturalFen,
  asked: NaturalFen,
  importId: LedgerImportId.nullable(),
  makers: z.array(SpendingHand).readonly(),
  madeOn: Day,
  releaser: SpendingHand.nullable(),
  postedOn: Day.nullable(),
  /** The batch under which it is posted. */
  batch: z.string(),
  /** Why it was sent back. */
  reason: z.string().nullable(),
  files: z.int().min(0),
  revision: Revision,
})
export type Spending = z.infer<typeof Spending>

/** The amount as lists show and sum it: what came back is negative. */
export const signedAmount = (kind: 'spend' | 'refund', amount: Fen): Fen =>
  kind === 'refund' ? negateFen(amount) : amount

/** Above this a payment needs a file until a fund says otherwise: 1,000 yuan. */
export const USUAL_FILE_THRESHOLD = fen(100_000)

/** Whether evidence is still owed; a reversal and what was withdrawn owe none. */
export const isFileMissing = (
  s: Pick<Spending, 'kind' | 'state' | 'amount' | 'files'>,
  threshold: Fen | null,
): boolean =>
  threshold !== null &&
  s.files === 0 &&
  s.amount >= threshold &&
  s.kind !== 'reversal' &&
  (s.state === 'pending' || s.state === 'returned' || s.state === 'posted')

/** Files that can stand behind a voucher; sheets are for imports. */
export const VOUCHER_FILE_KINDS: ReadonlySet<string> = new Set(['pdf', 'jpeg', 'png', 'ofd'])
