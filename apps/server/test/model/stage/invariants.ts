import { readFileSync } from 'node:fs'

export interface Invariant {
  /** The sentence above the query, such as "I2 All accounts of a fund sum to zero". */
  readonly says: string
  readonly sql: string
}

/** The queries of invariants.sql with their sentences; one that follows another without a sentence shares it. */
export const readInvariants = (): readonly Invariant[] => {
  const text = readFileSync(new URL('../invariants.sql', import.meta.url), 'utf8')
  let says = ''
  return text
    .split(/;\s*$/m)
    .map((part) => {
      const lines = part.split('\n')
      says = lines.find((line) => /^-- I\d+ /.test(line))?.slice(3) ?? says
      return {
        says,
        sql: lines
          .filter((line) => !line.startsWith('--'))
          .join('\n')
          .trim(),
      }
    })
    .filter(({ sql }) => sql !== '')
}

type Outside = (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>

/** Throws with the first invariant that has rows. */
export const checkInvariants = async (outside: Outside): Promise<void> => {
  for (const { says, sql } of readInvariants()) {
    const rows = await outside(sql)
    if (rows.length > 0) throw new Error(`${says}\n${JSON.stringify(rows.slice(0, 5))}`)
  }
}
