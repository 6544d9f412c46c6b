import type { Locator } from 'playwright-core'
import type { Sight } from './person.ts'

/** A table as it is read aloud: its heads, then the words of every row, cell by cell. */
export interface ReadTable {
  readonly heads: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** The words of a place as they are seen, on one line. */
export const wordsOf = async (place: Locator): Promise<string> =>
  plain((await place.allInnerTexts()).join(' '))

/** Reads the table in a place; a place holds one, though its head may be drawn as a table of its own. */
export const readTable = async (place: Sight | Locator): Promise<ReadTable> => {
  await place.getByRole('cell').first().waitFor()
  const heads = (await place.getByRole('columnheader').allInnerTexts()).map(plain)
  const cells = (await place.getByRole('cell').allInnerTexts()).map(plain)
  const rows = Array.from({ length: Math.floor(cells.length / heads.length) }, (_, i) =>
    cells.slice(i * heads.length, (i + 1) * heads.length),
  )
  return { heads, rows }
}

/** The place of a head that begins so. */
export const columnOf = ({ heads }: ReadTable, head: string): number => {
  const at = heads.findIndex((one) => one.startsWith(head))
  if (at < 0) throw new Error(`no column ${head} in ${heads.join(' | ')}`)
  return at
}

/** An amount as the pages write it, in fen: "1,234.50", "−3.00", "+8", "—" is 0. */
export const fenOf = (text: string, unit: 'yuan' | 'wan'): number => {
  const digits = /^([+−-]?)([\d,]+)(?:\.(\d+))?$/.exec(text.replace(/[元万\s]/g, ''))
  if (digits === null) {
    if (text === '—' || text === '') return 0
    throw new Error(`“${text}” is not an amount`)
  }
  const places = unit === 'yuan' ? 2 : 6
  const [, sign = '', whole = '', fraction = ''] = digits
  if (fraction.length > places) throw new Error(`“${text}” is finer than a fen`)
  const fen = Number(whole.replaceAll(',', '') + fraction.padEnd(places, '0'))
  return sign === '−' || sign === '-' ? -fen : fen
}

/** The terms of a place with what stands beside each. */
export const readTerms = async (place: Sight | Locator): Promise<ReadonlyMap<string, string>> => {
  const terms = (await place.getByRole('term').allInnerTexts()).map(plain)
  const words = (await place.getByRole('definition').allInnerTexts()).map(plain)
  return new Map(terms.map((term, i) => [term, words[i] ?? '']))
}
