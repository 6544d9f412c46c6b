import type { RefusalFacts } from '../base/decision.ts'
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

/** A sentence with names of facts in braces, or one that writes its facts itself. */
export type Sentence = string | ((facts: RefusalFacts) => string)

/** The sentences of every refusal of the fund mechanism; each noun brings its own table. */
export const FUND_REFUSAL_WORDS: Readonly<Record<string, Sentence>> = {
  ...ALLOCATION_WORDS,
  ...APPROVAL_REFUSAL_WORDS,
  ...AUDIT_REFUSAL_WORDS,
  ...COMPUTATION_WORDS,
  ...FUND_NOUN_WORDS,
  ...LEDGER_REFUSAL_WORDS,
  ...DOCUMENT_REFUSAL_WORDS,
  ...ORDER_REFUSAL_WORDS,
  ...PAUSE_REFUSAL_WORDS,
  ...PAYMENT_REFUSAL_WORDS,
  ...PERIOD_REFUSAL_WORDS,
  ...LEDGER_IMPORT_WORDS,
  ...SPENDING_REFUSAL_WORDS,
}
