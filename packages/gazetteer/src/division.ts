import { assert } from '@qiangji/kernel/base/decision.ts'
import { divisionLines } from './division.data.ts'
import { DIVISION_KINDS, type DivisionKind, type DivisionLevel, kindOfLetter } from './kind.ts'
import { shortNameOf } from './short-name.ts'

/** An administrative division with its statistical code: 2, 4, 6 or 9 digits by level. */
export interface Division {
  readonly code: string
  /** 环县 */
  readonly name: string
  /** For tables and tiles; no two counties of a prefecture share one. */
  readonly shortName: string
  readonly level: DivisionLevel
  readonly kind: DivisionKind
  /** null for the province. */
  readonly parentCode: string | null
}

const PARENT_CODE_LENGTH: Readonly<Record<DivisionLevel, number>> = {
  province: 0,
  prefecture: 2,
  county: 4,
  township: 6,
}

export const parentCodeOf = (code: string, level: DivisionLevel): string | null =>
  level === 'province' ? null : code.slice(0, PARENT_CODE_LENGTH[level])

const division = (code: string, letter: string, name: string): Division => {
  const kind = kindOfLetter(letter)
  assert(kind !== undefined, `division ${code} of kind ${letter}`)
  const level = DIVISION_KINDS[kind].level
  return {
    code,
    name,
    shortName: shortNameOf(name, kind),
    level,
    kind,
    parentCode: parentCodeOf(code, level),
  }
}

/**
 * Reads the generated lines: "620102 d城关区 001s酒泉路街道 …" is a division with its townships behind it,
 * whose codes are written without the county's six digits.
 */
export const readDivisions = (lines: string): readonly Division[] =>
  lines
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [code = '', own = '', ...townships] = line.split(' ')
      return [
        division(code, own.slice(0, 1), own.slice(1)),
        ...townships.map((t) => division(code + t.slice(0, 3), t.slice(3, 4), t.slice(4))),
      ]
    })

/** All divisions of Gansu, every parent before its own divisions, in the order of their codes. */
export const divisions: readonly Division[] = readDivisions(divisionLines)
