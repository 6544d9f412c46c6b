import type { Actor } from '@qiangji/kernel/access/actor.ts'
import { SessionId } from '@qiangji/kernel/access/session.ts'
import { day } from '@qiangji/kernel/base/day.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { Fund } from '@qiangji/kernel/fund/fund.ts'
import {
  CLERK,
  FUND,
  HUANXIAN,
  REVIEWER,
  RULES,
  spending,
} from '@qiangji/kernel/fund/spending.sample.ts'
import { describe, expect, test } from 'vitest'
import type { SpendingRow } from './spending.fields.ts'
import {
  draftOf,
  emptyVoucher,
  spendingForm,
  type VoucherDraft,
  voucherProblems,
} from './spending-draft.ts'
import { reviewOf } from './spending-review.ts'

const fund = Fund.parse({
  id: FUND,
  organizationId: HUANXIAN,
  year: 2024,
  name: '2024年县区专项补助',
  source: 'union-own',
  subject: { edition: '2021', code: null, name: '补助下级支出' },
  department: '基层工作部',
  basis: '演示依据',
  ...RULES,
  ageRule: { kind: 'none' },
  publicity: false,
  quotaUnit: null,
  previousFundId: null,
  state: 'open',
  budgetState: 'approved',
  revision: 0,
})

const problems = (given: Partial<VoucherDraft> = {}, refund = false) =>
  voucherProblems({ ...draftOf(spending()), ...given }, fund, {
    refund,
    payeeOwed: true,
    today: day('2024-07-12'),
  }).map((problem) => problem.target)

describe('a voucher being typed', () => {
  test('names every missing field, in the order of the form', () => {
    expect(
      voucherProblems(emptyVoucher(HUANXIAN), fund, {
        refund: false,
        payeeOwed: true,
        today: null,
      }).map((problem) => problem.words),
    ).toEqual(['请填凭证日期', '请填凭证号', '请填摘要', '请选用途', '请填收款人', '请填金额'])
  })

  test('is told at once what the server would refuse', () => {
    expect(problems()).toEqual([])
    expect(problems({ day: '2024-07-13' })).toEqual(['spending-day'])
    expect(problems({ summary: '接待用餐' })).toEqual(['spending-summary'])
    expect(problems({ line: '0' })).toEqual(['spending-line'])
    expect(problems({ amount: 0 })).toEqual(['spending-amount'])
  })

  test('asks for the roster of a payment to many, not for a payee', () => {
    expect(problems({ toMany: true, payee: '' })).toEqual(['spending-persons', 'spending-roster'])
    expect(problems({ toMany: true, persons: '46', rosterHash: 'a'.repeat(64) })).toEqual([])
  })

  test('of a refund needs neither use nor payee, and may say 接待 of what came back', () => {
    expect(problems({ use: '', payee: '', summary: '退回接待费' }, true)).toEqual([])
  })

  test('becomes the form that it came from', () => {
    const { day: on, voucher, line, summary, amount, use, payee } = spending()
    expect(spendingForm(draftOf(spending()))).toMatchObject({
      day: on,
      voucher,
      line,
      summary,
      amount,
      use,
      payee,
      roster: null,
    })
    expect(() => spendingForm(emptyVoucher(HUANXIAN))).toThrow()
  })
})

describe('the review button', () => {
  const row = (given = {}): SpendingRow => ({
    spending: spending(given),
    organizationName: '环县',
    beneficiaryName: '环县',
    useName: '法律维权',
    makerNames: ['马晓梅'],
    releaserName: null,
    ofVoucher: null,
    fileMissing: false,
  })
  const actor = (personId: typeof CLERK, post: 'county-finance' | 'county-reviewer'): Actor => ({
    personId,
    name: '马晓梅',
    organization: {
      organizationId: HUANXIAN,
      path: '/62/6210/621022/',
      level: 'county',
      prefectureId: null,
      countyId: HUANXIAN,
    },
    posts: [{ post, from: null }],
    sessionId: SessionId.parse('s'.padEnd(20, '0')),
    address: '127.0.0.1',
    passwordDue: false,
  })

  test('is locked with the reason for who wrote the row, and for who does not review', () => {
    expect(reviewOf([row()], actor(CLERK, 'county-reviewer')).locked).toContain('由另一人审核')
    expect(reviewOf([row()], actor(CLERK, 'county-finance')).locked).toContain('经办人不能审核')
    expect(reviewOf([row()], actor(REVIEWER, 'county-reviewer')).locked).toBe('')
  })

  test('counts the waiting rows only', () => {
    const rows = [row(), row({ state: 'posted', amount: fen(1) })]
    expect(reviewOf(rows, actor(REVIEWER, 'county-reviewer')).waiting).toHaveLength(1)
  })
})
