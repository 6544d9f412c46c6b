import { day } from '../base/day.ts'
import { fen, NO_FEN } from '../base/money.ts'
import { OrganizationId } from '../organization/organization.ts'
import { BankAccountId } from './bank-account.ts'
import { FundId } from './fund.ts'
import { type Payment, PaymentBatchId, PaymentId } from './payment.ts'

/** A payment for tests: 1 yuan for one county and 2 for another. */
const spelled = (letter: string): string => letter.repeat(20)

export const PROVINCE = OrganizationId.parse(spelled('p'))
export const PREFECTURE = OrganizationId.parse(spelled('q'))
export const COUNTY_A = OrganizationId.parse(spelled('a'))
export const COUNTY_B = OrganizationId.parse(spelled('b'))
export const TOWNSHIP = OrganizationId.parse(spelled('t'))
export const FUND = FundId.parse(spelled('f'))

export const paymentTo = (payeeId: OrganizationId, given: Partial<Payment> = {}): Payment => ({
  id: PaymentId.parse(spelled('1')),
  batchId: PaymentBatchId.parse(spelled('2')),
  number: '20240603-620000-01-001',
  fundId: FUND,
  payerId: PROVINCE,
  payeeId,
  act: 'remit',
  state: 'drafted',
  bank: {
    holderName: '演示市总工会',
    number: '6200123456783310',
    bankName: '演示银行',
    bankCode: '102821000001',
  },
  bankAccountId: BankAccountId.parse(spelled('3')),
  purpose: '2024年县区专项补助',
  lines: [
    { beneficiaryId: COUNTY_A, amount: fen(100), received: NO_FEN, bounced: NO_FEN },
    { beneficiaryId: COUNTY_B, amount: fen(200), received: NO_FEN, bounced: NO_FEN },
  ],
  releasedOn: day('2024-06-03'),
  paidOn: null,
  reason: null,
  postingBatch: spelled('4'),
  revision: 0,
  ...given,
})
