import type { RefusalFacts } from '@qiangji/kernel/base/decision.ts'
import { sentence } from '@qiangji/kernel/refusals.ts'
import { AMOUNT_SENTENCES } from './amount-sentence.ts'

const fill = (text: string, facts: RefusalFacts): string =>
  text.replace(/\{(\w+)\}/g, (hole, name: string) => String(facts[name] ?? hole))

/** The sentence of a refusal: of a typed amount or day from here, of every other act from the kernel. */
export const sentenceOf = (code: string, facts: RefusalFacts = {}): string => {
  const own = AMOUNT_SENTENCES.get(code)
  return own === undefined ? sentence(code, facts) : fill(own, facts)
}
