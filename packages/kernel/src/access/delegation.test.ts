import { describe, expect, test } from 'vitest'
import { addDays, day } from '../base/day.ts'
import { OrganizationId } from '../organization/organization.ts'
import type { Holding } from './conflict.ts'
import {
  DELEGATION_DAYS,
  DelegationId,
  type GrantFacts,
  grantDelegation,
  isInForce,
  revokeDelegation,
} from './delegation.ts'
import { PersonId } from './person.ts'
import type { PostCode } from './post.ts'

const here = OrganizationId.parse('h'.repeat(20))
const giver = PersonId.parse('g'.repeat(20))
const receiver = PersonId.parse('r'.repeat(20))
const today = day('2024-03-11')
const held = (post: PostCode, to: Holding['to'] = null): Holding => ({
  post,
  organizationId: here,
  from: day('2024-01-01'),
  to,
})
const facts: GrantFacts = {
  today,
  id: DelegationId.parse('d'.repeat(20)),
  organizationId: here,
  giverId: giver,
  giverHolds: [held('county-reviewer')],
  receiverHolds: [held('viewer')],
  receiverOrganizationId: here,
}
const form = {
  receiverId: receiver,
  post: 'county-reviewer',
  from: today,
  to: day('2024-03-15'),
} as const

describe('a delegation', () => {
  test('holds from its first to its last day and not after its revocation', () => {
    const granted = grantDelegation(form, facts)
    if (!granted.ok) throw new Error(granted.refusal)
    const delegation = granted.value
    expect([-1, 0, 4, 5].map((n) => isInForce(delegation, addDays(today, n)))).toEqual([
      false,
      true,
      true,
      false,
    ])
    const revoked = revokeDelegation(delegation, today)
    if (!revoked.ok) throw new Error(revoked.refusal)
    expect(isInForce(revoked.value, today)).toBe(false)
    expect(revokeDelegation(revoked.value, today)).toMatchObject({
      refusal: 'DELEGATION_ALREADY_REVOKED',
    })
    expect(revokeDelegation(delegation, day('2024-03-16'))).toMatchObject({
      refusal: 'DELEGATION_OVER',
    })
  })

  test.each<[string, Partial<typeof form> | object, Partial<GrantFacts>]>([
    ['DELEGATION_TO_SELF', { receiverId: giver }, {}],
    ['DELEGATION_OF_SYSTEM_POST', { post: 'audit-admin' }, { giverHolds: [held('audit-admin')] }],
    ['DELEGATION_BACKWARDS', { to: day('2024-03-10') }, {}],
    ['DELEGATION_IN_THE_PAST', { from: day('2024-03-10') }, {}],
    ['DELEGATION_TOO_LONG', { to: addDays(today, DELEGATION_DAYS) }, {}],
    [
      'DELEGATION_OUTSIDE_ORGANIZATION',
      {},
      { receiverOrganizationId: OrganizationId.parse('x'.repeat(20)) },
    ],
    ['DELEGATION_OF_POST_NOT_HELD', { post: 'county-finance' }, {}],
    [
      'DELEGATION_OF_POST_NOT_HELD',
      {},
      { giverHolds: [held('county-reviewer', day('2024-03-14'))] },
    ],
    ['POSTS_CONFLICT', {}, { receiverHolds: [held('county-finance')] }],
  ])('is refused with %s', (refusal, changed, other) => {
    expect(grantDelegation({ ...form, ...changed }, { ...facts, ...other })).toMatchObject({
      refusal,
    })
  })
})
