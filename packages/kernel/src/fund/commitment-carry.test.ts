import { describe, expect, it } from 'vitest'
import { day } from '../base/day.ts'
import { fen, PositiveFen } from '../base/money.ts'
import { type Commitment, CommitmentId, occupy, releaseCommitment } from './commitment.ts'
import { carryContracts } from './commitment-carry.ts'
import type { OrderLine } from './order.ts'
import { CLERK, FUND, HUANXIAN, QUZI } from './spending.sample.ts'

const ID = CommitmentId.parse('m'.padEnd(20, '0'))

/** A contract over 600.00 yuan, of which 200.00 are paid and 100.00 wait for review. */
const contract = (given: Partial<Commitment> = {}): Commitment => {
  const made = occupy(
    {
      fundId: FUND,
      beneficiaryId: HUANXIAN,
      holderId: null,
      title: '虎洞镇驿站装修',
      counterparty: '陇东建筑',
      day: day('2024-06-10'),
      amount: fen(60_000),
    },
    {
      id: ID,
      organizationId: HUANXIAN,
      makerId: CLERK,
      today: day('2024-06-10'),
      batch: 'b',
    },
  )
  if (!made.ok) throw new Error(made.refusal)
  return { ...made.value, used: fen(20_000), asked: fen(10_000), ...given }
}

const line = (amount: number, given: Partial<OrderLine> = {}): OrderLine => ({
  beneficiaryId: HUANXIAN,
  holderId: HUANXIAN,
  stage: 'occupied',
  amount: PositiveFen.parse(amount),
  target: null,
  commitmentId: ID,
  ...given,
})

const carry = (lines: readonly OrderLine[], known: readonly Commitment[] = [contract()]) => {
  const carried = carryContracts({ lines: [...lines] }, known)
  return carried.ok ? carried.value.map(({ now }) => now) : carried.refusal
}

describe('结转 of 占用', () => {
  it('takes it from the contract that stands behind it, up to what nobody asks for', () => {
    expect(carry([line(30_000)])).toMatchObject([{ carried: 30_000, state: 'open' }])
    expect(carry([line(30_001)])).toBe('COMMITMENT_EXCEEDED')
    expect(carry([line(40_000)], [contract({ asked: fen(0) })])).toMatchObject([
      { carried: 40_000, state: 'carried' },
    ])
  })

  it.each([
    ['a contract that is unknown', line(1), [], 'NOT_FOUND'],
    ['a contract of another line', line(1, { beneficiaryId: QUZI }), [contract()], 'OTHER_LINE'],
    [
      'a contract on the township’s own account that the line looks for at the desk',
      line(1, { beneficiaryId: QUZI }),
      [contract({ beneficiaryId: QUZI, holderId: QUZI })],
      'OTHER_LINE',
    ],
    ['a contract that is over', line(1), [contract({ state: 'settled' })], 'COMMITMENT_NOT_OPEN'],
  ])('is refused for %s', (_, one, known, refusal) => {
    expect(carry([one], known)).toBe(refusal)
  })

  it('finds the contract of a township on the account that it occupies', () => {
    const own = contract({ beneficiaryId: QUZI, holderId: QUZI })
    expect(carry([line(1, { beneficiaryId: QUZI, holderId: QUZI })], [own])).toMatchObject([
      { carried: 1 },
    ])
  })

  it('leaves lines alone that name no contract', () => {
    expect(carry([line(1, { stage: 'held', commitmentId: null })], [])).toEqual([])
  })

  it('leaves less to be given back, and a contract partly carried is called so when it is over', () => {
    const released = releaseCommitment(contract({ asked: fen(0), carried: fen(15_000) }))
    expect(released).toMatchObject({
      value: { released: 25_000, carried: 15_000, state: 'carried' },
    })
  })
})
