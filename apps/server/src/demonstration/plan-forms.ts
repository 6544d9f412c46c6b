import type { Day } from '@qiangji/kernel/base/day.ts'
import { parseDecimal } from '@qiangji/kernel/base/decimal.ts'
import { assert } from '@qiangji/kernel/base/decision.ts'
import { fen, NaturalFen } from '@qiangji/kernel/base/money.ts'
import type { AllocationForm } from '@qiangji/kernel/fund/allocation.ts'
import { NO_BOUNDS } from '@qiangji/kernel/fund/bounds.ts'
import { DEFAULT_ROUNDING } from '@qiangji/kernel/fund/rounding.ts'
import type { Organization } from '@qiangji/kernel/organization/organization.ts'
import { chanceOf } from './chance.ts'
import { type FundKind, SHAPES } from './fund-forms.ts'

const wan = (n: number) => NaturalFen.parse(fen(n * 1_000_000))
const decimal = (text: string) => {
  const read = parseDecimal(text)
  assert(read.ok, `decimal ${text}`)
  return read.value
}

const RULE: AllocationForm['rule'] = {
  rounding: DEFAULT_ROUNDING,
  bounds: NO_BOUNDS,
  coefficients: null,
  reserve: wan(0),
}

/** 2023: by class, equally, by project, by quota, as the four funds have it. */
export const plan2023 = (
  kind: FundKind,
  on: Day,
  tree: readonly Organization[],
): AllocationForm => ({
  title: `2023年${SHAPES[kind].name}`,
  on,
  pot: NaturalFen.parse(fen(SHAPES[kind].budget * 100)),
  parts: [partOf(kind, tree)],
  rule: RULE,
  note: '',
})

const partOf = (kind: FundKind, tree: readonly Organization[]): AllocationForm['parts'][number] => {
  switch (kind) {
    case 'county':
      return {
        id: 'class',
        name: '分档补助',
        method: 'class',
        recipients: 'all',
        amounts: { 一类: wan(52), 二类: wan(46), 三类: wan(40) },
      }
    case 'new-employment':
      return { id: 'equal', name: '均分补助', method: 'equal', recipients: 'all', amount: 'rest' }
    case 'township':
      return {
        id: 'quota',
        name: '乡镇（街道）工会定额',
        method: 'quota',
        recipients: 'all',
        each: NaturalFen.parse(fen(1_000_000)),
        count: { key: 'eligible-townships', name: '符合条件的乡镇（街道）工会数' },
      }
    case 'palace':
      return { id: 'project', name: '阵地改造项目', method: 'project', lines: palaces(tree) }
  }
}

/** Twelve county palaces and clubs, invented, for 960 of the 1,000 万. */
const palaces = (tree: readonly Organization[]) => {
  const chance = chanceOf('palaces')
  const counties = tree.filter((o) => o.kind === 'county')
  const start = chance.between(0, 6)
  return Array.from({ length: 12 }, (_, i) => {
    const o = counties[start + i * 7]
    assert(o !== undefined, 'twelve counties, seven apart')
    return {
      recipient: o.id,
      title: `${o.shortName}工人文化宫维修改造`,
      amount: wan(i < 4 ? 100 : 70),
    }
  })
}

/** 2024: a base for everyone and factors for the rest, with a floor, a cap and a reserve; drafted, for the user to take on. */
export const plan2024 = (on: Day): AllocationForm => ({
  title: '2024年县区专项补助',
  on,
  pot: NaturalFen.parse(fen(4_000_000_000)),
  parts: [
    { id: 'base', name: '基础补助', method: 'equal', recipients: 'all', amount: wan(24 * 88) },
    {
      id: 'factor',
      name: '因素分配',
      method: 'factor',
      recipients: 'all',
      amount: 'rest',
      factors: [
        { key: 'members', name: '会员数', weight: decimal('0.40') },
        {
          key: 'eligible-townships',
          name: '符合条件的乡镇（街道）工会数',
          weight: decimal('0.35'),
        },
        { key: 'new-unions', name: '上年新建工会数', weight: decimal('0.25') },
      ],
    },
  ],
  rule: {
    ...RULE,
    bounds: { ...NO_BOUNDS, floor: wan(30), cap: wan(80) },
    coefficients: { 一类: decimal('1.40'), 二类: decimal('1.20'), 三类: decimal('1.00') },
    reserve: wan(60),
  },
  note: '',
})
