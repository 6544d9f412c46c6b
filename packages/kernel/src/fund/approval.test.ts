import { describe, expect, test } from 'vitest'
import type { Actor } from '../access/actor.ts'
import { PersonId } from '../access/person.ts'
import type { PostCode } from '../access/post.ts'
import { day } from '../base/day.ts'
import { fen } from '../base/money.ts'
import { sentence } from '../refusals.ts'
import {
  APPROVAL_REFUSALS,
  type ApprovalForm,
  type ApprovalRule,
  ApprovalRuleId,
  type ApprovalSignature,
  type Bill,
  BillId,
  checkApproval,
  endApprovalRule,
  missingPosts,
  rangeWords,
  ruleFor,
  ruleState,
  setApprovalRule,
  signBill,
  signingPosts,
} from './approval.ts'
import { billOfBatch, billOfImport, billOfOrder, billOfSpending } from './approval-bill.ts'
import { APPROVAL_REFUSAL_WORDS } from './approval-words.ts'
import { line, order } from './order.sample.ts'
import { COUNTY_A, PREFECTURE, PROVINCE, paymentTo } from './payment.sample.ts'
import { HUANXIAN, spending } from './spending.sample.ts'
import { LedgerImportId } from './spending.ts'

const TODAY = day('2024-03-11')
const person = (letter: string) => PersonId.parse(letter.repeat(20))
const [MAKER, FIRST, SECOND, THIRD] = [person('a'), person('b'), person('c'), person('d')]
const hand = (personId: PersonId, onBehalfOf: PersonId | null = null) => ({ personId, onBehalfOf })
const wan = (n: number) => fen(n * 1_000_000)

const form = (given: Partial<ApprovalForm> = {}): ApprovalForm => ({
  bill: 'payment',
  lower: wan(10),
  upper: wan(50),
  posts: ['accountant', 'finance-reviewer'],
  joint: false,
  from: TODAY,
  ...given,
})
const rule = (given: Partial<ApprovalRule> = {}): ApprovalRule => ({
  ...form(),
  id: ApprovalRuleId.parse('r'.repeat(20)),
  organizationId: PROVINCE,
  to: null,
  setter: hand(FIRST),
  setOn: TODAY,
  ender: null,
  revision: 0,
  ...given,
})
const bill = (given: Partial<Bill> = {}): Bill => ({
  kind: 'payment',
  id: BillId.parse('b'.repeat(20)),
  organizationId: PROVINCE,
  amount: wan(20),
  revision: 3,
  makers: [hand(MAKER)],
  waits: true,
  ...given,
})
const who = (
  personId: PersonId,
  ...posts: readonly (PostCode | readonly [PostCode, PersonId])[]
): Pick<Actor, 'posts' | 'personId'> => ({
  personId,
  posts: posts.map((held) =>
    typeof held === 'string'
      ? { post: held, from: null }
      : { post: held[0], from: { personId: held[1], name: '授权人' } },
  ),
})
const sign = (
  actor: Pick<Actor, 'posts' | 'personId'>,
  given: {
    readonly bill?: Bill
    readonly rule?: ApprovalRule | null
    readonly signatures?: readonly ApprovalSignature[]
  } = {},
) =>
  signBill({
    bill: bill(),
    rule: rule(),
    signatures: [],
    opinion: '同意',
    today: TODAY,
    ...given,
    actor,
  })
const signed = (...asked: Parameters<typeof sign>): ApprovalSignature => {
  const answer = sign(...asked)
  if (!answer.ok) throw new Error(answer.refusal)
  return answer.value
}
const refusalOf = (answer: { readonly ok: boolean; readonly refusal?: string }) =>
  answer.ok ? 'accepted' : answer.refusal

const set = (given: Partial<ApprovalForm>, open: readonly ApprovalRule[] = []) =>
  setApprovalRule(form(given), {
    id: ApprovalRuleId.parse('n'.repeat(20)),
    organizationId: PROVINCE,
    posts: signingPosts({ level: 'province', direct: false }),
    open,
    hand: hand(FIRST),
    today: TODAY,
  })

describe('a rule of 审批权限', () => {
  test('is set from today or later, by who keeps it', () => {
    expect(set({})).toEqual({ ok: true, value: { ...rule(), id: 'n'.repeat(20) } })
    expect(refusalOf(set({ from: day('2024-03-12') }))).toBe('accepted')
    expect(refusalOf(set({ from: day('2024-03-10') }))).toBe('APPROVAL_FROM_PAST')
  })

  test('has a range that is not crossed, and posts of its union, each once', () => {
    expect(refusalOf(set({ upper: wan(10) }))).toBe('accepted')
    expect(refusalOf(set({ upper: fen(wan(10) - 1) }))).toBe('APPROVAL_RANGE_CROSSED')
    expect(refusalOf(set({ posts: ['accountant', 'accountant'] }))).toBe('APPROVAL_POST_TWICE')
    expect(set({ posts: ['accountant', 'county-reviewer'] })).toMatchObject({
      refusal: 'APPROVAL_POST_NOT_HERE',
      facts: { posts: '县区审核' },
    })
  })

  test('lets neither 经费审查 nor 只读 nor who keeps the system sign', () => {
    const province = signingPosts({ level: 'province', direct: false })
    expect(province).toContain('finance-reviewer')
    for (const post of ['audit-committee', 'viewer', 'system-admin', 'county-reviewer'] as const)
      expect(province).not.toContain(post)
    expect(signingPosts({ level: 'prefecture', direct: true })).toContain('county-reviewer')
    expect(signingPosts({ level: 'prefecture', direct: false })).not.toContain('county-reviewer')
  })

  test('never overlaps another of the same bills, not even by one fen', () => {
    const open = [rule()]
    expect(refusalOf(set({ lower: wan(50), upper: null }, open))).toBe('APPROVAL_OVERLAPS')
    expect(refusalOf(set({ lower: fen(wan(50) + 1), upper: null }, open))).toBe('accepted')
    expect(refusalOf(set({ lower: fen(0), upper: wan(10) }, open))).toBe('APPROVAL_OVERLAPS')
    expect(refusalOf(set({ lower: fen(0), upper: fen(wan(10) - 1) }, open))).toBe('accepted')
    expect(refusalOf(set({}, [rule({ upper: null })]))).toBe('APPROVAL_OVERLAPS')
    expect(refusalOf(set({ bill: 'order' }, open))).toBe('accepted')
  })

  test('may follow one that ends, from the day after its last', () => {
    const ended = [rule({ to: TODAY, ender: hand(FIRST) })]
    expect(set({}, ended)).toMatchObject({
      refusal: 'APPROVAL_OVERLAPS',
      facts: { last: '2024-03-11' },
    })
    expect(refusalOf(set({ from: day('2024-03-12') }, ended))).toBe('accepted')
    const never = [rule({ from: day('2024-03-20'), to: TODAY, ender: hand(FIRST) })]
    expect(refusalOf(set({}, never))).toBe('accepted')
  })

  test('is ended once, and still stands on its last day', () => {
    const ended = endApprovalRule(rule(), hand(SECOND), TODAY)
    if (!ended.ok) throw new Error(ended.refusal)
    expect(ended.value).toMatchObject({ to: TODAY, ender: hand(SECOND) })
    expect(ruleState(ended.value, TODAY)).toBe('standing')
    expect(ruleState(ended.value, day('2024-03-12'))).toBe('over')
    expect(refusalOf(endApprovalRule(ended.value, hand(SECOND), TODAY))).toBe('APPROVAL_ENDED')
  })

  test('never begins when it is ended before', () => {
    const coming = rule({ from: day('2024-03-20') })
    expect(ruleState(coming, TODAY)).toBe('coming')
    expect(ruleState({ ...coming, to: TODAY }, TODAY)).toBe('over')
    expect(ruleState({ ...coming, to: TODAY }, day('2024-03-20'))).toBe('over')
  })
})

describe('the rule of a bill', () => {
  const found = (amount: number, given: Partial<ApprovalRule> = {}, today = TODAY) =>
    ruleFor(bill({ amount: fen(amount) }), [rule(given)], today) !== null

  test('takes in exactly its lower and its upper limit', () => {
    expect(found(wan(10) - 1)).toBe(false)
    expect(found(wan(10))).toBe(true)
    expect(found(wan(50))).toBe(true)
    expect(found(wan(50) + 1)).toBe(false)
    expect(found(wan(5_000), { upper: null })).toBe(true)
  })

  test('is of its own kind, its own union and its own days', () => {
    expect(found(wan(20), { bill: 'order' })).toBe(false)
    expect(found(wan(20), { organizationId: PREFECTURE })).toBe(false)
    expect(found(wan(20), {}, day('2024-03-10'))).toBe(false)
    expect(found(wan(20), { to: TODAY })).toBe(true)
    expect(found(wan(20), { to: TODAY }, day('2024-03-12'))).toBe(false)
  })

  test('is said in words', () => {
    expect(rangeWords(form())).toBe('100,000.00 元至 500,000.00 元')
    expect(rangeWords(form({ upper: null }))).toBe('100,000.00 元以上')
    expect(rangeWords(form({ lower: fen(0) }))).toBe('500,000.00 元以下')
    expect(rangeWords(form({ lower: fen(0), upper: null }))).toBe('不限金额')
  })
})

describe('signatures one after another', () => {
  test('are given in the order of the rule', () => {
    expect(sign(who(SECOND, 'finance-reviewer'))).toMatchObject({
      refusal: 'APPROVAL_NOT_YOUR_TURN',
      facts: { posts: '会计（授权）' },
    })
    const first = signed(who(FIRST, 'accountant'))
    expect(first).toEqual({
      bill: 'payment',
      billId: bill().id,
      revision: 3,
      post: 'accountant',
      hand: hand(FIRST),
      on: TODAY,
      opinion: '同意',
    })
    const second = signed(who(SECOND, 'finance-reviewer'), { signatures: [first] })
    expect(checkApproval(bill(), rule(), [first, second])).toEqual({ ok: true, value: null })
    expect(refusalOf(sign(who(THIRD, 'accountant'), { signatures: [first, second] }))).toBe(
      'APPROVAL_COMPLETE',
    )
  })

  test('of 会签 are given in any order, and all of them', () => {
    const joint = rule({ joint: true })
    const second = signed(who(SECOND, 'finance-reviewer'), { rule: joint })
    expect(missingPosts(bill(), joint, [second])).toEqual(['accountant'])
    expect(refusalOf(checkApproval(bill(), joint, [second]))).toBe('APPROVAL_MISSING')
    const first = signed(who(FIRST, 'accountant'), { rule: joint, signatures: [second] })
    expect(refusalOf(checkApproval(bill(), joint, [second, first]))).toBe('accepted')
  })

  test('name the posts that are missing when the bill is released without them', () => {
    const missing = checkApproval(bill(), rule(), [])
    expect(missing).toMatchObject({
      refusal: 'APPROVAL_MISSING',
      facts: { posts: '会计（授权）、财务审核' },
    })
    expect(missing.ok ? '' : sentence(missing.refusal, missing.facts)).toBe(
      '按“拨付单”100,000.00 元至 500,000.00 元的审批权限，还须会计（授权）、财务审核签批同意，才能办理。',
    )
    expect(refusalOf(checkApproval(bill(), null, []))).toBe('accepted')
  })

  test('are asked only of a bill that waits and stands under a rule, of a post that it names', () => {
    const accountant = who(FIRST, 'accountant')
    expect(refusalOf(sign(accountant, { bill: bill({ waits: false }) }))).toBe(
      'APPROVAL_NOT_WAITING',
    )
    expect(refusalOf(sign(accountant, { rule: null }))).toBe('APPROVAL_NOT_NEEDED')
    expect(refusalOf(sign(who(FIRST, 'cashier')))).toBe('APPROVAL_POST_NOT_YOURS')
  })
})

describe('the persons who sign', () => {
  test('are others than everyone who made the bill, delegations seen through', () => {
    expect(refusalOf(sign(who(MAKER, 'accountant')))).toBe('APPROVAL_SIGNER_IS_MAKER')
    expect(refusalOf(sign(who(FIRST, ['accountant', MAKER])))).toBe('APPROVAL_SIGNER_IS_MAKER')
    const helped = bill({ makers: [hand(MAKER), hand(THIRD, FIRST)] })
    expect(refusalOf(sign(who(FIRST, 'accountant'), { bill: helped }))).toBe(
      'APPROVAL_SIGNER_IS_MAKER',
    )
  })

  test('sign once each, whatever posts they hold or stand in for', () => {
    const first = signed(who(FIRST, 'accountant', 'finance-reviewer'))
    const signatures = [first]
    expect(refusalOf(sign(who(FIRST, 'finance-reviewer'), { signatures }))).toBe(
      'APPROVAL_SIGNED_ALREADY',
    )
    expect(refusalOf(sign(who(SECOND, ['finance-reviewer', FIRST]), { signatures }))).toBe(
      'APPROVAL_SIGNED_ALREADY',
    )
    expect(signed(who(SECOND, ['finance-reviewer', THIRD]), { signatures }).hand).toEqual(
      hand(SECOND, THIRD),
    )
  })

  test('use the hand that is free where another of theirs is not', () => {
    const joint = rule({ joint: true })
    const both = who(FIRST, ['accountant', MAKER], ['finance-reviewer', THIRD])
    expect(signed(both, { rule: joint })).toMatchObject({ post: 'finance-reviewer' })
  })
})

describe('a signature', () => {
  test('is void as soon as the bill is another one', () => {
    const signatures = [
      signed(who(FIRST, 'accountant')),
      signed(who(SECOND, 'finance-reviewer'), { signatures: [signed(who(FIRST, 'accountant'))] }),
    ]
    expect(refusalOf(checkApproval(bill(), rule(), signatures))).toBe('accepted')
    const edited = bill({ revision: 4 })
    expect(missingPosts(edited, rule(), signatures)).toEqual(['accountant', 'finance-reviewer'])
    expect(refusalOf(checkApproval(edited, rule(), signatures))).toBe('APPROVAL_MISSING')
    const again = signed(who(FIRST, 'accountant'), { bill: edited, signatures })
    expect(missingPosts(edited, rule(), [...signatures, again])).toEqual(['finance-reviewer'])
    const other = bill({ id: BillId.parse('c'.repeat(20)) })
    expect(refusalOf(checkApproval(other, rule(), signatures))).toBe('APPROVAL_MISSING')
  })
})

describe('a bill is worth', () => {
  test('of a batch what waits in it', () => {
    const batch = {
      id: paymentTo(COUNTY_A).batchId,
      number: '20240603-620000-01',
      payerId: PROVINCE,
      maker: hand(MAKER),
      madeOn: TODAY,
      releaser: null,
      releasedOn: null,
      document: null,
      revision: 2,
    }
    const payments = [paymentTo(COUNTY_A), paymentTo(COUNTY_A, { state: 'rejected' })]
    expect(billOfBatch(batch, payments)).toMatchObject({
      organizationId: PROVINCE,
      amount: 300,
      revision: 2,
      makers: [hand(MAKER)],
      waits: true,
    })
    expect(billOfBatch(batch, payments.slice(1))).toMatchObject({ amount: 0, waits: false })
  })

  test('of a refund what comes back', () => {
    const refund = spending({ kind: 'refund', signed: fen(-435_000) })
    expect(billOfSpending(refund)).toMatchObject({ amount: 435_000, waits: true })
    expect(billOfSpending(spending({ state: 'returned' })).waits).toBe(false)
  })

  test('of a list its rows, and it is made by everyone who had a hand in one', () => {
    const id = LedgerImportId.parse('e'.repeat(20))
    const rows = { amount: wan(3), makers: [hand(SECOND, THIRD)], waits: true }
    const record = { id, organizationId: HUANXIAN, makerId: MAKER, revision: 7 }
    expect(billOfImport(record, rows)).toMatchObject({
      kind: 'import',
      amount: wan(3),
      revision: 7,
      makers: [hand(MAKER), hand(SECOND, THIRD)],
    })
  })

  test('of an order its lines, less or more alike, and of a confirmation the return behind it', () => {
    const back = order('return', { lines: [line('held'), line('carried')] })
    expect(billOfOrder(back, null).amount).toBe(1_000)
    expect(billOfOrder(order('return-confirm'), back).amount).toBe(1_000)
    expect(billOfOrder(order('adjust', { change: fen(-700) }), null).amount).toBe(700)
    expect(billOfOrder(order('budget', { total: fen(900) }), null).amount).toBe(900)
  })
})

test('every refusal has its sentence', () => {
  expect(Object.keys(APPROVAL_REFUSAL_WORDS).sort()).toEqual([...APPROVAL_REFUSALS].sort())
})
