import { PersonId } from '../access/person.ts'
import { day } from '../base/day.ts'
import { fen } from '../base/money.ts'
import { OrganizationId } from '../organization/organization.ts'
import { FundId } from './fund.ts'
import { type Spending, type SpendingForm, SpendingId } from './spending.ts'

const id = (text: string): string => text.padEnd(20, '0')

export const FUND = FundId.parse(id('f'))
export const HUANXIAN = OrganizationId.parse(id('c1'))
export const QUZI = OrganizationId.parse(id('t1'))
export const CLERK = PersonId.parse(id('p1'))
export const REVIEWER = PersonId.parse(id('p2'))
export const THIRD = PersonId.parse(id('p3'))

/** 印制宣传折页, 4,350.00 yuan, 环县总工会. */
export const form = (given: Partial<SpendingForm> = {}): SpendingForm => ({
  beneficiaryId: HUANXIAN,
  holderId: null,
  day: day('2024-06-21'),
  voucher: '记-0660',
  line: 1,
  summary: '女职工特殊权益专项合同宣传折页',
  amount: fen(435_000),
  use: 'rights',
  payee: '环县文华印务部',
  roster: null,
  fixedAsset: false,
  commitmentId: null,
  advanceId: null,
  ...given,
})

export const spending = (given: Partial<Spending> = {}): Spending => ({
  ...form(),
  id: SpendingId.parse(id('s1')),
  fundId: FUND,
  organizationId: HUANXIAN,
  kind: 'spend',
  state: 'pending',
  origin: 'typed',
  signed: fen(435_000),
  ofId: null,
  used: fen(0),
  asked: fen(0),
  importId: null,
  makers: [{ personId: CLERK, onBehalfOf: null }],
  madeOn: day('2024-06-21'),
  releaser: null,
  postedOn: null,
  batch: id('b1'),
  reason: null,
  files: 1,
  revision: 0,
  ...given,
})

export const RULES = {
  uses: [
    { code: 'rights', name: '法律维权' },
    { code: 'training', name: '干部培训' },
  ],
  prohibitions: [
    { name: '津补贴', words: ['津贴', '补贴费'], source: '' },
    { name: '公务接待', words: ['接待', '宴请'], source: '' },
  ],
}
