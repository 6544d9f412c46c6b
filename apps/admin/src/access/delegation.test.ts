import { DelegationId } from '@qiangji/kernel/access/delegation.ts'
import { PersonId } from '@qiangji/kernel/access/person.ts'
import { day } from '@qiangji/kernel/base/day.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { expect, test } from 'vitest'
import { delegationState } from './delegation.fields.ts'

const ID = '0'.repeat(20)
const given = {
  id: DelegationId.parse(ID),
  organizationId: OrganizationId.parse(ID),
  giverId: PersonId.parse(ID),
  receiverId: PersonId.parse(ID),
  post: 'county-finance' as const,
  from: day('2024-06-03'),
  to: day('2024-06-14'),
  revokedOn: null,
}

test.each([
  ['2024-06-02', '未开始'],
  ['2024-06-03', '代办中'],
  ['2024-06-14', '代办中'],
  ['2024-06-15', '已到期'],
])('on %s the delegation from the 3rd to the 14th is %s', (today, word) => {
  expect(delegationState(given, day(today)).word).toBe(word)
})

test('a revoked delegation stays revoked, whatever the day', () => {
  const revoked = { ...given, revokedOn: day('2024-06-05') }
  expect(delegationState(revoked, day('2024-06-04')).word).toBe('已撤销')
})
