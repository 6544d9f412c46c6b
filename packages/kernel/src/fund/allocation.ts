import { z } from 'zod'
import { PersonId } from '../access/person.ts'
import { Day } from '../base/day.ts'
import { publicId, Revision } from '../base/id.ts'
import { GivenFen, NaturalFen } from '../base/money.ts'
import { OrganizationId } from '../organization/organization.ts'
import { FundId } from './fund.ts'
import { Part } from './part.ts'
import { Rule } from './plan-inputs.ts'

export const AllocationId = publicId<'Allocation'>()
export type AllocationId = z.infer<typeof AllocationId>

/** 分配方案 from its first draft to its document, in the order of the road. */
export const AllocationState = z.enum([
  'drafting',
  'programme-review',
  'finance-review',
  'deliberation',
  'publicity',
  'numbering',
  'issued',
  'void',
])
export type AllocationState = z.infer<typeof AllocationState>

export const ALLOCATION_STATE_WORDS: Readonly<Record<AllocationState, string>> = {
  drafting: '起草',
  'programme-review': '待业务审核',
  'finance-review': '待财务审核',
  deliberation: '待研究',
  publicity: '公示中',
  numbering: '待文号',
  issued: '已印发',
  void: '已作废',
}

/** What the drafter writes; amounts in fen. Recipients and facts are those that stand on the day `on`. */
export const AllocationForm = z.strictObject({
  title: z.string().trim().min(1).max(100),
  on: Day,
  /** 专项总额 that this plan shares. */
  pot: GivenFen,
  parts: z.array(Part).max(12).readonly(),
  rule: Rule,
  /** 说明: asked for where lines change much against last year. */
  note: z.string().trim().max(1_000),
})
export type AllocationForm = z.infer<typeof AllocationForm>

/** A person's hand as a document keeps it. */
export const HandRecord = z.strictObject({
  personId: PersonId,
  onBehalfOf: PersonId.nullable(),
})
export type HandRecord = z.infer<typeof HandRecord>

export const Allocation = z.strictObject({
  id: AllocationId,
  fundId: FundId,
  organizationId: OrganizationId,
  form: AllocationForm,
  state: AllocationState,
  /** 第几稿: raised at every submission; zero before the first. */
  version: z.int().min(0),
  /** Σ lines and 预留 of the last submitted version. */
  total: NaturalFen,
  reserve: NaturalFen,
  submittedOn: Day.nullable(),
  maker: HandRecord.nullable(),
  programmeReviewer: HandRecord.nullable(),
  financeReviewer: HandRecord.nullable(),
  /** The day of the meeting whose decision stands. */
  decidedOn: Day.nullable(),
  /** The last day of 公示. */
  publicUntil: Day.nullable(),
  number: z.string().nullable(),
  issuedOn: Day.nullable(),
  revision: Revision,
})
export type Allocation = z.infer<typeof Allocation>

/** A new draft. */
export const draftAllocation = (
  form: AllocationForm,
  given: Pick<Allocation, 'id' | 'fundId' | 'organizationId'>,
): Allocation => ({
  ...given,
  form,
  state: 'drafting',
  version: 0,
  total: NaturalFen.parse(0),
  reserve: NaturalFen.parse(0),
  submittedOn: null,
  maker: null,
  programmeReviewer: null,
  financeReviewer: null,
  decidedOn: null,
  publicUntil: null,
  number: null,
  issuedOn: null,
  revision: 0,
})
