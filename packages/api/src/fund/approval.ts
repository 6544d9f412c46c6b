import type { Actor } from '@qiangji/kernel/access/actor.ts'
import { PostCode } from '@qiangji/kernel/access/post.ts'
import { isWithin } from '@qiangji/kernel/access/scope.ts'
import { refuse } from '@qiangji/kernel/base/decision.ts'
import { Revision } from '@qiangji/kernel/base/id.ts'
import { NaturalFen } from '@qiangji/kernel/base/money.ts'
import {
  ApprovalRule,
  ApprovalSignature,
  type Bill,
  BillId,
  BillKind,
  isStanding,
  missingPosts,
  signBill,
} from '@qiangji/kernel/fund/approval.ts'
import { OrderId } from '@qiangji/kernel/fund/order.ts'
import { sentence } from '@qiangji/kernel/refusals.ts'
import { namesOf } from '@qiangji/store/access/person.ts'
import type { Read } from '@qiangji/store/engine/act.ts'
import { approvalOf, signOwnBill } from '@qiangji/store/fund/approval-act.ts'
import { findBill } from '@qiangji/store/fund/approval-bill.ts'
import { findOrder } from '@qiangji/store/fund/order.ts'
import { findOrganization } from '@qiangji/store/organization/organization.ts'
import { z } from 'zod'
import { command, query } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'
import { endRule, rules, setRule } from './approval-rule.ts'
import { mayReadOrder } from './order-release.ts'
import { findWithin } from './spending-view.ts'

const Chosen = z.strictObject({ bill: BillKind, id: BillId })

/** A bill that the actor may read, as its own pages show it; null like a random id otherwise. */
const billInSight = async (
  db: Read,
  actor: Actor,
  asked: z.output<typeof Chosen>,
): Promise<Bill | null> => {
  const bill = await findBill(db, asked.bill, asked.id)
  if (bill === null) return null
  if (bill.kind === 'spending') return (await findWithin(db, actor, bill.id)) && bill
  if (bill.kind === 'order') {
    const order = await findOrder(db, OrderId.parse(bill.id))
    return order && (await mayReadOrder(db, actor, order)) ? bill : null
  }
  const place = await findOrganization(db, bill.organizationId)
  return place && isWithin(actor.organization.path, place.path) ? bill : null
}

const ApprovalView = z.strictObject({
  rule: ApprovalRule.nullable(),
  amount: NaturalFen,
  /** The bill's: what is signed now is signed as it stands there. */
  revision: Revision,
  waits: z.boolean(),
  signatures: z.array(
    z.strictObject({
      signature: ApprovalSignature,
      name: z.string(),
      /** Whose post it was under 代办授权. */
      forName: z.string().nullable(),
      /** False: the bill was changed or sent back afterwards. */
      standing: z.boolean(),
    }),
  ),
  /** Posts that have yet to sign, in their order. */
  missing: z.array(PostCode),
  /** Why the reader may not sign now, as code and sentence; null: they may. */
  locked: z.strictObject({ refusal: z.string(), words: z.string() }).nullable(),
})

/** 签批 of one bill: the rule that it stands under, who has signed, who is missing. */
const of = query(
  {
    input: Chosen,
    output: ApprovalView,
    scoped: 'body',
    snapshot: true,
    rest: 'GET /fund/approvals/{bill}/{id}',
  },
  async ({ db, actor, input, today }) => {
    const bill = await billInSight(db, actor, input)
    if (bill === null) return refuse('NOT_FOUND')
    const { rule, signatures } = await approvalOf(db, bill, today)
    const names = await namesOf(
      db,
      signatures.flatMap(({ hand }) => [hand.personId, hand.onBehalfOf ?? hand.personId]),
    )
    const may =
      bill.organizationId === actor.organization.organizationId
        ? signBill({ bill, rule, signatures, actor, opinion: '同意', today })
        : refuse('APPROVAL_POST_NOT_YOURS', { posts: '该单位的岗位' })
    return {
      rule,
      amount: bill.amount,
      revision: bill.revision,
      waits: bill.waits,
      signatures: signatures.map((signature) => ({
        signature,
        name: names.get(signature.hand.personId) ?? '',
        forName:
          signature.hand.onBehalfOf === null ? null : (names.get(signature.hand.onBehalfOf) ?? ''),
        standing: isStanding(signature, bill),
      })),
      missing: bill.waits ? [...missingPosts(bill, rule, signatures)] : [],
      locked: may.ok ? null : { refusal: may.refusal, words: sentence(may.refusal, may.facts) },
    }
  },
)

/** 签批同意 with an opinion, to the bill at the revision that was read. */
const sign = command(
  {
    input: Chosen.extend({
      revision: Revision,
      opinion: ApprovalSignature.shape.opinion,
    }),
    output: ApprovalSignature,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/approvals/{bill}/{id}/sign',
  },
  ({ tx, actor, input, today }) => signOwnBill(tx, actor, input, today),
)

export const approval = router({ rules, setRule, endRule, of, sign })
