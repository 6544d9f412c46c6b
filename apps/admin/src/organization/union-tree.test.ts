import {
  levelOf,
  Organization,
  type OrganizationKind,
} from '@qiangji/kernel/organization/organization.ts'
import { describe, expect, test } from 'vitest'
import { flatUnions, prune, unionTree, wayTo } from './union-tree.ts'

const idOf = (code: string) => code.padEnd(20, '0')
const union = (path: string, name: string, kind: OrganizationKind): Organization => {
  const codes = path.split('/').slice(1, -1)
  const parent = codes.at(-2)
  return Organization.parse({
    id: idOf(codes.at(-1) ?? ''),
    code: codes.at(-1),
    name,
    shortName: name,
    kind,
    level: levelOf(kind),
    path,
    parentId: parent === undefined ? null : idOf(parent),
    prefectureId: null,
    countyId: null,
    revision: 0,
  })
}
const rows = [
  union('/62/', '甘肃省总工会', 'province'),
  union('/62/6202/', '嘉峪关市总工会', 'prefecture'),
  union('/62/6202/6202001/', '峪泉镇工会', 'township'),
  union('/62/6210/', '庆阳市总工会', 'prefecture'),
  union('/62/6210/621022/', '环县总工会', 'county'),
  union('/62/6210/621022/621022100/', '环城镇工会', 'township'),
  union('/62/6210/621022/621022101/', '虎洞镇工会', 'township'),
]
const tree = unionTree(rows)

describe('the union tree', () => {
  test('goes into a workbook with every union once, whoever is above before those below', () => {
    expect(flatUnions(tree).map((u) => u.code)).toEqual(rows.map((o) => o.code))
    const [zone] = prune(tree, (u) => u.name === '环县总工会').nodes
    expect(flatUnions(zone ? [zone] : []).map((u) => u.name)).toEqual([
      '甘肃省总工会',
      '庆阳市总工会',
      '环县总工会',
      '环城镇工会',
      '虎洞镇工会',
    ])
  })
  test('counts what lies below by level, also where a level is missing', () => {
    const [province] = tree
    expect(province?.row.below).toEqual({ province: 0, prefecture: 2, county: 1, township: 3 })
    expect(province?.children[0]?.row.below).toMatchObject({ county: 0, township: 1 })
  })

  test('begins at one’s own union when the rows above are not given', () => {
    expect(unionTree(rows.slice(4)).map((n) => n.row.name)).toEqual(['环县总工会'])
  })

  test('names the way to a union from the top', () => {
    expect(wayTo(tree, idOf('621022101')).map((o) => o.code)).toEqual([
      '62',
      '6210',
      '621022',
      '621022101',
    ])
    expect(wayTo(tree, 'nobody')).toEqual([])
  })
})

describe('the tree cut down to a search', () => {
  test('keeps the way to a match, opened, and leaves its siblings out', () => {
    const found = prune(tree, (o) => o.name.includes('虎洞'))
    expect(found.count).toBe(1)
    expect([...found.open].sort()).toEqual([idOf('62'), idOf('6210'), idOf('621022')].sort())
    const county = found.nodes[0]?.children[0]?.children[0]
    expect(county?.children.map((n) => n.row.name)).toEqual(['虎洞镇工会'])
  })

  test('a union that matches keeps what lies below it, closed', () => {
    const found = prune(tree, (o) => o.name === '环县总工会')
    const county = found.nodes[0]?.children[0]?.children[0]
    expect(county?.children).toHaveLength(2)
    expect(found.open).not.toContain(idOf('621022'))
  })

  test('is empty without a match', () => {
    expect(prune(tree, () => false)).toEqual({ nodes: [], count: 0, open: [] })
  })
})
