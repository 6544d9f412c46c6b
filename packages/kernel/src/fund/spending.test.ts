import { describe, expect, it } from 'vitest'
import { day } from '../base/day.ts'
import { fen } from '../base/money.ts'
import { type Advance, AdvanceId, cancelAdvance, recordAdvance } from './advance.ts'
import { type Commitment, CommitmentId, occupy, releaseCommitment } from './commitment.ts'
import { prohibitedBy } from './prohibition.ts'
import {
  CLERK,
  FUND,
  form,
  HUANXIAN,
  QUZI,
  REVIEWER,
  RULES,
  spending,
  THIRD,
} from './spending.sample.ts'
import {
  isFileMissing,
  mayTake,
  SPENDING_ACTS,
  SPENDING_TRANSITIONS,
  SpendingState,
} from './spending.ts'
import {
  mayRecord,
  mayRefund,
  mayRelease,
  type PaymentFacts,
  type ReleaseFacts,
} from './spending-check.ts'
import { spendingPosting } from './spending-posting.ts'

const facts = (given: Partial<PaymentFacts> = {}): PaymentFacts => ({
  today: day('2024-07-12'),
  fund: RULES,
  receivedOn: day('2024-06-04'),
  takenOn: null,
  commitment: null,
  advance: null,
  ...given,
})

const advance = (given: Partial<Advance> = {}): Advance => {
  const made = recordAdvance(
    {
      fundId: FUND,
      beneficiaryId: HUANXIAN,
      holderId: null,
      title: '3月困难职工慰问',
      day: day('2024-03-20'),
      voucher: '记-0210',
      amount: fen(2_300_000),
    },
    {
      id: AdvanceId.parse('a'.padEnd(20, '0')),
      organizationId: HUANXIAN,
      makerId: CLERK,
      today: day('2024-03-20'),
    },
  )
  if (!made.ok) throw new Error(made.refusal)
  return { ...made.value, ...given }
}

const contract = (given: Partial<Commitment> = {}): Commitment => {
  const made = occupy(
    {
      fundId: FUND,
      beneficiaryId: HUANXIAN,
      holderId: null,
      title: '虎洞镇驿站装修',
      counterparty: '陇东建筑',
      day: day('2024-06-10'),
      amount: fen(7_460_000),
    },
    {
      id: CommitmentId.parse('m'.padEnd(20, '0')),
      organizationId: HUANXIAN,
      makerId: CLERK,
      today: day('2024-06-10'),
      batch: 'b',
    },
  )
  if (!made.ok) throw new Error(made.refusal)
  return { ...made.value, ...given }
}

const refusal = (decided: { ok: boolean; refusal?: string }) => decided.refusal ?? 'accepted'

describe('a row of the spending list', () => {
  it('moves only along the table of its states', () => {
    const possible = SPENDING_ACTS.flatMap((act) =>
      SpendingState.options
        .filter((state) => mayTake(state, act))
        .map((state) => `${state} ${act} ${SPENDING_TRANSITIONS[act].to}`),
    )
    expect(possible).toEqual([
      'pending edit pending',
      'returned edit pending',
      'pending release posted',
      'pending send-back returned',
      'pending withdraw withdrawn',
      'returned withdraw withdrawn',
      'posted reverse reversed',
    ])
  })

  it.each([
    ['an allowed payment', {}, {}, 'accepted'],
    ['a use outside the fund', { use: 'travel' }, {}, 'USE_NOT_ALLOWED'],
    ['a day after today', { day: day('2024-07-13') }, {}, 'SPENDING_DAY_IN_FUTURE'],
    ['before any receipt', {}, { receivedOn: null }, 'NOTHING_RECEIVED'],
    ['a voucher of before the receipt', { day: day('2024-06-03') }, {}, 'DAY_BEFORE_RECEIPT'],
    ['the day of the receipt', { day: day('2024-06-04') }, {}, 'accepted'],
    ['the 负面清单', { summary: '接待兄弟县工会工作餐' }, {}, 'PROHIBITED'],
    ['a voucher line twice', {}, { takenOn: day('2024-06-21') }, 'VOUCHER_USED'],
    ['neither payee nor roster', { payee: null }, {}, 'PAYEE_OR_ROSTER'],
    [
      'both payee and roster',
      { roster: { persons: 46, hash: 'a'.repeat(64) } },
      {},
      'PAYEE_OR_ROSTER',
    ],
    [
      'a roster alone',
      { payee: null, roster: { persons: 46, hash: 'a'.repeat(64) } },
      {},
      'accepted',
    ],
    [
      'a contract and an advance',
      {},
      { commitment: contract(), advance: advance() },
      'CONTRACT_OR_ADVANCE',
    ],
    [
      'a contract of another line',
      { beneficiaryId: QUZI },
      { commitment: contract() },
      'OTHER_LINE',
    ],
    [
      'a contract of the desk’s, paid from the township’s own account',
      { beneficiaryId: QUZI, holderId: QUZI },
      { commitment: contract({ beneficiaryId: QUZI }) },
      'OTHER_LINE',
    ],
    [
      'a contract on the township’s own account, paid from what the desk keeps for it',
      { beneficiaryId: QUZI },
      { commitment: contract({ beneficiaryId: QUZI, holderId: QUZI }) },
      'OTHER_LINE',
    ],
    [
      'a contract on the township’s own account',
      { beneficiaryId: QUZI, holderId: QUZI },
      { commitment: contract({ beneficiaryId: QUZI, holderId: QUZI }) },
      'accepted',
    ],
    [
      'an advance of the desk’s, repaid from the township’s own account',
      { beneficiaryId: QUZI, holderId: QUZI },
      { advance: advance({ beneficiaryId: QUZI }) },
      'OTHER_LINE',
    ],
    [
      'an advance that the township’s own account repays',
      { beneficiaryId: QUZI, holderId: QUZI },
      { advance: advance({ beneficiaryId: QUZI, holderId: QUZI }) },
      'accepted',
    ],
    [
      'more than the contract',
      { amount: fen(7_460_001) },
      { commitment: contract() },
      'COMMITMENT_EXCEEDED',
    ],
    [
      'a contract paid before the receipt',
      { day: day('2024-06-03') },
      { commitment: contract() },
      'DAY_BEFORE_RECEIPT',
    ],
    ['the whole contract', { amount: fen(7_460_000) }, { commitment: contract() }, 'accepted'],
    [
      'what the contract has left beside payments in review',
      { amount: fen(460_001) },
      { commitment: contract({ used: fen(4_000_000), asked: fen(3_000_000) }) },
      'COMMITMENT_EXCEEDED',
    ],
    [
      'a settled contract',
      {},
      { commitment: contract({ state: 'settled' }) },
      'COMMITMENT_NOT_OPEN',
    ],
    [
      '归垫 of what was spent before the receipt',
      { day: day('2024-03-20'), amount: fen(2_300_000) },
      { advance: advance() },
      'accepted',
    ],
    [
      'more 归垫 than the advance',
      { amount: fen(2_300_001) },
      { advance: advance() },
      'ADVANCE_EXCEEDED',
    ],
    [
      '归垫 beside another in review',
      { amount: fen(2_000_001) },
      { advance: advance({ asked: fen(300_000) }) },
      'ADVANCE_EXCEEDED',
    ],
    ['a struck advance', {}, { advance: advance({ state: 'cancelled' }) }, 'ADVANCE_NOT_OPEN'],
  ])('%s', (_, changed, known, expected) => {
    expect(refusal(mayRecord(form(changed), facts(known)))).toBe(expected)
  })
})

describe('the 负面清单', () => {
  it('names its item and the word, and is not fooled by blanks or full-width letters', () => {
    const list = [...RULES.prohibitions, { name: '购车', words: ['SUV'], source: '' }]
    expect(prohibitedBy('接 待 用餐', list)).toEqual({ item: 2, name: '公务接待', word: '接待' })
    expect(prohibitedBy('购置ｓｕｖ一辆', list)).toEqual({ item: 3, name: '购车', word: 'SUV' })
    expect(prohibitedBy('干部培训', list)).toBeNull()
  })
})

describe('支出收回', () => {
  const back = (amount: number, on = '2024-07-02') => ({
    ofId: spending().id,
    day: day(on),
    voucher: '记-0695',
    line: 1,
    summary: '退回余款',
    amount: fen(amount),
  })
  const posted = spending({ state: 'posted', used: fen(100_000), asked: fen(35_000) })

  it('never exceeds its spending, counting refunds in review', () => {
    expect(refusal(mayRefund(back(300_000), posted, facts()))).toBe('accepted')
    expect(refusal(mayRefund(back(300_001), posted, facts()))).toBe('REFUND_EXCEEDED')
  })

  it('names a posted spending and does not precede it', () => {
    expect(refusal(mayRefund(back(1), spending(), facts()))).toBe('REFUND_OF_UNPOSTED')
    expect(refusal(mayRefund(back(1), { ...posted, kind: 'refund' }, facts()))).toBe(
      'REFUND_OF_UNPOSTED',
    )
    expect(refusal(mayRefund(back(1, '2024-06-20'), posted, facts()))).toBe(
      'REFUND_BEFORE_SPENDING',
    )
  })
})

describe('the release', () => {
  const releasing = (given: Partial<ReleaseFacts> = {}): ReleaseFacts => ({
    hand: { personId: REVIEWER, onBehalfOf: null },
    review: 'own',
    hasOwnReviewer: true,
    organization: '环县',
    fileThreshold: fen(100_000),
    of: null,
    ...given,
  })
  const row = spending()

  it.each([
    ['by another person', row, {}, 'accepted'],
    ['by who wrote it', row, { hand: { personId: CLERK, onBehalfOf: null } }, 'RELEASER_IS_MAKER'],
    [
      'on behalf of who wrote it',
      row,
      { hand: { personId: REVIEWER, onBehalfOf: CLERK } },
      'RELEASER_IS_MAKER',
    ],
    [
      'by one of two who wrote it',
      spending({
        makers: [
          { personId: THIRD, onBehalfOf: null },
          { personId: CLERK, onBehalfOf: null },
        ],
      }),
      { hand: { personId: THIRD, onBehalfOf: null } },
      'RELEASER_IS_MAKER',
    ],
    [
      'from above though the county has a reviewer',
      row,
      { review: 'upper' },
      'UPPER_REVIEW_NOT_NEEDED',
    ],
    [
      'from above where there is one person',
      row,
      { review: 'upper', hasOwnReviewer: false },
      'accepted',
    ],
    ['of a typed payment without its file', spending({ files: 0 }), {}, 'FILE_REQUIRED'],
    [
      'of an imported one without its file',
      spending({ files: 0, origin: 'imported' }),
      {},
      'accepted',
    ],
    ['below the threshold', spending({ files: 0, amount: fen(99_999) }), {}, 'accepted'],
    ['where no threshold is set', spending({ files: 0 }), { fileThreshold: null }, 'accepted'],
    ['of a posted row', spending({ state: 'posted' }), {}, 'SPENDING_STATE'],
    [
      'of a refund whose spending waits',
      spending({ kind: 'refund' }),
      { of: row },
      'REFUND_OF_UNPOSTED',
    ],
    [
      'of a refund of a posted spending',
      spending({ kind: 'refund' }),
      { of: spending({ state: 'posted' }) },
      'accepted',
    ],
  ] as const)('%s', (_, one, given, expected) => {
    expect(refusal(mayRelease(one, releasing(given)))).toBe(expected)
  })
})

describe('the postings', () => {
  it('takes a payment from 已到账, and a payment on a contract from 已占用', () => {
    expect(spendingPosting(spending())).toMatchObject({
      act: 'spend',
      from: { stage: 'held', holder: HUANXIAN },
      to: { stage: 'spent' },
      document: spending().id,
    })
    expect(spendingPosting(spending({ commitmentId: contract().id })).from.stage).toBe('occupied')
  })

  it('keeps the line of a township whose money the county holds', () => {
    const posting = spendingPosting(spending({ beneficiaryId: QUZI }))
    expect([posting.from, posting.to].map((a) => [a.beneficiary, a.holder])).toEqual([
      [QUZI, HUANXIAN],
      [QUZI, HUANXIAN],
    ])
  })

  it('takes it from the township’s own account where the township was paid', () => {
    const paid = spending({ beneficiaryId: QUZI, holderId: QUZI })
    for (const one of [paid, { ...paid, kind: 'refund' as const }])
      expect(spendingPosting(one)).toMatchObject({
        from: { beneficiary: QUZI, holder: QUZI },
        to: { beneficiary: QUZI, holder: QUZI },
      })
  })

  it('names the spending in its refund, so that the spending is undone last', () => {
    const posting = spendingPosting(spending({ kind: 'refund', ofId: spending().id }))
    expect(posting).toMatchObject({
      act: 'refund',
      from: { stage: 'spent' },
      to: { stage: 'held' },
      document: spending().id,
    })
  })
})

describe('a contract', () => {
  it('gives back all that is left at once', () => {
    const released = releaseCommitment(contract({ used: fen(3_600_000) }))
    expect(released).toMatchObject({
      ok: true,
      value: { released: 3_860_000, state: 'settled' },
    })
  })

  it('keeps what a payment in review asks for', () => {
    expect(refusal(releaseCommitment(contract({ asked: fen(1) })))).toBe(
      'COMMITMENT_HAS_PAYMENTS_WAITING',
    )
    expect(refusal(releaseCommitment(contract({ used: fen(7_460_000) })))).toBe(
      'COMMITMENT_NOTHING_LEFT',
    )
    expect(refusal(releaseCommitment(contract({ state: 'settled' })))).toBe('COMMITMENT_NOT_OPEN')
  })
})

describe('an advance', () => {
  it('is struck only while nothing of it was repaid', () => {
    expect(cancelAdvance(advance())).toMatchObject({ ok: true, value: { state: 'cancelled' } })
    expect(refusal(cancelAdvance(advance({ used: fen(1) })))).toBe('ADVANCE_REPAID_IN_PART')
    expect(refusal(cancelAdvance(advance({ asked: fen(1) })))).toBe('ADVANCE_REPAID_IN_PART')
    expect(refusal(cancelAdvance(advance({ state: 'settled' })))).toBe('ADVANCE_NOT_OPEN')
  })
})

describe('a missing file', () => {
  it('is owed from the threshold on, until the row is withdrawn or reversed', () => {
    const bare = spending({ files: 0, amount: fen(100_000) })
    expect(isFileMissing(bare, fen(100_000))).toBe(true)
    expect(isFileMissing(bare, fen(100_001))).toBe(false)
    expect(isFileMissing(bare, null)).toBe(false)
    expect(isFileMissing({ ...bare, files: 1 }, fen(100_000))).toBe(false)
    expect(isFileMissing({ ...bare, state: 'withdrawn' }, fen(100_000))).toBe(false)
    expect(isFileMissing({ ...bare, state: 'reversed' }, fen(100_000))).toBe(false)
    expect(isFileMissing({ ...bare, kind: 'reversal', state: 'posted' }, fen(100_000))).toBe(false)
  })
})
