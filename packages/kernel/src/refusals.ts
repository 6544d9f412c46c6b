import { ACCESS_REFUSAL_WORDS } from './access/words.ts'
import { AMOUNT_WORDS } from './base/amount-words.ts'
import { DECIMAL_WORDS } from './base/decimal-words.ts'
import type { RefusalFacts } from './base/decision.ts'
import { FUND_REFUSAL_WORDS, type Sentence } from './fund/words.ts'
import { CLOCK_REFUSAL_WORDS } from './record/business-clock.ts'

/** The words of every refusal, a line per mechanism; a name in braces is filled with a fact. */
const WORDS: Readonly<Record<string, Sentence>> = {
  ...AMOUNT_WORDS,
  ...DECIMAL_WORDS,
  DAY_NOT_A_DAY: '没有这一天，请按 2024-06-04 的样子填写',
  ...ACCESS_REFUSAL_WORDS,
  ...CLOCK_REFUSAL_WORDS,
  ...FUND_REFUSAL_WORDS,
}

/** The sentence that a person reads for a refusal. A code without words is named, never hidden. */
export const sentence = (refusal: string, facts: RefusalFacts = {}): string => {
  const words = Object.hasOwn(WORDS, refusal) ? WORDS[refusal] : undefined
  if (words === undefined) return `未办理（${refusal}）。`
  if (typeof words === 'function') return words(facts)
  return words.replace(/\{(\w+)\}/g, (_, name: string) =>
    Object.hasOwn(facts, name) ? String(facts[name]) : '—',
  )
}
