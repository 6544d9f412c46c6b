import { describe, expect, test } from 'vitest'
import { type Division, divisions } from '../src/division.ts'
import { DIVISION_KINDS } from '../src/kind.ts'

const named = (name: string): Division | undefined => divisions.find((d) => d.name === name)
const countBy = (of: (d: Division) => string): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(divisions, of)].map(([key, members]) => [key, members.length]))

describe('the divisions of Gansu', () => {
  test('count as the statistics do', () => {
    expect(divisions).toHaveLength(1506)
    expect(countBy((d) => d.level)).toEqual({
      province: 1,
      prefecture: 14,
      county: 88,
      township: 1403,
    })
    expect(countBy((d) => d.kind)).toEqual({
      province: 1,
      'prefecture-city': 12,
      'autonomous-prefecture': 2,
      district: 17,
      county: 57,
      'autonomous-county': 7,
      'county-city': 5,
      'new-area': 1,
      placeholder: 1,
      street: 130,
      town: 892,
      'rural-township': 321,
      'ethnic-township': 17,
      'functional-unit': 43,
    })
  })

  test('carry codes that are unique and stand under a parent listed before them', () => {
    const seen = new Set<string>()
    for (const { code, level, parentCode } of divisions) {
      expect(code).toMatch(/^62(\d{2}(\d{2}(\d{3})?)?)?$/)
      expect(parentCode === null ? level : seen.has(parentCode)).toBe(
        parentCode === null ? 'province' : true,
      )
      expect(seen.has(code)).toBe(false)
      seen.add(code)
    }
  })

  test('say by the end of the name what kind of township they are', () => {
    const endings = {
      street: '街道',
      town: '镇',
      'rural-township': '乡',
      'ethnic-township': '族乡',
    }
    for (const { name, kind } of divisions) {
      if (kind === 'functional-unit') expect(name).not.toMatch(/(街道|镇|乡)$/)
      else if (DIVISION_KINDS[kind].level === 'township')
        expect(name.endsWith(Object.entries(endings).find(([k]) => k === kind)?.[1] ?? '?')).toBe(
          true,
        )
    }
  })
})

describe('short names', () => {
  test.each([
    ['甘肃省', '甘肃'],
    ['兰州市', '兰州'],
    ['嘉峪关市', '嘉峪关'],
    ['临夏回族自治州', '临夏州'],
    ['甘南藏族自治州', '甘南州'],
    ['城关区', '城关'],
    ['七里河区', '七里河'],
    ['环县', '环县'],
    ['宁县', '宁县'],
    ['临夏市', '临夏市'],
    ['临夏县', '临夏县'],
    ['兰州新区', '新区'],
    ['张家川回族自治县', '张家川'],
    ['天祝藏族自治县', '天祝'],
    ['肃南裕固族自治县', '肃南'],
    ['肃北蒙古族自治县', '肃北'],
    ['阿克塞哈萨克族自治县', '阿克塞'],
    ['东乡族自治县', '东乡'],
    ['积石山保安族东乡族撒拉族自治县', '积石山'],
    ['曲子镇', '曲子镇'],
  ])('%s is %s', (name, short) => expect(named(name)?.shortName).toBe(short))

  test('have two or three characters down to the county, and no county of a prefecture shares one', () => {
    for (const [, siblings] of Map.groupBy(divisions, (d) => d.parentCode)) {
      expect(new Set(siblings.map((d) => d.shortName)).size).toBe(siblings.length)
      for (const { shortName, level } of siblings)
        if (level !== 'township') expect(shortName).toMatch(/^\p{Script=Han}{2,3}$/u)
    }
  })
})
