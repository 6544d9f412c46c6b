import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readTable } from '../scripts/csv-table.ts'
import { applyOverrides } from '../scripts/override.ts'
import { renderAll } from '../scripts/render.ts'

test.each([...renderAll()])('src/%s is what the generator writes', (name, text) => {
  expect(readFileSync(new URL(`../src/${name}`, import.meta.url), 'utf8')).toBe(text)
})

test('a line with a comma too many stops the generator', () => {
  expect(() => readTable('code,name\n62,甘肃,省\n')).toThrow('line 2')
})

describe('overrides', () => {
  const places = {
    divisions: [
      { code: '6208', name: '平凉市', kind: '地级市' },
      { code: '620824', name: '华亭县', kind: '县' },
      { code: '620825', name: '庄浪县', kind: '县' },
      { code: '620825100', name: '水洛镇', kind: '镇' },
    ],
    tiles: [{ code: '620824', col: '16', row: '9' }],
  }
  const head = 'date,act,code,name,kind,newCode,source\n'
  const changed = (...lines: readonly string[]) =>
    applyOverrides(places, readTable(head + lines.join('\n')))

  test('a county becomes a city with a new name, a new code and the same tile', () => {
    const { divisions, tiles } = changed(
      '2018-09-02,recode,620824,,,620881,国函',
      '2018-09-01,rename,620824,华亭市,县级市,,国函',
    )
    expect(divisions).toContainEqual({ code: '620881', name: '华亭市', kind: '县级市' })
    expect(divisions.some((d) => d.code === '620824')).toBe(false)
    expect(tiles).toEqual([{ code: '620881', col: '16', row: '9' }])
  })

  test('a rename keeps the kind, an addition brings its own, a removal takes the tile along', () => {
    const { divisions, tiles } = changed(
      '2024-01-01,rename,620825,新庄浪县,,,通知',
      '2024-01-02,add,620825101,新镇,镇,,通知',
      '2024-01-03,remove,620824,,,,通知',
    )
    expect(divisions).toContainEqual({ code: '620825', name: '新庄浪县', kind: '县' })
    expect(divisions).toContainEqual({ code: '620825101', name: '新镇', kind: '镇' })
    expect(divisions).toHaveLength(4)
    expect(tiles).toEqual([])
  })

  test.each([
    ['2024-01-01,rename,620999,某县,,,通知', 'the code does not fit'],
    ['2024-01-01,add,620825,庄浪县,县,,通知', 'the code does not fit'],
    ['2024-01-01,remove,620825,,,,通知', 'it still has divisions'],
    ['2024-01-01,recode,620824,,,620825,通知', 'the new code is taken'],
    ['2024-01-01,recode,620824,,,6208,通知', 'a new code of the same length'],
    ['2024-01-01,rename,620824,华亭市,,,', 'a source is needed'],
    ['九月,rename,620824,华亭市,,,通知', 'a day is needed'],
    ['2024-01-01,split,620824,华亭市,,,通知', 'the act is not known'],
    ['2024-01-01,add,620826,静宁县,,,通知', 'a kind is needed'],
    ['2024-01-01,rename,620824,,,,通知', 'a name is needed'],
  ])('%s: %s', (line, wish) => expect(() => changed(line)).toThrow(wish))

  test('they reach the generated files', () => {
    const overrides = readTable(`${head}2024-01-01,rename,621022,新环县,,,通知`)
    expect(renderAll(overrides).get('division.data.ts')).toContain('\n621022 x新环县 ')
  })
})
