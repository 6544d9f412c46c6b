import { halfWidth } from '../base/money.ts'
import type { Prohibition } from './fund.ts'

/** The item of the 负面清单 that a summary hits, counted from 1, and the word that gave it away. */
export interface Hit {
  readonly item: number
  readonly name: string
  readonly word: string
}

/** Blanks and full-width letters do not hide a word. */
const plain = (text: string): string => halfWidth(text).replace(/\s/g, '').toLowerCase()

export const prohibitedBy = (summary: string, prohibitions: readonly Prohibition[]): Hit | null => {
  const text = plain(summary)
  for (const [at, { name, words }] of prohibitions.entries()) {
    const word = words.find((one) => text.includes(plain(one)))
    if (word !== undefined) return { item: at + 1, name, word }
  }
  return null
}
