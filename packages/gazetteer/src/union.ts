import { assert } from '@qiangji/kernel/base/decision.ts'
import type { OrganizationKind } from '@qiangji/kernel/organization/organization.ts'
import { type Division, divisions } from './division.ts'

/** A union that follows from the divisions: what a new installation starts with. */
export interface UnionSeed {
  /** The code of its division. */
  readonly code: string
  /** 环县总工会 */
  readonly name: string
  /** 环县 */
  readonly shortName: string
  readonly kind: OrganizationKind
  /** null for the provincial federation. */
  readonly parentCode: string | null
  /** Codes from the province down, always closed by a slash: '/62/6201/620102/'. */
  readonly path: string
}

const kindOf = (division: Division): OrganizationKind => {
  if (division.kind === 'new-area') return 'new-area'
  return division.kind === 'functional-unit' ? 'zone' : division.level
}

/** Local federations down to the county are 总工会; below, and in 兰州新区, a union is a 工会. */
const nameOf = (division: Division): string => {
  const kind = kindOf(division)
  const federation = kind === 'province' || kind === 'prefecture' || kind === 'county'
  return `${division.name}${federation ? '总工会' : '工会'}`
}

/**
 * The union tree of the divisions, parents first. A placeholder has no union:
 * its townships stand under the union above it.
 */
export const unionsOf = (all: readonly Division[]): readonly UnionSeed[] => {
  const byCode = new Map<string, UnionSeed>()
  const placeholders = new Map<string, string | null>()
  for (const division of all) {
    if (division.kind === 'placeholder') {
      placeholders.set(division.code, division.parentCode)
      continue
    }
    const above = division.parentCode ?? ''
    const parentCode = placeholders.get(above) ?? division.parentCode
    const parent = parentCode === null ? undefined : byCode.get(parentCode)
    assert(parentCode === null || parent !== undefined, `union above ${division.code}`)
    byCode.set(division.code, {
      code: division.code,
      name: nameOf(division),
      shortName: division.shortName,
      kind: kindOf(division),
      parentCode,
      path: `${parent?.path ?? '/'}${division.code}/`,
    })
  }
  return [...byCode.values()]
}

/** The 1,505 unions of Gansu, every parent before its members. */
export const unions: readonly UnionSeed[] = unionsOf(divisions)
