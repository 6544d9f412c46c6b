import { type Actor, handsOf } from '@qiangji/kernel/access/actor.ts'
import { accept, assert, refuse } from '@qiangji/kernel/base/decision.ts'
import { Revision } from '@qiangji/kernel/base/id.ts'
import {
  ApprovalForm,
  ApprovalRule,
  ApprovalRuleId,
  BillKind,
  endApprovalRule,
  signingPosts,
} from '@qiangji/kernel/fund/approval.ts'
import { APPROVAL_KEEPERS } from '@qiangji/kernel/fund/approval-permission.ts'
import { namesOf } from '@qiangji/store/access/person.ts'
import { newId } from '@qiangji/store/engine/new-id.ts'
import {
  findApprovalRule,
  listApprovalRules,
  saveApprovalRule,
} from '@qiangji/store/fund/approval.ts'
import { keepApprovalRule } from '@qiangji/store/fund/approval-act.ts'
import { findOrganization, hasCounties } from '@qiangji/store/organization/organization.ts'
import { z } from 'zod'
import { cut, PAGE_ASK, page, readCursor } from '../frame/page.ts'
import { command, query } from '../frame/procedure.ts'

const RuleRow = z.strictObject({
  rule: ApprovalRule,
  organizationName: z.string(),
  setterName: z.string(),
  enderName: z.string().nullable(),
})

/** 审批权限 of one's own organization and below, newest first. */
export const rules = query(
  {
    input: z.strictObject({
      bill: BillKind.nullable().default(null),
      state: z.enum(['coming', 'standing', 'over']).nullable().default(null),
      search: z.string().trim().max(60).default(''),
      ...PAGE_ASK,
    }),
    output: page(RuleRow),
    scoped: 'body',
    rest: 'GET /fund/approval-rules',
  },
  async ({ db, actor, input, today }) => {
    const found = await listApprovalRules(db, {
      ...input,
      today,
      path: actor.organization.path,
      after: readCursor(z.tuple([z.string(), z.string()]), input.cursor),
    })
    const { rows, next } = cut(found, input.limit, ({ rule }) => [rule.setOn, rule.id])
    const names = await namesOf(
      db,
      rows.flatMap(({ rule }) => [
        rule.setter.personId,
        ...(rule.ender ? [rule.ender.personId] : []),
      ]),
    )
    return {
      rows: rows.map((row) => ({
        ...row,
        setterName: names.get(row.rule.setter.personId) ?? '',
        enderName: row.rule.ender && (names.get(row.rule.ender.personId) ?? ''),
      })),
      next,
    }
  },
)

/** The hand with which the actor keeps the rules of the own organization. */
const keeperOf = (actor: Actor) => {
  const [hand] = handsOf(actor, APPROVAL_KEEPERS)
  return hand ? { personId: hand.personId, onBehalfOf: hand.onBehalfOf } : null
}

/** Sets a rule of one's own organization. */
export const setRule = command(
  {
    input: ApprovalForm,
    output: ApprovalRule,
    scoped: 'own',
    rest: 'POST /fund/approval-rules',
  },
  async ({ tx, actor, input, today }) => {
    const { organizationId } = actor.organization
    const hand = keeperOf(actor)
    const union = await findOrganization(tx, organizationId)
    assert(union !== null, 'an actor stands in a union')
    if (hand === null) return refuse('NOT_FOUND')
    const direct = union.level === 'prefecture' && !(await hasCounties(tx, organizationId))
    return keepApprovalRule(tx, input, {
      id: newId(ApprovalRuleId),
      organizationId,
      posts: signingPosts({ level: union.level, direct }),
      hand,
      today,
    })
  },
)

/** 停用: today is its last day. */
export const endRule = command(
  {
    input: z.strictObject({ id: ApprovalRuleId, revision: Revision }),
    output: ApprovalRule,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/approval-rules/{id}/end',
  },
  async ({ tx, actor, input, today }) => {
    const hand = keeperOf(actor)
    const rule = await findApprovalRule(tx, input.id)
    if (rule?.organizationId !== actor.organization.organizationId || hand === null)
      return refuse('NOT_FOUND')
    if (rule.revision !== input.revision) return refuse('REVISION_STALE')
    const ended = endApprovalRule(rule, hand, today)
    if (!ended.ok) return ended
    return (await saveApprovalRule(tx, ended.value))
      ? accept({ ...ended.value, revision: rule.revision + 1 })
      : refuse('REVISION_STALE')
  },
)
