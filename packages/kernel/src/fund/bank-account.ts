import { z } from 'zod'
import { different, type Hand } from '../access/conflict.ts'
import { PersonId } from '../access/person.ts'
import { Day } from '../base/day.ts'
import { accept, type Decision, refuse } from '../base/decision.ts'
import { publicId, Revision } from '../base/id.ts'
import { OrganizationId } from '../organization/organization.ts'
import { FileId } from '../record/file.ts'

export const BankAccountId = publicId<'BankAccount'>()
export type BankAccountId = z.infer<typeof BankAccountId>

/** 账户性质. Source: 人民币银行结算账户管理办法 (basic, general, special, temporary); zero: 财政零余额账户. */
export const BANK_ACCOUNT_KINDS = {
  basic: '基本存款账户',
  general: '一般存款账户',
  special: '专用存款账户',
  temporary: '临时存款账户',
  zero: '零余额账户',
} as const
export const BankAccountKind = z.enum(['basic', 'general', 'special', 'temporary', 'zero'])
export type BankAccountKind = z.infer<typeof BankAccountKind>

export const BANK_ACCOUNT_STATES = {
  proposed: '待确认',
  active: '使用中',
  superseded: '已停用',
  declined: '未通过',
} as const
export const BankAccountState = z.enum(['proposed', 'active', 'superseded', 'declined'])
export type BankAccountState = z.infer<typeof BankAccountState>

/** Where a state may go; nothing else happens to an account. */
export const BANK_ACCOUNT_MOVES: Readonly<Record<BankAccountState, readonly BankAccountState[]>> = {
  proposed: ['active', 'declined'],
  active: ['superseded'],
  superseded: [],
  declined: [],
}

/** Who did something, as a record keeps it. */
export const HandRecord = z.strictObject({ personId: PersonId, onBehalfOf: PersonId.nullable() })

/** A name that no spreadsheet reads as a formula: the bank's file carries it as it is. */
const plainName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^=+\-@＝＋－＠]/, { error: 'ACCOUNT_NAME_MALFORMED' })

/** What a payer copies onto a payment: 户名, 账号, 开户行, 行号. */
export const BankData = z.strictObject({
  holderName: plainName,
  number: z.string().regex(/^\d{8,32}$/, { error: 'ACCOUNT_NUMBER_MALFORMED' }),
  bankName: plainName,
  /** 联行号 */
  bankCode: z.string().regex(/^\d{12}$/, { error: 'BANK_CODE_MALFORMED' }),
})
export type BankData = z.infer<typeof BankData>

export const BankAccountForm = BankData.extend({
  organizationId: OrganizationId,
  kind: BankAccountKind,
  validFrom: Day,
  reason: z.string().trim().min(1).max(200),
  /** Scan of the sealed request. */
  fileId: FileId.nullable(),
})
export type BankAccountForm = z.infer<typeof BankAccountForm>

export const BankAccount = BankAccountForm.extend({
  id: BankAccountId,
  state: BankAccountState,
  proposer: HandRecord,
  proposedOn: Day,
  decider: HandRecord.nullable(),
  decidedOn: Day.nullable(),
  declineReason: z.string().nullable(),
  supersededOn: Day.nullable(),
  revision: Revision,
})
export type BankAccount = z.infer<typeof BankAccount>

export type BankAccountRefusal =
  | 'ACCOUNT_PROPOSED_ALREADY'
  | 'ACCOUNT_UNCHANGED'
  | 'ACCOUNT_FILE_MISSING'
  | 'ACCOUNT_DECIDED_ALREADY'
  | 'ACCOUNT_SAME_PERSON'
  | 'ACCOUNT_NOT_YET_VALID'

interface ProposalFacts {
  readonly id: BankAccountId
  readonly hand: Hand
  readonly today: Day
  /** The account in use, and a proposal that still waits. */
  readonly active: BankAccount | null
  readonly waiting: BankAccount | null
}

/** A first account or a change of it; a change needs the sealed request. */
export const proposeBankAccount = (
  form: BankAccountForm,
  { id, hand, today, active, waiting }: ProposalFacts,
): Decision<BankAccount, BankAccountRefusal> => {
  if (waiting !== null) return refuse('ACCOUNT_PROPOSED_ALREADY', { since: waiting.proposedOn })
  if (active !== null && sameBankData(active, form) && active.kind === form.kind)
    return refuse('ACCOUNT_UNCHANGED')
  if (active !== null && form.fileId === null) return refuse('ACCOUNT_FILE_MISSING')
  return accept({
    ...form,
    id,
    state: 'proposed',
    proposer: { ...hand },
    proposedOn: today,
    decider: null,
    decidedOn: null,
    declineReason: null,
    supersededOn: null,
    revision: 0,
  })
}

/** A second person compares with the sealed request and lets the account be used from today. */
export const confirmBankAccount = (
  account: BankAccount,
  hand: Hand,
  today: Day,
): Decision<BankAccount, BankAccountRefusal> => {
  const decided = decide(account, hand, today)
  if (!decided.ok) return decided
  if (account.validFrom > today) return refuse('ACCOUNT_NOT_YET_VALID', { day: account.validFrom })
  return accept({ ...decided.value, state: 'active' })
}

export const declineBankAccount = (
  account: BankAccount,
  hand: Hand,
  today: Day,
  reason: string,
): Decision<BankAccount, BankAccountRefusal> => {
  const decided = decide(account, hand, today)
  if (!decided.ok) return decided
  return accept({ ...decided.value, state: 'declined', declineReason: reason })
}

/** The account that was in use until its successor was confirmed. */
export const supersedeBankAccount = (account: BankAccount, today: Day): BankAccount => ({
  ...account,
  state: 'superseded',
  supersededOn: today,
})

const decide = (
  account: BankAccount,
  hand: Hand,
  today: Day,
): Decision<BankAccount, BankAccountRefusal> => {
  if (account.state !== 'proposed')
    return refuse('ACCOUNT_DECIDED_ALREADY', { state: BANK_ACCOUNT_STATES[account.state] })
  if (!different(account.proposer, hand)) return refuse('ACCOUNT_SAME_PERSON')
  return accept({ ...account, decider: { ...hand }, decidedOn: today })
}

/** Whether two records would send money to the same place under the same name. */
export const sameBankData = (a: BankData, b: BankData): boolean =>
  a.holderName === b.holderName &&
  a.number === b.number &&
  a.bankName === b.bankName &&
  a.bankCode === b.bankCode

/** "尾号 3310": what those who do not pay may see of an account number. */
export const maskAccountNumber = (number: string): string => `尾号 ${number.slice(-4)}`
