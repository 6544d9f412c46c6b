import { describe, expect, test } from 'vitest'
import { OrganizationId } from '../organization/organization.ts'
import type { AccountKey } from './account.ts'
import { MOVEMENTS, type PostingAct } from './movement.ts'
import { actHolder, mayReverse, type ReversalFacts } from './reversal.ts'
import type { Stage } from './stage.ts'

const organization = (n: number) => OrganizationId.parse(String(n).padStart(20, '0'))
const [PROVINCE, PREFECTURE, COUNTY] = [organization(1), organization(2), organization(3)]
const at = (holder: typeof COUNTY, stage: Stage): AccountKey => ({
  beneficiary: COUNTY,
  holder,
  stage,
})

describe('whose act a journal is', () => {
  test.each<[PostingAct, AccountKey, AccountKey, typeof COUNTY]>([
    ['remit', at(PROVINCE, 'issued'), at(PROVINCE, 'remitted'), PROVINCE],
    ['receive', at(PROVINCE, 'remitted'), at(PREFECTURE, 'relayed'), PREFECTURE],
    ['relay', at(PREFECTURE, 'relayed'), at(PREFECTURE, 'remitted'), PREFECTURE],
    ['receive', at(PREFECTURE, 'remitted'), at(COUNTY, 'held'), COUNTY],
    ['bounce', at(PREFECTURE, 'remitted'), at(PREFECTURE, 'relayed'), PREFECTURE],
    ['spend', at(COUNTY, 'held'), at(COUNTY, 'spent'), COUNTY],
    ['return', at(COUNTY, 'held'), at(COUNTY, 'returning'), COUNTY],
    ['return-receive', at(COUNTY, 'returning'), at(PREFECTURE, 'returning'), PREFECTURE],
    ['return-confirm', at(PREFECTURE, 'returning'), at(PROVINCE, 'returned'), PROVINCE],
    ['set-off-old', at(COUNTY, 'surplus'), at(PROVINCE, 'returned'), PROVINCE],
    ['set-off-new', at(PROVINCE, 'issued'), at(COUNTY, 'held'), PROVINCE],
  ])('%s', (act, from, to, holder) => {
    expect(MOVEMENTS.some((m) => m.act === act && m.from === from.stage && m.to === to.stage)).toBe(
      true,
    )
    expect(actHolder(act, from, to)).toBe(holder)
  })
})

describe('冲销', () => {
  const facts = (more: Partial<ReversalFacts> = {}): ReversalFacts => ({
    journals: [{ act: 'spend', postedBy: { personId: 'a', onBehalfOf: 'b' }, reversed: false }],
    hand: { personId: 'c', onBehalfOf: null },
    laterAct: null,
    paidByBank: false,
    ...more,
  })
  test('is another person’s on both sides of a delegation', () => {
    expect(mayReverse(facts())).toMatchObject({ ok: true })
    for (const hand of [
      { personId: 'a', onBehalfOf: null },
      { personId: 'b', onBehalfOf: null },
      { personId: 'c', onBehalfOf: 'a' },
      { personId: 'c', onBehalfOf: 'b' },
    ])
      expect(mayReverse(facts({ hand }))).toMatchObject({ refusal: 'SAME_PERSON' })
  })
})
