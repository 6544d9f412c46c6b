import { expect, test } from 'vitest'
import { sentence } from '../refusals.ts'
import { ALLOCATION_WORDS } from './allocation-words.ts'
import { APPROVAL_REFUSAL_WORDS } from './approval-words.ts'
import { AUDIT_REFUSAL_WORDS } from './audit-words.ts'
import { COMPUTATION_WORDS } from './computation-words.ts'
import { DOCUMENT_REFUSAL_WORDS } from './document.ts'
import { FUND_NOUN_WORDS } from './fund-words.ts'
import { LEDGER_IMPORT_WORDS } from './ledger-import-record.ts'
import { LEDGER_REFUSAL_WORDS } from './ledger-words.ts'
import { ORDER_REFUSAL_WORDS } from './order-words.ts'
import { PAUSE_REFUSAL_WORDS } from './pause-words.ts'
import { PAYMENT_REFUSAL_WORDS } from './payment-words.ts'
import { PERIOD_REFUSAL_WORDS } from './period.ts'
import { SPENDING_REFUSAL_WORDS } from './spending-words.ts'

test('no refusal code has two sentences: the later table would hide the earlier', () => {
  const tables = [
    ALLOCATION_WORDS,
    APPROVAL_REFUSAL_WORDS,
    AUDIT_REFUSAL_WORDS,
    COMPUTATION_WORDS,
    FUND_NOUN_WORDS,
    LEDGER_REFUSAL_WORDS,
    DOCUMENT_REFUSAL_WORDS,
    ORDER_REFUSAL_WORDS,
    PAUSE_REFUSAL_WORDS,
    PAYMENT_REFUSAL_WORDS,
    PERIOD_REFUSAL_WORDS,
    LEDGER_IMPORT_WORDS,
    SPENDING_REFUSAL_WORDS,
  ]
  const codes = tables.flatMap((table) => Object.keys(table))
  expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([])
})

test('a refusal of a plan is read as a sentence that names amounts and the county', () => {
  expect(
    sentence('POT_ABOVE_AVAILABLE', { pot: 400000000, available: 300000000, above: 100000000 }),
  ).toBe(
    '专项总额 4,000,000.00 元，待分配只有 3,000,000.00 元，超出 1,000,000.00 元。请调减总额，或先核定、调整预算。',
  )
  expect(sentence('FACT_MISSING', { name: '环县', factName: '会员数' })).toContain(
    '环县缺少“会员数”数据',
  )
  expect(sentence('STEP_NOT_YOURS', { step: '审核通过', post: '业务审核' })).toBe(
    '审核通过须由业务审核办理。',
  )
})
