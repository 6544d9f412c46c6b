import { type Day, day } from '@qiangji/kernel/base/day.ts'
import type { Decimal } from '@qiangji/kernel/base/decimal.ts'
import { parseDecimal } from '@qiangji/kernel/base/decimal.ts'
import { assert } from '@qiangji/kernel/base/decision.ts'
import type { Fact } from '@qiangji/kernel/fund/fact.ts'
import type { Organization } from '@qiangji/kernel/organization/organization.ts'
import { chanceOf } from './chance.ts'

const decimal = (n: number): Decimal => {
  const read = parseDecimal(String(n))
  assert(read.ok, 'a whole number is a decimal')
  return read.value
}

/** How big a place is, as far as its name tells: provincial seat, district, city, county. */
const sizeOf = (o: Organization): readonly [number, number] => {
  if (o.code === '620102') return [150_000, 200_000]
  if (o.code === '6202') return [60_000, 90_000]
  if (/区总工会$/.test(o.name)) return [35_000, 80_000]
  if (/市总工会$/.test(o.name)) return [20_000, 40_000]
  if (o.kind === 'new-area') return [15_000, 25_000]
  return [6_000, 24_000]
}

/**
 * Figures of the recipients that no source gives, drawn once and marked 演示数据: members, township unions that
 * are eligible, unions founded in the year before. The count of townships is the real one of the tree.
 */
export const figuresOf = (tree: readonly Organization[], year: number): readonly Fact[] => {
  const on = day(`${year}-12-31`)
  return tree
    .filter((o) => o.level === 'county' || o.code === '6202')
    .flatMap((o) => {
      const chance = chanceOf(`${o.code} ${year}`)
      const [least, most] = sizeOf(o)
      const townships = tree.filter((t) => t.kind === 'township' && t.parentId === o.id).length
      const eligible = townships <= 5 ? townships : townships - chance.between(0, 1)
      const of = (key: string, value: number, date: Day, source: string): Fact => ({
        recipient: o.id,
        key,
        value: decimal(value),
        date,
        source,
        demonstration: true,
      })
      return [
        of('members', chance.between(least, most), on, '组织台账（演示数据）'),
        of('townships', townships, on, '组织台账（演示数据）'),
        of('eligible-townships', eligible, on, '组织台账（演示数据）'),
        of('new-unions', chance.between(8, 60), on, `${year}年年报（演示数据）`),
        of('poor-workers', chance.between(40, 900), on, `${year}年年报（演示数据）`),
      ]
    })
}
