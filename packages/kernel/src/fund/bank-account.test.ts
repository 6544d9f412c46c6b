import { describe, expect, test } from 'vitest'
import { PersonId } from '../access/person.ts'
import { day } from '../base/day.ts'
import { FileId } from '../record/file.ts'
import {
  BANK_ACCOUNT_MOVES,
  BankAccountForm,
  BankAccountId,
  BankAccountState,
  confirmBankAccount,
  declineBankAccount,
  maskAccountNumber,
  proposeBankAccount,
  supersedeBankAccount,
} from './bank-account.ts'
import { COUNTY_A } from './payment.sample.ts'

const today = day('2024-06-05')
const hand = (letter: string) => ({
  personId: PersonId.parse(letter.repeat(20)),
  onBehalfOf: null,
})
const form: BankAccountForm = {
  organizationId: COUNTY_A,
  holderName: '演示县总工会',
  number: '6200123456783310',
  bankName: '演示县农村信用合作联社',
  bankCode: '402834000019',
  kind: 'basic',
  validFrom: today,
  reason: '首次登记',
  fileId: null,
}
const facts = {
  id: BankAccountId.parse('1'.repeat(20)),
  hand: hand('a'),
  today,
  active: null,
  waiting: null,
}
const proposed = (() => {
  const made = proposeBankAccount(form, facts)
  if (!made.ok) throw new Error(made.refusal)
  return made.value
})()

describe('a bank account', () => {
  test('is used only after a second person has confirmed it', () => {
    expect(proposed.state).toBe('proposed')
    expect(confirmBankAccount(proposed, hand('a'), today)).toMatchObject({
      refusal: 'ACCOUNT_SAME_PERSON',
    })
    expect(confirmBankAccount(proposed, hand('b'), today)).toMatchObject({
      ok: true,
      value: { state: 'active', decidedOn: today },
    })
  })

  test('is changed only with the sealed request, one change at a time, and not into itself', () => {
    const active = { ...proposed, state: 'active' as const }
    const change = { ...form, number: '6200999988887777' }
    const fileId = FileId.parse('9'.repeat(20))
    expect(proposeBankAccount(change, { ...facts, active })).toMatchObject({
      refusal: 'ACCOUNT_FILE_MISSING',
    })
    expect(proposeBankAccount({ ...change, fileId }, { ...facts, active })).toMatchObject({
      ok: true,
    })
    expect(proposeBankAccount({ ...form, fileId }, { ...facts, active })).toMatchObject({
      refusal: 'ACCOUNT_UNCHANGED',
    })
    expect(
      proposeBankAccount({ ...change, fileId }, { ...facts, active, waiting: proposed }),
    ).toMatchObject({ refusal: 'ACCOUNT_PROPOSED_ALREADY' })
  })

  test('is not used before the day it is valid from', () => {
    const later = { ...proposed, validFrom: day('2024-07-01') }
    expect(confirmBankAccount(later, hand('b'), today)).toMatchObject({
      refusal: 'ACCOUNT_NOT_YET_VALID',
    })
    expect(confirmBankAccount(later, hand('b'), day('2024-07-01'))).toMatchObject({ ok: true })
  })

  test.each(BankAccountState.options)('that is %s is decided only when it waits', (state) => {
    const account = { ...proposed, state }
    const may = BANK_ACCOUNT_MOVES[state].includes('active')
    expect(confirmBankAccount(account, hand('b'), today).ok).toBe(may)
    expect(declineBankAccount(account, hand('b'), today, '印章不清').ok).toBe(may)
  })

  test('leaves its place to its successor and shows four digits', () => {
    expect(supersedeBankAccount(proposed, today)).toMatchObject({
      state: 'superseded',
      supersededOn: today,
    })
    expect(maskAccountNumber(form.number)).toBe('尾号 3310')
  })

  test.each([
    ['number', '6200 1234'],
    ['number', '62001234５６'],
    ['bankCode', '40283400001'],
    ['holderName', '=cmd|calc'],
  ])('takes no %s such as %s', (field, value) => {
    expect(BankAccountForm.safeParse({ ...form, [field]: value }).success).toBe(false)
  })
})
