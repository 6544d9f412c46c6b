import type { PersonId } from '../access/person.ts'
import { PersonId as Person } from '../access/person.ts'
import type { PostCode } from '../access/post.ts'
import { day } from '../base/day.ts'
import { OrganizationId } from '../organization/organization.ts'
import {
  type Allocation,
  type AllocationForm,
  AllocationId,
  draftAllocation,
} from './allocation.ts'
import type { Taker } from './allocation-step.ts'
import { FundId } from './fund.ts'
import { equalPart, rule, wan } from './plan.sample.ts'

/** People and plans for tests: a person per name, with the posts that are given. */
export const person = (number: number): PersonId => Person.parse(String(number).padStart(20, '0'))

export const taker = (number: number, ...posts: readonly PostCode[]): Taker => ({
  personId: person(number),
  posts: posts.map((post) => ({ post, from: null })),
})

export const clerk = taker(1, 'programme-clerk')
export const programmeReviewer = taker(2, 'programme-reviewer')
export const financeReviewer = taker(3, 'finance-reviewer')
export const office = taker(4, 'office')

export const planForm: AllocationForm = {
  title: '2024年县区专项补助',
  on: day('2024-03-11'),
  pot: wan(4000),
  parts: [equalPart],
  rule,
  note: '',
}

export const plan = (change: Partial<Allocation> = {}): Allocation => ({
  ...draftAllocation(planForm, {
    id: AllocationId.parse(`${'0'.repeat(19)}a`),
    fundId: FundId.parse(`${'0'.repeat(19)}f`),
    organizationId: OrganizationId.parse(`${'0'.repeat(19)}1`),
  }),
  ...change,
})
