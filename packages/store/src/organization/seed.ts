import type { UnionSeed } from '@qiangji/gazetteer/union.ts'
import {
  levelOf,
  type Organization,
  OrganizationId,
} from '@qiangji/kernel/organization/organization.ts'
import type { Tx } from '../engine/act.ts'
import { newId } from '../engine/new-id.ts'

/** The unions of a new installation with the ids they get, every parent before its members. */
export const organizationsOf = (
  seeds: readonly UnionSeed[],
  idOf: (code: string) => OrganizationId = () => newId(OrganizationId),
): readonly Organization[] => {
  const made = new Map<string, Organization>()
  for (const seed of seeds) {
    const parent = seed.parentCode === null ? null : (made.get(seed.parentCode) ?? null)
    const id = idOf(seed.code)
    const level = levelOf(seed.kind)
    made.set(seed.code, {
      id,
      code: seed.code,
      name: seed.name,
      shortName: seed.shortName,
      kind: seed.kind,
      level,
      path: seed.path,
      parentId: parent?.id ?? null,
      prefectureId: level === 'prefecture' ? id : (parent?.prefectureId ?? null),
      countyId: level === 'county' ? id : (parent?.countyId ?? null),
      revision: 0,
    })
  }
  return [...made.values()]
}

/** Writes a whole tree into an empty store. */
export const plantTree = async (tx: Tx, tree: readonly Organization[]): Promise<void> => {
  for (let at = 0; at < tree.length; at += 200)
    await tx
      .insertInto('organization')
      .values(
        tree.slice(at, at + 200).map((o) => ({
          id: o.id,
          code: o.code,
          name: o.name,
          short_name: o.shortName,
          kind: o.kind,
          level: o.level,
          path: o.path,
          parent_id: o.parentId,
          prefecture_id: o.prefectureId,
          county_id: o.countyId,
          revision: 0,
        })),
      )
      .execute()
}
