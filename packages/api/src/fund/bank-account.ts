import type { Actor } from '@qiangji/kernel/access/actor.ts'
import type { Hand } from '@qiangji/kernel/access/conflict.ts'
import { isWithin } from '@qiangji/kernel/access/scope.ts'
import { Day } from '@qiangji/kernel/base/day.ts'
import { accept, type Decision, refuse } from '@qiangji/kernel/base/decision.ts'
import { Revision } from '@qiangji/kernel/base/id.ts'
import {
  type BankAccount,
  BankAccountForm,
  BankAccountId,
  BankAccountKind,
  BankAccountState,
  confirmBankAccount,
  declineBankAccount,
  maskAccountNumber,
  proposeBankAccount,
  supersedeBankAccount,
} from '@qiangji/kernel/fund/bank-account.ts'
import { PAYMENT_PERMISSIONS } from '@qiangji/kernel/fund/payment-permission.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { FileId } from '@qiangji/kernel/record/file.ts'
import { namesOf } from '@qiangji/store/access/person.ts'
import type { Read, Tx } from '@qiangji/store/engine/act.ts'
import { newId } from '@qiangji/store/engine/new-id.ts'
import {
  addBankAccount,
  findBankAccount,
  findBankAccountOf,
  type ListedBankAccount,
  listBankAccounts,
  saveBankAccount,
} from '@qiangji/store/fund/bank-account.ts'
import { findOrganization } from '@qiangji/store/organization/organization.ts'
import { findFileWithin, useFile } from '@qiangji/store/record/file.ts'
import { z } from 'zod'
import { cut, PAGE_ASK, page, readCursor } from '../frame/page.ts'
import { command, query } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'
import { firstHand } from './payment-hand.ts'
import { HandView } from './payment-view.ts'

const BankAccountView = z.strictObject({
  id: BankAccountId,
  organizationId: OrganizationId,
  organizationName: z.string(),
  holderName: z.string(),
  /** 尾号 */
  masked: z.string(),
  bankName: z.string(),
  bankCode: z.string(),
  kind: BankAccountKind,
  validFrom: Day,
  reason: z.string(),
  fileId: FileId.nullable(),
  state: BankAccountState,
  proposer: HandView,
  proposedOn: Day,
  decider: HandView.nullable(),
  decidedOn: Day.nullable(),
  declineReason: z.string().nullable(),
  supersededOn: Day.nullable(),
  revision: Revision,
})
export type BankAccountView = z.infer<typeof BankAccountView>

/** 收款账户 of one's own organization and below, in the order of the tree; numbers are masked. */
const list = query(
  {
    input: z.strictObject({
      ...PAGE_ASK,
      organizationId: OrganizationId.nullable().default(null),
      state: BankAccountState.nullable().default(null),
      search: z.string().trim().max(50).default(''),
    }),
    output: page(BankAccountView),
    scoped: 'body',
    rest: 'GET /fund/bank-accounts',
  },
  async ({ db, actor, input }) => {
    const rows = await listBankAccounts(db, {
      ...input,
      path: actor.organization.path,
      states: input.state === null ? ['active', 'proposed'] : [input.state],
      after: readCursor(z.tuple([z.string(), z.string(), z.string()]), input.cursor),
    })
    const { rows: kept, next } = cut(rows, input.limit, (r) => [
      r.path,
      r.account.proposedOn,
      r.account.id,
    ])
    return { rows: await view(db, kept), next }
  },
)

const view = async (db: Read, rows: readonly ListedBankAccount[]): Promise<BankAccountView[]> => {
  const persons = await namesOf(
    db,
    rows.flatMap(({ account: a }) => [
      a.proposer.personId,
      ...(a.decider ? [a.decider.personId] : []),
    ]),
  )
  const named = (h: Hand) => ({ ...h, name: persons.get(h.personId) ?? '' })
  return rows.map(({ account: { number, ...a }, organizationName }) => ({
    ...a,
    organizationName,
    masked: maskAccountNumber(number),
    proposer: named(a.proposer),
    decider: a.decider && named(a.decider),
  }))
}

/** The whole number, for who pays or compares with the sealed request; every look is recorded. */
const reveal = query(
  {
    input: z.strictObject({ id: BankAccountId }),
    output: z.strictObject({ id: BankAccountId, number: z.string() }),
    scoped: 'body',
    witnessed: true,
    subject: (i) => i.id,
    rest: 'GET /fund/bank-accounts/{id}/number',
  },
  async ({ db, actor, input }) => {
    const account = await inReach(db, actor, input.id)
    return account ? { id: account.id, number: account.number } : refuse('NOT_FOUND')
  },
)

const inReach = async (db: Read, actor: Actor, id: BankAccountId): Promise<BankAccount | null> => {
  const account = await findBankAccount(db, id)
  const owner = account && (await findOrganization(db, account.organizationId))
  return account && owner && isWithin(actor.organization.path, owner.path) ? account : null
}

/** What an act on an account answers: never the number. */
const Done = z.strictObject({ id: BankAccountId, state: BankAccountState, revision: Revision })
const doneOf = ({ id, state, revision }: BankAccount) => ({ id, state, revision })

/** 登记或变更账户, for one's own organization or one below, with the sealed request. */
const propose = command(
  {
    input: BankAccountForm,
    output: Done,
    scope: (i) => i.organizationId,
    subject: (i) => i.organizationId,
    recorded: ({ number: _, ...rest }) => rest,
    rest: 'POST /fund/bank-accounts',
  },
  async ({ tx, actor, input, today }) => {
    const hand = firstHand(actor, PAYMENT_PERMISSIONS['fund.bankAccount.propose'].posts)
    const reader = { personId: actor.personId, path: actor.organization.path }
    if (!hand) return refuse('NOT_FOUND')
    if (input.fileId !== null && !(await findFileWithin(tx, input.fileId, reader)))
      return refuse('NOT_FOUND')
    const proposed = proposeBankAccount(input, {
      id: newId(BankAccountId),
      hand,
      today,
      active: await findBankAccountOf(tx, input.organizationId, 'active'),
      waiting: await findBankAccountOf(tx, input.organizationId, 'proposed'),
    })
    if (!proposed.ok) return proposed
    await addBankAccount(tx, proposed.value)
    if (input.fileId !== null)
      await useFile(tx, {
        fileId: input.fileId,
        noun: 'bankAccount',
        recordId: proposed.value.id,
        organizationId: input.organizationId,
      })
    return accept(doneOf(proposed.value))
  },
)

const Chosen = z.strictObject({ id: BankAccountId, revision: Revision })

/** 确认 by a second person: in use from now; the one before is out of use, payments made keep its copy. */
const confirm = command(
  {
    input: Chosen,
    output: Done,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/bank-accounts/{id}/confirm',
  },
  async ({ tx, actor, input, today }) => {
    const found = await deciding(tx, actor, input)
    if (!found.ok) return found
    const confirmed = confirmBankAccount(found.value.account, found.value.hand, today)
    if (!confirmed.ok) return confirmed
    const old = await findBankAccountOf(tx, confirmed.value.organizationId, 'active')
    if (old && !(await saveBankAccount(tx, supersedeBankAccount(old, today))))
      return refuse('REVISION_STALE')
    return save(tx, confirmed.value)
  },
)

const decline = command(
  {
    input: Chosen.extend({ reason: z.string().trim().min(1).max(200) }),
    output: Done,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/bank-accounts/{id}/decline',
  },
  async ({ tx, actor, input, today }) => {
    const found = await deciding(tx, actor, input)
    if (!found.ok) return found
    const { account, hand } = found.value
    const declined = declineBankAccount(account, hand, today, input.reason)
    return declined.ok ? save(tx, declined.value) : declined
  },
)

const deciding = async (
  tx: Tx,
  actor: Actor,
  input: z.output<typeof Chosen>,
): Promise<
  Decision<{ readonly account: BankAccount; readonly hand: Hand }, 'NOT_FOUND' | 'REVISION_STALE'>
> => {
  const account = await inReach(tx, actor, input.id)
  const hand = firstHand(actor, PAYMENT_PERMISSIONS['fund.bankAccount.confirm'].posts)
  if (!account || !hand) return refuse('NOT_FOUND')
  return account.revision === input.revision ? accept({ account, hand }) : refuse('REVISION_STALE')
}

const save = async (tx: Tx, account: BankAccount) =>
  (await saveBankAccount(tx, account))
    ? accept(doneOf({ ...account, revision: account.revision + 1 }))
    : refuse('REVISION_STALE')

export const bankAccount = router({ list, reveal, propose, confirm, decline })
