import { z } from 'zod'
import { type Actor, handsOf } from '../access/actor.ts'
import { type BareHand, different, type Hand } from '../access/conflict.ts'
import { isSystemPost, POST_CODES, POSTS, PostCode, standsAt } from '../access/post.ts'
import { Day } from '../base/day.ts'
import { accept, type Decision, refuse } from '../base/decision.ts'
import { publicId, Revision } from '../base/id.ts'
import { type Fen, formatYuan, GivenFen, PositiveFen } from '../base/money.ts'
import { type Level, OrganizationId } from '../organization/organization.ts'
import { HandRecord } from './bank-account.ts'

/**
 * 审批权限: whose posts sign a bill of an organization before it is released, by its amount. Signing stands beside
 * 经办 and 审核 and takes the place of neither: the release stays the second person's act. Who releases may have signed
 * before, with a post of the rule, since a small office has nobody else; the press of the release is no signature.
 */
export const ApprovalRuleId = publicId<'ApprovalRule'>()
export type ApprovalRuleId = z.infer<typeof ApprovalRuleId>
/** The id of a bill: of a payment batch, a spending, an imported list or an order. */
export const BillId = publicId<'Bill'>()
export type BillId = z.infer<typeof BillId>

/** 单据: what waits for its release. 拨付单 is a batch, of the province's payments as of a prefecture's 转拨. */
export const BILL_KINDS = {
  payment: '拨付单',
  spending: '支出单',
  import: '明细账导入',
  order: '资金单',
} as const
export const BillKind = z.enum(['payment', 'spending', 'import', 'order'])
export type BillKind = z.infer<typeof BillKind>

/** More posts than this no bill goes past. */
export const MOST_SIGNERS = 5

export const ApprovalForm = z.strictObject({
  bill: BillKind,
  /** 下限 and 上限, both themselves inside; no upper: from the lower on. */
  lower: GivenFen,
  upper: PositiveFen.nullable(),
  /** In the order of signing. */
  posts: z.array(PostCode).min(1).max(MOST_SIGNERS),
  /** 会签: in any order; otherwise one after another. */
  joint: z.boolean(),
  from: Day,
})
export type ApprovalForm = z.infer<typeof ApprovalForm>

export const ApprovalRule = ApprovalForm.extend({
  id: ApprovalRuleId,
  organizationId: OrganizationId,
  /** Its last day; null: until it is ended. */
  to: Day.nullable(),
  setter: HandRecord,
  setOn: Day,
  ender: HandRecord.nullable(),
  revision: Revision,
})
export type ApprovalRule = z.infer<typeof ApprovalRule>

/** 签批意见: of one person with one post, to a bill as it stood at that revision. */
export const ApprovalSignature = z.strictObject({
  bill: BillKind,
  billId: BillId,
  revision: Revision,
  post: PostCode,
  hand: HandRecord,
  on: Day,
  opinion: z.string().trim().min(1).max(200),
})
export type ApprovalSignature = z.infer<typeof ApprovalSignature>

/** A bill as rules ask about it; what it is made of is in approval-bill.ts. */
export interface Bill {
  readonly kind: BillKind
  readonly id: BillId
  readonly organizationId: OrganizationId
  readonly amount: Fen
  /** Rises with every edit and every sending back, which makes older signatures void. */
  readonly revision: number
  readonly makers: readonly BareHand[]
  /** Whether it waits for its release. */
  readonly waits: boolean
}

/** In order of precedence. */
export const APPROVAL_REFUSALS = [
  'APPROVAL_RANGE_CROSSED',
  'APPROVAL_POST_TWICE',
  'APPROVAL_POST_NOT_HERE',
  'APPROVAL_FROM_PAST',
  'APPROVAL_OVERLAPS',
  'APPROVAL_ENDED',
  'APPROVAL_NOT_WAITING',
  'APPROVAL_NOT_NEEDED',
  'APPROVAL_COMPLETE',
  'APPROVAL_POST_NOT_YOURS',
  'APPROVAL_NOT_YOUR_TURN',
  'APPROVAL_SIGNER_IS_MAKER',
  'APPROVAL_SIGNED_ALREADY',
  'APPROVAL_MISSING',
] as const
export type ApprovalRefusal = (typeof APPROVAL_REFUSALS)[number]

/** Posts that may sign at this organization: 经费审查 reviews afterwards what it had no hand in, 只读 reads. */
export const signingPosts = (at: {
  readonly level: Level
  readonly direct: boolean
}): readonly PostCode[] =>
  POST_CODES.filter(
    (post) =>
      standsAt(post, at) && !isSystemPost(post) && post !== 'audit-committee' && post !== 'viewer',
  )

export interface RuleFacts {
  readonly id: ApprovalRuleId
  readonly organizationId: OrganizationId
  /** What the organization may let sign: `signingPosts`. */
  readonly posts: readonly PostCode[]
  /** The organization's rules that are not over. */
  readonly open: readonly ApprovalRule[]
  readonly hand: Hand
  readonly today: Day
}

/**
 * Sets a rule from today or later. Ranges of one kind of bill never overlap on a day: for every amount there is one
 * rule or none, so that a page can say which.
 */
export const setApprovalRule = (
  form: ApprovalForm,
  facts: RuleFacts,
): Decision<ApprovalRule, ApprovalRefusal> => {
  if (form.upper !== null && form.upper < form.lower) return refuse('APPROVAL_RANGE_CROSSED')
  if (new Set(form.posts).size < form.posts.length) return refuse('APPROVAL_POST_TWICE')
  const foreign = form.posts.filter((post) => !facts.posts.includes(post))
  if (foreign.length > 0) return refuse('APPROVAL_POST_NOT_HERE', { posts: postWords(foreign) })
  if (form.from < facts.today) return refuse('APPROVAL_FROM_PAST', { today: facts.today })
  const other = facts.open.find((rule) => overlap(rule, form))
  if (other)
    return refuse('APPROVAL_OVERLAPS', {
      bill: BILL_KINDS[form.bill],
      range: rangeWords(other),
      last: other.to ?? '',
    })
  return accept({
    ...form,
    id: facts.id,
    organizationId: facts.organizationId,
    to: null,
    setter: { ...facts.hand },
    setOn: facts.today,
    ender: null,
    revision: 0,
  })
}

const overlap = (rule: ApprovalRule, form: ApprovalForm): boolean =>
  rule.bill === form.bill &&
  (rule.upper === null || form.lower <= rule.upper) &&
  (form.upper === null || rule.lower <= form.upper) &&
  (rule.to === null || (rule.from <= rule.to && form.from <= rule.to))

/**
 * Ends a rule: today is its last day, so that nobody ends it and releases in the same hour what it would have
 * stopped. One that has not begun never begins.
 */
export const endApprovalRule = (
  rule: ApprovalRule,
  hand: Hand,
  today: Day,
): Decision<ApprovalRule, ApprovalRefusal> =>
  rule.to === null
    ? accept({ ...rule, to: today, ender: { ...hand } })
    : refuse('APPROVAL_ENDED', { to: rule.to })

/** coming: begins later. over: its last day has passed, or it was ended before it began. */
export const APPROVAL_RULE_STATES = {
  coming: '未生效',
  standing: '生效中',
  over: '已停用',
} as const
export type ApprovalRuleState = keyof typeof APPROVAL_RULE_STATES

export const ruleState = (
  rule: Pick<ApprovalRule, 'from' | 'to'>,
  today: Day,
): ApprovalRuleState => {
  if (rule.to !== null && (rule.to < today || rule.to < rule.from)) return 'over'
  return rule.from > today ? 'coming' : 'standing'
}

/** The rule that a bill stands under on this day, or null. */
export const ruleFor = (
  bill: Bill,
  rules: readonly ApprovalRule[],
  today: Day,
): ApprovalRule | null =>
  rules.find(
    (rule) =>
      rule.organizationId === bill.organizationId &&
      rule.bill === bill.kind &&
      ruleState(rule, today) === 'standing' &&
      rule.lower <= bill.amount &&
      (rule.upper === null || bill.amount <= rule.upper),
  ) ?? null

/** Whether the bill still stands as it was signed. */
export const isStanding = (signature: ApprovalSignature, bill: Bill): boolean =>
  signature.bill === bill.kind &&
  signature.billId === bill.id &&
  signature.revision === bill.revision

/** The posts that have yet to sign the bill as it stands now, in their order. */
export const missingPosts = (
  bill: Bill,
  rule: ApprovalRule | null,
  signatures: readonly ApprovalSignature[],
): readonly PostCode[] =>
  (rule?.posts ?? []).filter(
    (post) => !signatures.some((one) => one.post === post && isStanding(one, bill)),
  )

/** Whose turn it is: everybody's who is missing in a 会签, else the first one's. */
export const turnOf = (
  rule: Pick<ApprovalRule, 'joint'>,
  missing: readonly PostCode[],
): readonly PostCode[] => (rule.joint ? missing : missing.slice(0, 1))

export interface SignFacts {
  readonly bill: Bill
  readonly rule: ApprovalRule | null
  readonly signatures: readonly ApprovalSignature[]
  readonly actor: Pick<Actor, 'posts' | 'personId'>
  readonly opinion: string
  readonly today: Day
}

/** 签批同意, by another person than everyone who made the bill and everyone who has signed it, delegations seen through. */
export const signBill = (facts: SignFacts): Decision<ApprovalSignature, ApprovalRefusal> => {
  const { bill, rule, signatures, actor, opinion, today } = facts
  if (!bill.waits) return refuse('APPROVAL_NOT_WAITING')
  if (rule === null) return refuse('APPROVAL_NOT_NEEDED')
  const missing = missingPosts(bill, rule, signatures)
  if (missing.length === 0) return refuse('APPROVAL_COMPLETE')
  if (handsOf(actor, missing).length === 0)
    return refuse('APPROVAL_POST_NOT_YOURS', { posts: postWords(missing) })
  const turn = turnOf(rule, missing)
  const hands = handsOf(actor, turn)
  if (hands.length === 0) return refuse('APPROVAL_NOT_YOUR_TURN', { posts: postWords(turn) })
  const apart = hands.filter((hand) => bill.makers.every((maker) => different(maker, hand)))
  if (apart.length === 0) return refuse('APPROVAL_SIGNER_IS_MAKER')
  const signed = signatures.filter((one) => isStanding(one, bill))
  const free = apart.find((hand) => signed.every((one) => different(one.hand, hand)))
  if (!free) return refuse('APPROVAL_SIGNED_ALREADY')
  const { post, personId, onBehalfOf } = free
  return accept({
    bill: bill.kind,
    billId: bill.id,
    revision: bill.revision,
    post,
    hand: { personId, onBehalfOf },
    on: today,
    opinion,
  })
}

/** Whether the bill may be released as far as signatures go; which posts are missing otherwise. */
export const checkApproval = (
  bill: Bill,
  rule: ApprovalRule | null,
  signatures: readonly ApprovalSignature[],
): Decision<null, 'APPROVAL_MISSING'> => {
  const missing = missingPosts(bill, rule, signatures)
  return rule === null || missing.length === 0
    ? accept(null)
    : refuse('APPROVAL_MISSING', {
        bill: BILL_KINDS[bill.kind],
        range: rangeWords(rule),
        posts: postWords(missing),
      })
}

const postWords = (posts: readonly PostCode[]): string =>
  posts.map((post) => POSTS[post].name).join('、')

/** 以上 and 以下 take in the amount itself, as in 民法典. */
export const rangeWords = ({ lower, upper }: Pick<ApprovalForm, 'lower' | 'upper'>): string => {
  if (upper === null) return lower === 0 ? '不限金额' : `${formatYuan(lower)} 元以上`
  return lower === 0
    ? `${formatYuan(upper)} 元以下`
    : `${formatYuan(lower)} 元至 ${formatYuan(upper)} 元`
}
