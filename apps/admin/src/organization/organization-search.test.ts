import { unions } from '@qiangji/gazetteer/union.ts'
import { levelOf } from '@qiangji/kernel/organization/organization.ts'
import { describe, expect, test } from 'vitest'
import { bestUnions } from './organization-search.ts'

const rows = unions.map((u) => ({ ...u, level: levelOf(u.kind) }))
const first = async (typed: string) => (await bestUnions(rows, typed))[0]?.name

describe('the search for a union', () => {
  test.each([
    ['环县', '环县总工会'],
    ['huanxian', '环县总工会'],
    ['qingyang', '庆阳市总工会'],
    ['621022', '环县总工会'],
    ['临夏县', '临夏县总工会'],
  ])('%s finds %s first', async (typed, name) => {
    expect(await first(typed)).toBe(name)
  })

  test('宕昌 is found by the spelling of its own people', async () => {
    expect(await first('tanchang')).toBe('宕昌县总工会')
  })

  test('initials find a county', async () => {
    expect((await bestUnions(rows, 'jss')).map((o) => o.name)).toContain(
      '积石山保安族东乡族撒拉族自治县总工会',
    )
  })

  test('gives at most eight, the higher level first', async () => {
    const found = await bestUnions(rows, '城关')
    expect(found).toHaveLength(8)
    expect(found[0]?.level).toBe('county')
  })

  test('nothing typed finds nothing', async () => {
    expect(await bestUnions(rows, ' ')).toEqual([])
  })
})
