import { expect, test } from 'vitest'
import { divisions } from '../src/division.ts'
import { type UnionSeed, unions } from '../src/union.ts'

const union = (code: string): UnionSeed | undefined => unions.find((u) => u.code === code)
const count = (kind: UnionSeed['kind'], under = '/62/'): number =>
  unions.filter((u) => u.kind === kind && u.path.startsWith(under)).length

test('Gansu has 1,505 unions', () => {
  expect(unions).toHaveLength(1505)
  expect(count('province')).toBe(1)
  expect(count('prefecture')).toBe(14)
  expect(count('county')).toBe(86)
  expect(count('new-area')).toBe(1)
  expect(count('township')).toBe(1360)
  expect(count('zone')).toBe(43)
})

test.each([
  ['6201', '兰州市总工会', 8, 113, 3],
  ['6202', '嘉峪关市总工会', 0, 5, 0],
  ['6203', '金昌市总工会', 2, 18, 0],
  ['6204', '白银市总工会', 5, 78, 0],
  ['6205', '天水市总工会', 7, 123, 7],
  ['6206', '武威市总工会', 4, 102, 6],
  ['6207', '张掖市总工会', 6, 65, 13],
  ['6208', '平凉市总工会', 7, 110, 3],
  ['6209', '酒泉市总工会', 7, 76, 8],
  ['6210', '庆阳市总工会', 8, 119, 0],
  ['6211', '定西市总工会', 7, 122, 0],
  ['6212', '陇南市总工会', 9, 199, 0],
  ['6229', '临夏回族自治州总工会', 8, 131, 0],
  ['6230', '甘南藏族自治州总工会', 8, 99, 3],
])(
  '%s %s has %i county federations, %i township and %i zone unions',
  (code, name, counties, townships, zones) => {
    const under = `/62/${code}/`
    expect(union(code)?.name).toBe(name)
    expect([count('county', under), count('township', under), count('zone', under)]).toEqual([
      counties,
      townships,
      zones,
    ])
  },
)

test('a union names its division, and the path leads to it', () => {
  expect(union('62')).toEqual({
    code: '62',
    name: '甘肃省总工会',
    shortName: '甘肃',
    kind: 'province',
    parentCode: null,
    path: '/62/',
  })
  expect(union('621022')).toMatchObject({ name: '环县总工会', path: '/62/6210/621022/' })
  const quzi = divisions.find((d) => d.name === '曲子镇' && d.parentCode === '621022')
  expect(union(quzi?.code ?? '')).toMatchObject({ name: '曲子镇工会', parentCode: '621022' })
  expect(union('620102403')).toMatchObject({
    name: '甘肃监狱企业集团公司工会',
    kind: 'zone',
    path: '/62/6201/620102/620102403/',
  })
})

test('嘉峪关市总工会 holds its five directly: the placeholder has no union', () => {
  expect(union('620201')).toBeUndefined()
  expect(union('620201100')).toMatchObject({
    name: '新城镇工会',
    parentCode: '6202',
    path: '/62/6202/620201100/',
  })
  expect(unions.filter((u) => u.parentCode === '6202')).toHaveLength(5)
})

test('兰州新区工会 stands under 兰州市总工会 with its four towns', () => {
  expect(union('620171')).toMatchObject({
    name: '兰州新区工会',
    shortName: '新区',
    kind: 'new-area',
    parentCode: '6201',
    path: '/62/6201/620171/',
  })
  expect(count('township', '/62/6201/620171/')).toBe(4)
})

test('every path is its parent’s path with the own code', () => {
  for (const { code, parentCode, path } of unions)
    expect(path).toBe(`${parentCode === null ? '/' : union(parentCode)?.path}${code}/`)
})
