import { describe, expect, it } from 'vitest'
import { day } from '../base/day.ts'
import { fen } from '../base/money.ts'
import { type Commitment, CommitmentId, commitmentPosting } from './commitment.ts'
import { isLineOfDesk } from './holder.ts'
import { FUND, HUANXIAN, QUZI } from './spending.sample.ts'

const DESK = '/62/6210/621022/'
const county = { id: HUANXIAN, path: DESK, level: 'county' } as const
const township = { id: QUZI, path: `${DESK}621022102/`, level: 'township' } as const

describe('the money whose books a desk keeps', () => {
  it.each([
    ['its own', null, county, true],
    ['that of a township, kept at the desk', null, township, true],
    ['that of a township on its own account', QUZI, township, true],
    ['that of a township on somebody else’s account', HUANXIAN, township, false],
    ['its own on an account that is no township’s', HUANXIAN, county, false],
    ['that of a township elsewhere', QUZI, { ...township, path: '/62/6210/621002/t/' }, false],
    ['that of nobody', null, null, false],
  ])('is %s: %s, %s', (_, holder, beneficiary, kept) => {
    expect(isLineOfDesk(DESK, holder, beneficiary)).toBe(kept)
  })

  it('is occupied where it lies, and given back there', () => {
    const contract: Commitment = {
      id: CommitmentId.parse('m'.padEnd(20, '0')),
      fundId: FUND,
      organizationId: HUANXIAN,
      beneficiaryId: QUZI,
      holderId: QUZI,
      title: '职工活动室改造',
      counterparty: '陇东建筑',
      day: day('2024-06-10'),
      amount: fen(60_000),
      used: fen(0),
      asked: fen(0),
      released: fen(0),
      carried: fen(0),
      state: 'open',
      makerId: '',
      madeOn: day('2024-06-10'),
      batch: 'b',
      revision: 0,
    }
    for (const act of ['occupy', 'release'] as const)
      expect(commitmentPosting(contract, act, contract.amount)).toMatchObject({
        from: { beneficiary: QUZI, holder: QUZI },
        to: { beneficiary: QUZI, holder: QUZI },
      })
    expect(
      commitmentPosting({ ...contract, holderId: null }, 'occupy', contract.amount).to.holder,
    ).toBe(HUANXIAN)
  })
})
