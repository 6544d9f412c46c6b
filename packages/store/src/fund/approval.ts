import type { Day } from '@qiangji/kernel/base/day.ts'
import { accept, type Decision } from '@qiangji/kernel/base/decision.ts'
import {
  ApprovalRule,
  type ApprovalRuleState,
  ApprovalSignature,
  type Bill,
  type BillKind,
  checkApproval,
  ruleFor,
} from '@qiangji/kernel/fund/approval.ts'
import type { Selectable } from 'kysely'
import type { Read, Tx } from '../engine/act.ts'
import { below } from '../organization/within.ts'
import type { ApprovalRuleRow, ApprovalSignatureRow } from './approval-tables.ts'
import { readHand } from './bank-account.ts'

const readRule = (row: Selectable<ApprovalRuleRow>): ApprovalRule =>
  ApprovalRule.parse({
    id: row.id,
    organizationId: row.organization_id,
    bill: row.bill,
    lower: row.lower_amount,
    upper: row.upper_amount,
    posts: JSON.parse(row.posts),
    joint: row.joint === 1,
    from: row.from_day,
    to: row.to_day,
    setter: readHand(row.setter, row.setter_for),
    setOn: row.set_on,
    ender: row.ender === null ? null : readHand(row.ender, row.ender_for),
    revision: row.revision,
  })

export const addApprovalRule = async (tx: Tx, rule: ApprovalRule): Promise<void> => {
  await tx
    .insertInto('approval_rule')
    .values({
      id: rule.id,
      organization_id: rule.organizationId,
      bill: rule.bill,
      lower_amount: rule.lower,
      upper_amount: rule.upper,
      posts: JSON.stringify(rule.posts),
      joint: rule.joint ? 1 : 0,
      from_day: rule.from,
      to_day: rule.to,
      setter: rule.setter.personId,
      setter_for: rule.setter.onBehalfOf,
      set_on: rule.setOn,
      ender: rule.ender?.personId ?? null,
      ender_for: rule.ender?.onBehalfOf ?? null,
      revision: rule.revision,
    })
    .execute()
}

/** Saves the end of a rule over the revision that was read; false when somebody was faster. */
export const saveApprovalRule = async (tx: Tx, rule: ApprovalRule): Promise<boolean> => {
  const saved = await tx
    .updateTable('approval_rule')
    .set({
      to_day: rule.to,
      ender: rule.ender?.personId ?? null,
      ender_for: rule.ender?.onBehalfOf ?? null,
      revision: rule.revision + 1,
    })
    .where('id', '=', rule.id)
    .where('revision', '=', rule.revision)
    .executeTakeFirst()
  return saved.numUpdatedRows === 1n
}

export const findApprovalRule = async (db: Read, id: string): Promise<ApprovalRule | null> => {
  const row = await db
    .selectFrom('approval_rule')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? readRule(row) : null
}

/** The rules of these organizations that are not over on this day: in force, or to come. */
export const openApprovalRules = async (
  db: Read,
  organizationIds: readonly string[],
  today: Day,
): Promise<readonly ApprovalRule[]> => {
  const ids = [...new Set(organizationIds)]
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('approval_rule')
    .selectAll()
    .where('organization_id', 'in', ids)
    .where((eb) => eb.or([eb('to_day', 'is', null), eb('to_day', '>=', today)]))
    .orderBy('from_day')
    .orderBy('id')
    .execute()
  return rows.map(readRule)
}

export interface ApprovalRuleList {
  readonly path: string
  readonly bill: BillKind | null
  readonly state: ApprovalRuleState | null
  readonly today: Day
  /** Part of an organization's name; empty for all. */
  readonly search: string
  readonly limit: number
  readonly after: readonly [string, string] | null
}

/** Rules of the organizations at and below a path, newest first; one more than asked tells of a next page. */
export const listApprovalRules = async (
  db: Read,
  ask: ApprovalRuleList,
): Promise<readonly { readonly rule: ApprovalRule; readonly organizationName: string }[]> => {
  const { today, state, after } = ask
  let query = db
    .selectFrom('approval_rule as r')
    .innerJoin('organization as o', 'o.id', 'r.organization_id')
    .selectAll('r')
    .select('o.name as organization_name')
    .where('o.path', '>=', ask.path)
    .where('o.path', '<', below(ask.path))
  if (ask.bill !== null) query = query.where('r.bill', '=', ask.bill)
  if (state === 'over')
    query = query.where((eb) =>
      eb.or([eb('r.to_day', '<', today), eb('r.to_day', '<', eb.ref('r.from_day'))]),
    )
  if (state === 'coming' || state === 'standing')
    query = query
      .where('r.from_day', state === 'coming' ? '>' : '<=', today)
      .where((eb) =>
        eb.or([
          eb('r.to_day', 'is', null),
          eb.and([eb('r.to_day', '>=', today), eb('r.to_day', '>=', eb.ref('r.from_day'))]),
        ]),
      )
  const words = ask.search.replace(/[%_]/g, '')
  if (words !== '') query = query.where('o.name', 'like', `%${words}%`)
  if (after)
    query = query.where((eb) =>
      eb.or([
        eb('r.set_on', '<', after[0]),
        eb.and([eb('r.set_on', '=', after[0]), eb('r.id', '<', after[1])]),
      ]),
    )
  const rows = await query
    .orderBy('r.set_on', 'desc')
    .orderBy('r.id', 'desc')
    .limit(ask.limit + 1)
    .execute()
  return rows.map(({ organization_name, ...row }) => ({
    rule: readRule(row),
    organizationName: organization_name,
  }))
}

const readSignature = (row: Selectable<ApprovalSignatureRow>): ApprovalSignature =>
  ApprovalSignature.parse({
    bill: row.bill,
    billId: row.bill_id,
    revision: row.bill_revision,
    post: row.post,
    hand: readHand(row.person, row.person_for),
    on: row.day,
    opinion: row.opinion,
  })

export const addSignature = async (tx: Tx, signature: ApprovalSignature): Promise<void> => {
  await tx
    .insertInto('approval_signature')
    .values({
      bill: signature.bill,
      bill_id: signature.billId,
      bill_revision: signature.revision,
      post: signature.post,
      person: signature.hand.personId,
      person_for: signature.hand.onBehalfOf,
      day: signature.on,
      opinion: signature.opinion,
    })
    .execute()
}

/** Statements bound the number of their parameters. */
const CHUNK = 400

/** Every signature of these bills, those that no longer stand included. */
export const signaturesOf = async (
  db: Read,
  billIds: readonly string[],
): Promise<readonly ApprovalSignature[]> => {
  const ids = [...new Set(billIds)]
  const found: ApprovalSignature[] = []
  for (let at = 0; at < ids.length; at += CHUNK)
    for (const row of await db
      .selectFrom('approval_signature')
      .selectAll()
      .where('bill_id', 'in', ids.slice(at, at + CHUNK))
      .orderBy('bill_revision')
      .orderBy('day')
      .execute())
      found.push(readSignature(row))
  return found
}

/** Whether the bill may be released today as far as signatures go. */
export const mayBeReleased = async (
  db: Read,
  bill: Bill,
  today: Day,
): Promise<Decision<null, 'APPROVAL_MISSING'>> => {
  const rules = await openApprovalRules(db, [bill.organizationId], today)
  const rule = ruleFor(bill, rules, today)
  return rule === null ? accept(null) : checkApproval(bill, rule, await signaturesOf(db, [bill.id]))
}
