import { sentence } from '@qiangji/kernel/refusals.ts'

/** The sentence of a refusal is the kernel's; pages have no words of their own for codes. */
export const sentenceOf = sentence
